import Foundation
import Model
import Runner

@testable import Host

/// A folder of its own with a git repository in it, and nothing of this machine's settings around it; gone when
/// nobody holds it any more.
final class Scratch: Sendable {
  let folder: URL
  let home: URL

  /// - Parameter template: a repository to begin with, as it is.
  init(like template: Scratch? = nil) throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "sixgate-\(UUID().uuidString)")
    folder = place.appending(path: "top").resolvingSymlinksInPath()
    home = place.appending(path: "home").resolvingSymlinksInPath()
    for url in [folder, home] { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
    if let template {
      try run(["/bin/cp", "-a", template.folder.path + "/.", folder.path])
    } else {
      try git("init", "--quiet", "--initial-branch=main")
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

  var environment: [String: String] {
    [
      "PATH": "/usr/bin:/bin", "HOME": home.path, "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_COMMITTER_NAME": "Ada",
      "GIT_COMMITTER_EMAIL": "ada@example.com", "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
      "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
    ]
  }

  var path: Path { Path(folder.path) }

  /// The machine as the program meets it in this folder.
  func world(adding extra: [String: String] = [:]) -> World {
    var own = environment.filter { ["PATH", "HOME", "LC_ALL", "GIT_CONFIG_NOSYSTEM"].contains($0.key) }
    own.merge(extra) { $1 }
    return World.live(directory: path, environment: own)
  }

  /// What git prints, without the last line's end.
  @discardableResult func git(_ arguments: String...) throws -> String { try run(["/usr/bin/git"] + arguments) }

  @discardableResult func shell(_ script: String) throws -> String { try run(["/bin/sh", "-ec", script]) }

  func write(_ text: String, to name: String) throws {
    let url = folder.appending(path: name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Adds all there is.
  /// - Returns: the id of the commit.
  @discardableResult func commit(_ subject: String) throws -> String {
    try git("add", "--all")
    try git("commit", "--quiet", "--allow-empty", "-m", subject)
    return try git("rev-parse", "HEAD")
  }

  @discardableResult private func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: arguments[0])
    process.arguments = Array(arguments.dropFirst())
    process.currentDirectoryURL = folder
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw ScriptError(words: arguments, status: process.terminationStatus) }
    return output.hasSuffix("\n") ? String(output.dropLast()) : output
  }
}

struct ScriptError: Error {
  let words: [String]
  let status: Int32
}
