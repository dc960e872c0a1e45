package import Model
package import Syntax

/// The commits of a range, as `git log` prints them for a program to read.
package enum GitLog {
  /// How much of what commits do is looked at.
  package enum Depth: Sendable {
    /// Which files they touch.
    case files
    /// The lines that change as well.
    case lines
    /// All lines of the files, so that one in the middle of a comment is known for what it is.
    case wholeFiles
  }

  /// What to ask of git: the names of the commits of a range, ancestors first, and of their parents around it.
  package static func listing(_ range: [String]) -> [String] {
    ["rev-list", "--reverse", "--topo-order", "--boundary"] + range + ["--"]
  }

  /// Whether a line of the listing names a commit around the range.
  package static func isAround(_ line: ArraySlice<UInt8>) -> Bool { line.first == UInt8(ascii: "-") }

  /// The commits around the range, of all that was listed.
  package static func around(_ listed: [UInt8]) -> [String] {
    var around: [String] = []
    var rest = listed[...]
    while let mark = rest.firstIndex(of: UInt8(ascii: "-")) {
      let name = rest[(mark + 1)...].prefix { $0 != UInt8(ascii: "\n") }
      around.append(String(decoding: name, as: UTF8.self))
      rest = rest[name.endIndex...]
    }
    return around
  }

  /// What to ask of git, with names of commits a line as its input: those commits in that order, files with their
  /// modes, NUL between all fields, nobody's configuration.
  package static func arguments(_ depth: Depth, of paths: [String] = []) -> [String] {
    ["log", "--no-walk=unsorted", "--stdin"] + words(depth) + ["--"] + paths
  }

  /// What to ask of git for the same of the commits of a range, ancestors first, which it finds by itself.
  package static func arguments(_ depth: Depth, walking range: [String]) -> [String] {
    ["log", "--reverse", "--topo-order"] + words(depth) + range + ["--"]
  }

  private static func words(_ depth: Depth) -> [String] {
    let lines = [
      "--patch", "--cc", depth == .wholeFiles ? "--unified=100000000" : "--unified=0", "--inter-hunk-context=0",
      "--src-prefix=a/", "--dst-prefix=b/", "--diff-algorithm=myers",
    ]
    return diff + ["--raw", "--no-abbrev", "-z"] + (depth == .files ? [] : lines) + [
      "--format=tformat:commit %H%x00%P%x00%an <%ae>%x00%at%x00%s%x00%(trailers:only=true,unfold=true)%x00"
    ]
  }

  /// How commits are compared with their parents, whatever a configuration says.
  static let diff = [
    "--no-ext-diff", "--no-textconv", "--no-color", "--encoding=UTF-8", "--no-show-signature", "--no-notes",
    "--find-renames", "--no-relative", "--submodule=short", "--ignore-submodules=none", "-O/dev/null",
  ]

  /// - Throws: `ReadError` where git prints something else than it was asked for, or fails.
  /// - Source: git-log(1), sections OUTPUT, RAW OUTPUT FORMAT and COMBINED DIFF FORMAT, for `-z`
  package static func read(
    _ source: inout ByteSource, _ depth: Depth, _ classifier: Classifier
  ) throws(ReadError) -> [Commit] {
    try read(&source, depth, classifier, upTo: .max).commits
  }

  /// The same of the commits that begin before so many bytes.
  package static func read(
    _ source: inout ByteSource, _ depth: Depth, _ classifier: Classifier, upTo end: Int
  ) throws(ReadError) -> (commits: [Commit], isAll: Bool) {
    var commits: [Commit] = []
    var patches = PatchGrammar(PatchSummary(classifier, isWhole: depth == .wholeFiles), lineCap: 4096)
    var head = try source.nextField()
    while let field = head {
      if !commits.isEmpty, source.offset >= end { return (commits, false) }
      guard field.starts(with: "commit ".utf8), field.dropFirst(7).isObjectName else {
        throw ReadError(met: ReadError.quoted(field), wanted: "the id of a commit")
      }
      var commit = try readHeader(String(decoding: field.dropFirst(7), as: UTF8.self), &source)
      head = try readChanges(&commit, &source)
      for place in commit.changes.indices {
        commit.changes[place].fileKind = patches.listener.kind(of: commit.changes[place].path)
      }
      if head?.isEmpty == true {
        try patches.readPatch(&source)
        commit.take(patches.listener.takeFiles())
        head = try source.nextField()
      }
      commits.append(commit)
    }
    return (commits, true)
  }

  private static func readHeader(_ id: String, _ source: inout ByteSource) throws(ReadError) -> Commit {
    let parents = try source.text(), author = try source.text(), time = try source.text()
    let subject = try source.text(), trailers = try source.text()
    return Commit(
      id: id, parents: parents.parts(by: UInt8(ascii: " ")), author: author, subject: subject,
      trailers: trailers.parts(by: UInt8(ascii: "\n")).compactMap { Trailer($0) },
      time: Int(time).map { Instant(seconds: $0) })
  }

  /// Takes the changes, which begin behind an empty field with a line's end.
  /// - Returns: the field behind them: nothing in it before a patch, else the next commit's name.
  private static func readChanges(_ commit: inout Commit, _ source: inout ByteSource) throws(ReadError) -> [UInt8]? {
    guard try source.nextField()?.isEmpty != false else {
      throw ReadError(met: "something behind the trailers of \(commit.id)", wanted: "the files that it changes")
    }
    // Before the files of a merge stands one empty field more.
    var isBegun = !commit.isMerge
    while let field = try source.nextField() {
      if !isBegun, field.isEmpty {
        isBegun = true
        continue
      }
      let start = field.first == UInt8(ascii: "\n") ? 1 : 0
      guard start < field.count, field[start] == UInt8(ascii: ":") else { return field }
      if commit.isMerge, field.count > start + 1, field[start + 1] == UInt8(ascii: ":") {
        // Of a merge the patch says more: what it brings of its own.
        _ = try source.text()
      } else {
        commit.changes.append(try readChange(RawStatus(field, from: start), &source))
      }
    }
    return nil
  }

  private static func readChange(_ status: RawStatus, _ source: inout ByteSource) throws(ReadError) -> FileChange {
    guard let name = try source.nextField() else { throw ReadError(met: "the end", wanted: "the name of a file") }
    var change = FileChange(.modified, Path(bytes: name), isFile: status.isFile)
    switch status.letter {
    case UInt8(ascii: "A"): change.kind = .added
    case UInt8(ascii: "M"): change.kind = status.isSame ? .modeChanged : .modified
    case UInt8(ascii: "D"): change.kind = .deleted
    case UInt8(ascii: "T"): change.kind = .typeChanged
    case UInt8(ascii: "U"): change.kind = .unmerged
    case UInt8(ascii: "R"), UInt8(ascii: "C"):
      guard let same = status.score, let target = try source.nextField() else { throw status.error }
      let isRename = status.letter == UInt8(ascii: "R")
      change.kind = isRename ? .renamed(from: change.path, same: same) : .copied(from: change.path, same: same)
      change.path = Path(bytes: target)
    default: throw status.error
    }
    // Of a file without content there is no patch to be read.
    if status.isEmpty { change.patch = .none(isWhole: true) }
    return change
  }
}

