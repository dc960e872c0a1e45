package import Model
package import Syntax

/// The commits of a range, as `git log` prints them for a program to read.
package enum GitLog {
  /// What to ask of git: ancestors first, names by status, NUL between all fields, nobody's configuration.
  package static func arguments(_ range: [String]) -> [String] {
    [
      "log", "--reverse", "--topo-order", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames",
      "--name-status", "-z", "--format=tformat:%H%x00%P%x00%an <%ae>%x00%s%x00%(trailers:only=true,unfold=true)%x00",
    ] + range + ["--"]
  }

  /// - Throws: `ReadError` where git prints something else than it was asked for, or fails.
  /// - Source: git-log(1), sections OUTPUT and RAW OUTPUT FORMAT, for `-z`
  package static func read(_ source: inout ByteSource) throws(ReadError) -> [Commit] {
    var commits: [Commit] = []
    var header = try source.nextField()
    while let id = header {
      guard id.count >= 40, id.allSatisfy(\.isHexDigit) else {
        throw ReadError(met: ReadError.quoted(id), wanted: "the id of a commit")
      }
      var commit = try readHeader(String(decoding: id, as: UTF8.self), &source)
      header = try readChanges(&commit, &source)
      commits.append(commit)
    }
    return commits
  }

  private static func readHeader(_ id: String, _ source: inout ByteSource) throws(ReadError) -> Commit {
    let parents = try source.text(), author = try source.text(), subject = try source.text()
    let trailers = try source.text().split(separator: "\n").compactMap(Trailer.init)
    return Commit(
      id: id, parents: parents.split(separator: " ").map(String.init), author: author, subject: subject,
      trailers: trailers)
  }

  /// Takes the changes, which begin behind an empty field with a line's end.
  /// - Returns: the field behind them, which is the id of the next commit.
  private static func readChanges(_ commit: inout Commit, _ source: inout ByteSource) throws(ReadError) -> [UInt8]? {
    guard try source.nextField()?.isEmpty != false else {
      throw ReadError(met: "something behind the trailers of \(commit.id)", wanted: "the files that it changes")
    }
    while let field = try source.nextField() {
      let status = field.first == UInt8(ascii: "\n") ? field.dropFirst() : field[...]
      guard let letter = status.first, status.count <= 4 else { return field }
      commit.changes.append(try readChange(letter, status.dropFirst(), &source))
    }
    return nil
  }

  private static func readChange(
    _ letter: UInt8, _ score: ArraySlice<UInt8>, _ source: inout ByteSource
  ) throws(ReadError) -> FileChange {
    guard let name = try source.nextField() else { throw ReadError(met: "the end", wanted: "the name of a file") }
    let path = Path(bytes: name)
    switch letter {
    case UInt8(ascii: "A"): return FileChange(.added, path)
    case UInt8(ascii: "M"): return FileChange(.modified, path)
    case UInt8(ascii: "D"): return FileChange(.deleted, path)
    case UInt8(ascii: "T"): return FileChange(.typeChanged, path)
    case UInt8(ascii: "U"): return FileChange(.unmerged, path)
    case UInt8(ascii: "R"), UInt8(ascii: "C"):
      guard let same = Int(String(decoding: score, as: UTF8.self)), (0...100).contains(same),
        let target = try source.nextField()
      else { break }
      let isRename = letter == UInt8(ascii: "R")
      return FileChange(
        isRename ? .renamed(from: path, same: same) : .copied(from: path, same: same), Path(bytes: target))
    default: break
    }
    throw ReadError(met: "the status \(ReadError.quoted([letter]))", wanted: "one of A, M, D, T, U, R and C")
  }
}

extension Trailer {
  fileprivate init?(_ line: Substring) {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    self.init(key: String(line[..<colon]), value: String(line[line.index(after: colon)...].drop { $0 == " " }))
  }
}

extension ByteSource {
  fileprivate mutating func nextField() throws(ReadError) -> [UInt8]? {
    guard let field = try nextField(endedBy: 0) else { return nil }
    guard start > field.upperBound else { throw ReadError(met: "the end", wanted: "the rest of a field") }
    return Array(buffer[field])
  }

  fileprivate mutating func text() throws(ReadError) -> String {
    guard let field = try nextField() else { throw ReadError(met: "the end", wanted: "the rest of a commit") }
    return String(decoding: field, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }
}
