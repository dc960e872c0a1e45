import Model
package import Syntax

/// What a commit does to all lines of all files, wherever they stand: equal for a commit and its copy, and equal to the
/// inverse of what takes it back.
///
/// Of each file the lines are summed up by a hash that is seeded anew in each run, so that nobody can make other lines
/// that come to the same.
package struct PatchDigest: Hashable, Sendable {
  private struct Names: Hashable {
    let from: Path?
    let to: Path?
  }

  private struct Lines: Hashable {
    var count = 0
    var sum: UInt64 = 0

    mutating func add(_ line: ArraySlice<UInt8>) {
      var hasher = Hasher()
      hasher.combine(Array(line))
      count += 1
      sum &+= UInt64(bitPattern: Int64(hasher.finalize()))
    }
  }

  private struct Change: Hashable {
    var added = Lines()
    var removed = Lines()
  }

  private var files: [Names: Change] = [:]

  package var inverse: PatchDigest {
    var inverse = PatchDigest()
    for (names, change) in files {
      inverse.files[Names(from: names.to, to: names.from)] = Change(added: change.removed, removed: change.added)
    }
    return inverse
  }

  /// What to ask of git: merges as against the branch that they were made on, and no file left out for being binary.
  package static func arguments(_ commits: [String]) -> [String] {
    ["log", "--no-walk=unsorted", "--diff-merges=first-parent", "--text"] + GitLog.diff + [
      "--patch", "--unified=0", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/",
      "--diff-algorithm=myers", "--format=tformat:commit %H",
    ] + commits + ["--"]
  }

  /// - Returns: by commit; none of one that changes no lines.
  package static func read(_ source: inout ByteSource) throws(ReadError) -> [String: PatchDigest] {
    var digests: [String: PatchDigest] = [:]
    while let name = try nextCommit(&source) {
      var grammar = PatchGrammar(Digester(commit: name), lineCap: ByteCap.token)
      try grammar.readPatch(&source)
      if !grammar.listener.digest.files.isEmpty { digests[name] = grammar.listener.digest }
    }
    return digests
  }

  /// The name in a line `commit ID`.
  private static func nextCommit(_ source: inout ByteSource) throws(ReadError) -> String? {
    guard let line = try source.nextLine() else { return nil }
    let name = source.buffer[line].dropFirst(7)
    guard source.buffer[line].starts(with: "commit ".utf8), name.isObjectName else {
      throw ReadError(line: source.line, met: ReadError.quoted(source.buffer[line]), wanted: "the id of a commit")
    }
    return String(decoding: name, as: UTF8.self)
  }

  private struct Digester: PatchListener {
    let commit: String
    private(set) var digest = PatchDigest()
    private var names = Names(from: nil, to: nil)
    private var change = Change()

    init(commit: String) { self.commit = commit }

    mutating func begin(_ file: PatchFile) { (names, change) = (Names(from: file.from, to: file.to), Change()) }
    mutating func begin(_ hunk: PatchHunk) {}
    mutating func take(_ line: ArraySlice<UInt8>, _ mark: PatchMark, isCut: Bool) {
      // What was not seen whole is like nothing else.
      let line = isCut ? line + commit.utf8 : line
      if mark == .added { change.added.add(line) } else if mark == .removed { change.removed.add(line) }
    }
    mutating func endHunk(resolvesConflict: Bool) {}
    mutating func endFile() { digest.files[names] = change }
  }
}
