import Glibc
package import Model
package import Runner
import Syntax

extension World {
  /// The machine that the program runs on.
  ///
  /// - Parameters:
  ///   - directory: where relative paths start; `nil` for the working directory.
  ///   - environment: `nil` for the program's own.
  package static func live(directory: Path? = nil, environment: [String: String]? = nil) -> World {
    let environment = environment ?? liveEnvironment()
    let working = liveDirectory()
    let place = directory.map { working.appending($0) } ?? working
    return World(
      now: Instant(seconds: time(nil)), environment: environment, directory: place,
      type: Files.type, open: Files.open, openPart: Files.openPart, size: Files.size, list: Files.list,
      write: Files.write, append: Files.append
    ) { folder, arguments, input throws(ReadError) in
      let child = try Child(
        gitCommand + arguments, environment: gitEnvironment(environment), directory: folder, input: input)
      return ByteStream { block throws(ReadError) in try child.appendBlock(to: &block) }
    }
  }
}

/// git as we call it: nothing that a repository's or a user's configuration could make it run, page or colour.
private let gitCommand = [
  "git", "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false",
  "-c", "log.showSignature=false", "-c", "color.ui=false", "-c", "diff.renameLimit=1000",
]

private func gitEnvironment(_ own: [String: String]) -> [String: String] {
  var environment = own.filter {
    !["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_EXTERNAL_DIFF"].contains($0.key)
  }
  environment["LC_ALL"] = "C"
  environment["GIT_OPTIONAL_LOCKS"] = "0"
  environment["GIT_TERMINAL_PROMPT"] = "0"
  return environment
}

private func liveEnvironment() -> [String: String] {
  var result: [String: String] = [:]
  var entry = unsafe environ
  // The list that `environ` points to ends in a null pointer.
  while let text = unsafe entry.pointee {
    let pair = unsafe String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if pair.count == 2 { result[String(pair[0])] = String(pair[1]) }
    unsafe entry += 1
  }
  return result
}

private func liveDirectory() -> Path {
  guard let text = unsafe getcwd(nil, 0) else { return "/" }
  defer { unsafe free(text) }
  return Path(unsafe String(cString: text))
}
