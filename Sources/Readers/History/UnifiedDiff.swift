package import Model
package import Syntax

/// Reads which lines a unified diff adds or modifies, by the names that files have behind it.
package enum UnifiedDiff {
  /// What makes git print one that cannot be taken for anything else.
  package static func arguments(from base: String, to head: String) -> [String] {
    [
      "-c", "core.quotePath=false", "diff", "--unified=0", "--find-renames", "--no-color", "--no-ext-diff",
      "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/", base, head, "--",
    ]
  }

  /// - Throws: `ReadError` at a hunk that is not as its head says.
  package static func read(_ source: inout ByteSource) throws(ReadError) -> ChangedLines {
    var diff = DiffLines()
    while let line = try source.nextField(endedBy: UInt8(ascii: "\n")) {
      do throws(ReadError) {
        try diff.take(source.buffer[line])
      } catch {
        throw ReadError(line: source.line(at: line.lowerBound), met: error.met, wanted: error.wanted)
      }
    }
    guard diff.isComplete else {
      throw ReadError(line: source.line, met: "the end of the diff", wanted: "the rest of a hunk")
    }
    return diff.changed
  }
}

/// What was taken of a diff so far.
private struct DiffLines {
  private(set) var changed = ChangedLines()
  private var path: Path?
  /// The line that comes next, and how many old and new lines the hunk still has.
  private var next = 0
  private var old = 0
  private var new = 0

  var isComplete: Bool { old <= 0 && new <= 0 }

  mutating func take(_ line: ArraySlice<UInt8>) throws(ReadError) {
    if !isComplete { return try takeInHunk(line) }
    if line.starts(with: "+++ ".utf8) {
      path = DiffLines.path(line.dropFirst(4))
    } else if line.starts(with: "@@ ".utf8) {
      try takeHead(line)
    }
  }

  private mutating func takeInHunk(_ line: ArraySlice<UInt8>) throws(ReadError) {
    switch line.first {
    case UInt8(ascii: "+"):
      if let path { changed.add(next...next, of: path) }
      next += 1
      new -= 1
    case UInt8(ascii: "-"): old -= 1
    case UInt8(ascii: "\\"): break
    // Some writers drop the blank of an empty line.
    case UInt8(ascii: " "), UInt8(ascii: "\r"), nil:
      next += 1
      old -= 1
      new -= 1
    default: throw ReadError(met: ReadError.quoted(line), wanted: "a line of the hunk: +, - or a blank in front")
    }
  }

  /// `@@ -FIRST[,COUNT] +FIRST[,COUNT] @@`
  private mutating func takeHead(_ line: ArraySlice<UInt8>) throws(ReadError) {
    let fields = line.split(separator: UInt8(ascii: " "))
    guard fields.count >= 4, let before = DiffLines.range(fields[1], "-"), let after = DiffLines.range(fields[2], "+")
    else { throw ReadError(met: ReadError.quoted(line), wanted: "@@ -LINE,COUNT +LINE,COUNT @@") }
    (old, new, next) = (before.count, after.count, after.first)
  }

  private static func range(_ field: ArraySlice<UInt8>, _ sign: Unicode.Scalar) -> (first: Int, count: Int)? {
    guard field.first == UInt8(ascii: sign) else { return nil }
    let numbers = field.dropFirst().split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
      $0.count < 10 ? Int(String(decoding: $0, as: UTF8.self)) : nil
    }
    guard (1...2).contains(numbers.count), let first = numbers[0], let count = numbers.count == 2 ? numbers[1] : 1,
      first >= 0, count >= 0
    else { return nil }
    return (first, count)
  }

  /// The name of a file as it is behind the diff; `nil` for one that is not there any more.
  private static func path(_ field: ArraySlice<UInt8>) -> Path? {
    // Other tools than git put a time behind a tab.
    var name = field.prefix { $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\r") }
    if name.first == UInt8(ascii: "\"") { name = unquoted(name.dropFirst())[...] }
    if name.elementsEqual("/dev/null".utf8) { return nil }
    return Path(bytes: Array(name.starts(with: "b/".utf8) ? name.dropFirst(2) : name))
  }

  /// git quotes names as C does.
  private static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let letters: [UInt8: UInt8] = [
      UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "v"): 11,
      UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13,
    ]
    var rest = text
    var name: [UInt8] = []
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      guard byte == UInt8(ascii: "\\"), let escaped = rest.first else {
        name.append(byte)
        continue
      }
      let octal = rest.prefix(3).prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
      if octal.isEmpty {
        name.append(letters[escaped] ?? escaped)
        rest = rest.dropFirst()
      } else {
        name.append(UInt8(truncatingIfNeeded: octal.reduce(0) { $0 << 3 | Int($1 & 7) }))
        rest = rest.dropFirst(octal.count)
      }
    }
    return name
  }
}
