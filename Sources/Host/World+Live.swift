import CHost
package import Model
package import Runner
import SwiftGlibc
import Syntax

extension World {
  /// The machine that the program runs on.
  ///
  /// - Parameters:
  ///   - directory: where relative paths start; `nil` for the working directory.
  ///   - environment: `nil` for the program's own.
  package static func live(directory: Path? = nil, environment: [String: String]? = nil) -> World {
    host_pool_memory()
    let environment = environment ?? liveEnvironment()
    let working = liveDirectory()
    let git = Git(own: environment)
    // By its own name, as git says it: what was begun in `.` or behind a link would be begun again.
    let named = directory.map { working.appending($0) }
    let place = named.map { Files.resolved($0) ?? $0 } ?? working
    var world = World(
      now: Instant(seconds: time(nil)), environment: environment, directory: place,
      type: Files.type, open: Files.open, openPart: Files.openPart, size: Files.size, list: Files.list,
      write: Files.write, append: Files.append
    ) { folder, arguments, input throws(ReadError) in try git.start(arguments, in: folder, input: input).output() }
    world.beginGit = { folder, arguments, room in
      let started = Result { () throws(ReadError) in try git.start(arguments, in: folder, room: room) }
      return Answer(
        peek: { try? started.get().peek(milliseconds: $0) }, stop: { try? started.get().stop() },
        settle: { () throws(ReadError) in try started.get().settle() }
      ) { () throws(ReadError) in try started.get().output() }
    }
    world.cores = Threads.cores
    world.spawn = Threads.spawn
    world.modified = Files.modified
    world.execute = ProcessGroup.run
    world.begins = Progress.begin
    world.leave = { _ = unsafe Unmanaged.passRetained(Left(matter: $0)) }
    world.signals = .live
    world.scratch = .live(environment)
    return world
  }
}

/// What is never given back.
// A class because only what is counted can be kept by a count that nobody takes back.
private final class Left: Sendable {
  private let matter: Case

  init(matter: Case) { self.matter = matter }
}

private func liveEnvironment() -> [String: String] {
  var result: [String: String] = [:]
  var entry = unsafe host_environment()
  // The list ends in a null pointer.
  while let text = unsafe entry?.pointee {
    let pair = unsafe String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if pair.count == 2 { result[String(pair[0])] = String(pair[1]) }
    unsafe entry = entry?.successor()
  }
  return result
}

private func liveDirectory() -> Path {
  guard let text = unsafe getcwd(nil, 0) else { return "/" }
  defer { unsafe free(text) }
  return Path(unsafe String(cString: text))
}
