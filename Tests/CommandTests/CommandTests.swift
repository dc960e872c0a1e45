import Foundation
import Testing

/// The program as a user meets it: each folder of `Cases` holds a script and what it prints, exit statuses included.
/// `SIXGATE_RECORD=1` rewrites the latter.
struct CommandTests {
  private static let isRecording = ProcessInfo.processInfo.environment["SIXGATE_RECORD"] == "1"

  @Test(arguments: CommandCase.all)
  func `a call prints what is expected of it`(_ command: CommandCase) throws {
    let printed = try command.run()
    if CommandTests.isRecording { try Data(printed.utf8).write(to: command.expectation) }
    #expect(printed == String(decoding: try Data(contentsOf: command.expectation), as: UTF8.self))
    #expect(!CommandTests.isRecording, "recorded; run again without SIXGATE_RECORD")
  }

  @Test func `there are cases to run`() { #expect(CommandCase.all.count > 10) }
}

/// A script that calls `sixgate` in an empty folder, with nothing of this machine's settings around it.
struct CommandCase: CustomTestStringConvertible {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

  let url: URL

  var testDescription: String { url.lastPathComponent }
  var expectation: URL { url.appending(path: "expected.txt") }

  static let all: [CommandCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted().map { CommandCase(url: folder.appending(path: $0)) }
  }()

  /// Standard output, standard error and, at the end, the status of the script; the folder's own name is left out.
  func run() throws -> String {
    let place = FileManager.default.temporaryDirectory.appending(path: "sixgate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: place) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", ". '\(url.appending(path: "case.sh").path)' 2>&1"]
    process.currentDirectoryURL = place
    process.environment = environment(home: place)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self).replacingOccurrences(of: place.path, with: "HERE")
    return text + "[status \(process.terminationStatus)]\n"
  }

  private func environment(home: URL) -> [String: String] {
    // The test runner stands beside the program that it was built with.
    let programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    var environment = [
      "PATH": "\(programs):/usr/bin:/bin", "HOME": home.path, "LC_ALL": "C", "TERM": "dumb", "CASE": url.path,
      "FIXTURES": url.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures").path,
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com",
      "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.com",
      "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
    ]
    // Where coverage is measured, the program's own counts too.
    environment["LLVM_PROFILE_FILE"] =
      ProcessInfo.processInfo.environment["LLVM_PROFILE_FILE"] ?? home.appending(path: "profile").path
    return environment
  }
}