/// `:100644 100755 OLD NEW R100`, what git says of a file before its name.
private struct RawStatus {
  private let text: [UInt8]
  private let modes: (Range<Int>, Range<Int>)
  private let ids: (Range<Int>, Range<Int>)
  private let status: Range<Int>

  init(_ text: [UInt8], from start: Int) throws(ReadError) {
    self.text = text
    var at = start + 1
    func word() -> Range<Int> {
      let end = text.firstIndex(of: UInt8(ascii: " "), in: min(at, text.count)..<text.count)
      defer { at = end + 1 }
      return min(at, end)..<end
    }
    modes = (word(), word())
    ids = (word(), word())
    status = word()
    guard !modes.0.isEmpty, !modes.1.isEmpty, text[ids.0].isObjectName, text[ids.1].isObjectName, !status.isEmpty,
      status.upperBound == text.count
    else { throw RawStatus.error(text[start...]) }
  }

  var error: ReadError { RawStatus.error(text[(modes.0.lowerBound - 1)...]) }

  private static func error(_ text: ArraySlice<UInt8>) -> ReadError {
    ReadError(met: ReadError.quoted(text), wanted: "modes, ids and one of A, M, D, T, U, R and C")
  }

  var letter: UInt8 { text[status.lowerBound] }
  var score: Int? {
    Int(String(decoding: text[status.dropFirst()], as: UTF8.self)).flatMap { (0...100).contains($0) ? $0 : nil }
  }
  var isSame: Bool { ids.0.count == ids.1.count && text.span.holds(text.span, ids.0, at: ids.1.lowerBound) }

