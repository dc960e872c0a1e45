package import Model
package import Syntax

/// Reads which lines a unified diff adds, as git writes it.
///
/// - Source: git-diff(1), section GENERATING PATCH TEXT WITH -P; GNU diffutils, section Detailed Unified
package enum UnifiedDiff {
  /// What `git` is asked for, so that neither attributes nor configuration hide or change a line.
  package static func arguments(_ base: String, _ head: String) -> [String] {
    [
      "diff", "--unified=0", "--text", "--find-renames", "--no-ext-diff", "--no-textconv", "--no-color",
      "--ignore-submodules=none", "--src-prefix=a/", "--dst-prefix=b/", "--diff-algorithm=histogram",
      "--end-of-options", base, head, "--",
    ]
  }

  /// - Throws: `ReadError` at a header or a hunk that is none.
  package static func read(_ source: inout ByteSource) throws(ReadError) -> ChangedLines {
    var changed = ChangedLines()
    var path: Path?
    while let line = try source.nextLine() {
      let bytes = source.buffer[line]
      if bytes.starts(with: "@@ ".utf8) {
        let hunk = try Hunk(bytes, at: source.line - 1)
        for lines in try source.linesAdded(by: hunk) {
          if let path { changed.add(lines, of: path) }
        }
      } else if bytes.starts(with: "+++ ".utf8) {
        path = try name(bytes.dropFirst(4), at: source.line - 1)
        if let path { changed.add(path) }
      } else if bytes.starts(with: "rename to ".utf8) {
        // What is only renamed has no hunk.
        changed.add(try unquoted(bytes.dropFirst(10), at: source.line - 1))
      }
    }
    return changed
  }

  /// The path behind `+++`; `nil` for a file that is removed.
  private static func name(_ field: ArraySlice<UInt8>, at line: Int) throws(ReadError) -> Path? {
    if field.elementsEqual("/dev/null".utf8) { return nil }
    // A tab ends a name that holds blanks, and in other tools' diffs stands before a time.
    let ended = field.first == UInt8(ascii: "\"") ? field : field.prefix { $0 != UInt8(ascii: "\t") }
    let path = try unquoted(ended, at: line)
    return path.bytes.starts(with: "b/".utf8) ? Path(bytes: Array(path.bytes.dropFirst(2))) : path
  }

  /// A name as git quotes it where it holds bytes that are no plain text.
  private static func unquoted(_ field: ArraySlice<UInt8>, at line: Int) throws(ReadError) -> Path {
    guard field.first == UInt8(ascii: "\"") else { return Path(bytes: Array(field)) }
    var bytes: [UInt8] = []
    var rest = field.dropFirst()
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      guard let escaped = escape(&rest) else {
        throw ReadError(line: line, met: ReadError.quoted(field), wanted: "a name as git quotes it")
      }
      bytes.append(escaped)
    }
    return Path(bytes: bytes)
  }

  private static func escape(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
    let letters: [UInt8: UInt8] = [
      UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "v"): 11,
      UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13, UInt8(ascii: "\""): 34, UInt8(ascii: "\\"): 92,
    ]
    guard let first = rest.first else { return nil }
    if let byte = letters[first] {
      rest = rest.dropFirst()
      return byte
    }
    let digits = rest.prefix(3)
    guard digits.count == 3, digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }) else {
      return nil
    }
    rest = rest.dropFirst(3)
    return UInt8(exactly: digits.reduce(0) { $0 * 8 + Int($1 & 7) })
  }
}

/// `@@ -FIRST[,COUNT] +FIRST[,COUNT] @@`
private struct Hunk {
  /// How many lines of the text belong to it.
  let removed: Int
  let added: Range<Int>

  init(_ bytes: ArraySlice<UInt8>, at line: Int) throws(ReadError) {
    let fields = bytes.split(separator: UInt8(ascii: " "), maxSplits: 3)
    guard fields.count > 2, let old = Hunk.lines(fields[1], UInt8(ascii: "-")),
      let new = Hunk.lines(fields[2], UInt8(ascii: "+"))
    else { throw ReadError(line: line, met: ReadError.quoted(bytes), wanted: "@@ -LINE,COUNT +LINE,COUNT @@") }
    removed = old.count
    added = new
  }

  private static func lines(_ field: ArraySlice<UInt8>, _ sign: UInt8) -> Range<Int>? {
    guard field.first == sign else { return nil }
    let numbers = field.dropFirst().split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0, as: UTF8.self)) }
    guard let first = numbers.first ?? nil, numbers.count < 3, first >= 0, first < 1 << 31 else { return nil }
    guard let count = numbers.count == 2 ? numbers[1] : 1, count >= 0, count < 1 << 31 else { return nil }
    return first..<first + count
  }
}

extension ByteSource {
  /// Takes the lines of a hunk, whatever they look like, and tells where those stand that it adds.
  fileprivate mutating func linesAdded(by hunk: Hunk) throws(ReadError) -> [ClosedRange<Int>] {
    var added: [ClosedRange<Int>] = []
    var number = hunk.added.lowerBound
    var removed = hunk.removed
    while removed > 0 || number < hunk.added.upperBound {
      guard let line = try nextLine() else {
        throw ReadError(line: self.line, met: "the end", wanted: "all lines of the last hunk")
      }
      switch line.isEmpty ? UInt8(ascii: " ") : buffer[line.lowerBound] {
      case UInt8(ascii: "-"): removed -= 1
      case UInt8(ascii: "\\"): break
      case UInt8(ascii: "+"):
        if let last = added.last, last.upperBound == number - 1 {
          added[added.count - 1] = last.lowerBound...number
        } else {
          added.append(number...number)
        }
        number += 1
      default: (removed, number) = (removed - 1, number + 1)
      }
    }
    return added
  }
}
