package import Model
package import Syntax

/// What a run may ask of the outside: values that are read once, and functions. Tests pass a dictionary.
package struct World: Sendable {
  package enum FileType: Sendable { case file, directory, other }

  package struct Entry: Hashable, Sendable {
    package var name: Path
    package var isDirectory: Bool
    /// Whether it only says where something is.
    package var isLink: Bool

    package init(name: Path, isDirectory: Bool, isLink: Bool = false) {
      self.name = name
      self.isDirectory = isDirectory
      self.isLink = isLink
    }

    package var isFile: Bool { !isDirectory && !isLink }
  }

  package var now: Instant
  package var environment: [String: String]
  package var directory: Path
  /// What stands at a path, links followed; `nil` where there is nothing.
  package var type: @Sendable (Path) -> FileType?
  package var open: @Sendable (Path) throws(ReadError) -> ByteStream
  /// Some of a regular file's bytes.
  package var openPart: @Sendable (Path, Range<Int>) throws(ReadError) -> ByteStream
  /// The bytes of a regular file; `nil` for everything else.
  package var size: @Sendable (Path) -> Int?
  /// A folder's entries, links left out, in no order.
  package var list: @Sendable (Path) throws(ReadError) -> [Entry]
  /// Puts a file in place whole, or not at all; what is no regular file is written to as it is.
  package var write: @Sendable (Path, [UInt8]) throws(ReadError) -> Void
  /// Adds lines to the end of a file, all of them or none, whoever else does so at the same time.
  package var append: @Sendable (Path, [UInt8]) throws(ReadError) -> Void
  /// What `git` prints, run in that folder over that input; the stream throws at its end when git did not succeed.
  package var gitIn: @Sendable (_ folder: Path, _ arguments: [String], _ input: [UInt8]) throws(ReadError) -> ByteStream
  /// Has git begin in that folder; what comes back is called once, and gives what `gitIn` would. Here it begins only then.
  /// With a room that is all it may print, and is known before git has ended; who has read it calls `settle` at last.
  package var beginGit: @Sendable (_ folder: Path, _ arguments: [String], _ room: Int?) -> Answer
  /// What git was told ahead that it will be asked; `nil` where it is told nothing.
  var answers: Answers?
  /// When a regular file was written last, in nanoseconds since 1970; `nil` for everything else.
  package var modified: @Sendable (Path) -> Int64? = { _ in nil }
  /// Runs a program to its end, or to its deadline.
  package var execute: @Sendable (Execution) -> ExecutionResult = { _ in
    ExecutionResult(.notStarted("this world runs no programs"))
  }
  /// How many threads can work at a time.
  package var cores = 1
  /// Begins some work beside this one; what comes back waits for its end. Here it is done at once.
  package var spawn: @Sendable (_ work: @escaping @Sendable () -> Void) -> @Sendable () -> Void = { work in
    work()
    return {}
  }
  /// Told what a run is at, for who waits; nothing comes back.
  package var begins: @Sendable (_ part: String) -> Void = { _ in }
  /// Takes what a run needs no more, and may keep it: memory is given back sooner all at once, with the process.
  package var leave: @Sendable (Case) -> Void = { _ in }
  package var signals = Signals.none
  package var scratch = Scratch.none

  package init(
    now: Instant, environment: [String: String], directory: Path,
    type: @escaping @Sendable (Path) -> FileType?,
    open: @escaping @Sendable (Path) throws(ReadError) -> ByteStream,
    openPart: @escaping @Sendable (Path, Range<Int>) throws(ReadError) -> ByteStream,
    size: @escaping @Sendable (Path) -> Int?,
    list: @escaping @Sendable (Path) throws(ReadError) -> [Entry],
    write: @escaping @Sendable (Path, [UInt8]) throws(ReadError) -> Void,
    append: @escaping @Sendable (Path, [UInt8]) throws(ReadError) -> Void,
    git: @escaping @Sendable (Path, [String], [UInt8]) throws(ReadError) -> ByteStream
  ) {
    self.now = now
    self.environment = environment
    self.directory = directory
    self.type = type
    self.open = open
    self.openPart = openPart
    self.size = size
    self.list = list
    self.write = write
    self.append = append
    gitIn = git
    beginGit = { folder, arguments, _ in Answer { () throws(ReadError) in try git(folder, arguments, []) } }
  }
}

extension World {
  package func path(_ path: Path) -> Path { directory.appending(path) }

  package func git(_ arguments: [String], input: [UInt8] = []) throws(ReadError) -> ByteStream {
    try gitIn(directory, arguments, input)
  }

  /// All that git prints, without the last line's end.
  package func gitText(_ arguments: [String], input: [UInt8] = []) throws(ReadError) -> String {
    var source = ByteSource(printed: try git(arguments, input: input))
    let bytes = try source.rest()
    return String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self)
  }
}

/// Folders of our own among the system's temporary ones, until they are removed: by us, or by a later run where this
/// one was killed.
package struct Scratch: Sendable {
  /// Makes one, and holds a lock on it as long as the program lives.
  package var make: @Sendable (_ name: String) throws(ReadError) -> Path
  package var makeFolder: @Sendable (Path) throws(ReadError) -> Void
  /// Removes what is in it.
  package var empty: @Sendable (Path) -> Void
  package var remove: @Sendable (Path) -> Void
  /// Those of that name that nobody holds any more.
  package var abandoned: @Sendable (_ name: String) -> [Path]

  package init(
    make: @escaping @Sendable (String) throws(ReadError) -> Path,
    makeFolder: @escaping @Sendable (Path) throws(ReadError) -> Void, empty: @escaping @Sendable (Path) -> Void,
    remove: @escaping @Sendable (Path) -> Void, abandoned: @escaping @Sendable (String) -> [Path]
  ) {
    self.make = make
    self.makeFolder = makeFolder
    self.empty = empty
    self.remove = remove
    self.abandoned = abandoned
  }

  package static let none = Scratch(
    make: { _ throws(ReadError) in throw ReadError(met: "no place for a folder", wanted: "one") },
    makeFolder: { _ in }, empty: { _ in }, remove: { _ in }, abandoned: { _ in [] })
}