  /// Whether what is left, or was there before it was deleted, is a file and no link (120000) or submodule (160000).
  var isFile: Bool {
    let mode = letter == UInt8(ascii: "D") ? modes.0 : modes.1
    return text.span.holds("100", in: mode.prefix(3))
  }

  /// Whether nothing is in the file.
  ///
  /// - Source: `git hash-object -t blob --stdin` without input, SHA-1 and SHA-256
  var isEmpty: Bool {
    text.span.holds("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", in: ids.1)
      || text.span.holds("473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813", in: ids.1)
  }
}

extension Patch {
  /// Of no lines.
  fileprivate static func none(isWhole: Bool) -> Patch {
    var patch = Patch()
    patch.isWhole = isWhole
    return patch
  }
}

extension Commit {
  /// Adds to the changes what they do to lines; of a merge nothing is known before.
  package mutating func take(_ patches: [(path: Path, patch: Patch)]) {
    guard !patches.isEmpty else { return }
    // Of a few files the place is found sooner than a table is made.
    let isFew = changes.count <= 8
    let places = isFew ? [:] : Dictionary(changes.indices.map { (changes[$0].path, $0) }) { first, _ in first }
    for (path, patch) in patches {
      if let place = isFew ? changes.firstIndex(where: { $0.path == path }) : places[path] {
        if changes[place].isFile { changes[place].patch = patch }
      } else if isMerge {
        changes.append(FileChange(.modified, path, patch: patch))
      }
    }
  }
}

extension Trailer {
  fileprivate init?(_ line: String) {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    self.init(key: String(line[..<colon]), value: String(line[line.index(after: colon)...].drop { $0 == " " }))
  }
}

extension ByteSource {
  fileprivate mutating func nextField() throws(ReadError) -> [UInt8]? {
    try nextWhole().map { Array(buffer[$0]) }
  }

  private mutating func nextWhole() throws(ReadError) -> Range<Int>? {
    guard let field = try nextField(endedBy: 0) else { return nil }
    guard start > field.upperBound else { throw ReadError(met: "the end", wanted: "the rest of a field") }
    return field
  }

  fileprivate mutating func text() throws(ReadError) -> String {
    guard let field = try nextWhole() else { throw ReadError(met: "the end", wanted: "the rest of a commit") }
    return text(field)
  }
}

extension String {
  /// What stands between marks, mostly all of it.
  fileprivate func parts(by mark: UInt8) -> [String] {
    if isEmpty { return [] }
    return utf8.contains(mark) ? utf8.split(separator: mark).map { String(Substring($0)) } : [self]
  }

  /// Whether it looks like the full name of an object of git: 40 hexadecimal digits, or 64.
  package var isObjectName: Bool { utf8.isObjectName }
}

extension Collection<UInt8> {
  var isObjectName: Bool { (count == 40 || count == 64) && allSatisfy(\.isHexDigit) }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }
}
