import Model

/// A file and a line that words name: `a/b.go:7`, `b.py:10: Error`, `File "b.py", line 3`, `in test file b.bats, line 3`,
/// `in C:\\a\\B.cs:line 12`.
struct FileMention: Hashable {
  let path: Path
  let line: Int

  /// In the order in which they stand.
  static func all(in words: String) -> [FileMention] {
    words.utf8.split(separator: UInt8(ascii: "\n")).prefix(100).flatMap { mentions(in: Array($0)) }
  }

  private static func mentions(in line: [UInt8]) -> [FileMention] {
    var found: [FileMention] = []
    var at = 0
    while at < line.count {
      guard line[at].isDigit, at > 0, !line[at - 1].isDigit else {
        at += 1
        continue
      }
      let end = line[at...].firstIndex { !$0.isDigit } ?? line.endIndex
      let number = Int(String(decoding: line[at..<end], as: UTF8.self))
      if let number, number > 0, let path = path(before: line[..<at]) {
        found.append(FileMention(path: path, line: number))
      }
      at = end
    }
    return found
  }

  private static let marks = [":line ", "\", line ", ", line ", ":"].map { Array($0.utf8) }

  /// The path that ends where a mark of a line's number begins.
  private static func path(before text: ArraySlice<UInt8>) -> Path? {
    guard let mark = marks.first(where: { text.suffix($0.count).elementsEqual($0) }) else { return nil }
    let head = text.dropLast(mark.count)
    let isQuoted = mark.first == UInt8(ascii: "\"")
    let start = head.lastIndex { isQuoted ? $0 == UInt8(ascii: "\"") : $0.endsPath }.map { $0 + 1 } ?? head.startIndex
    var path = head[start...]
    if path.starts(with: "file://".utf8) { path = path.dropFirst("file://".utf8.count) }
    // A file has an ending; what has none is a host, a time or a word.
    guard path.count <= 4096, let dot = path.lastIndex(of: UInt8(ascii: ".")),
      path.dropFirst(dot + 1 - path.startIndex).first?.isLetter == true
    else { return nil }
    return Path(bytes: Array(path))
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  fileprivate var isLetter: Bool { self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z") }

  /// Whether no path goes on over it, where nothing says how far one goes.
  fileprivate var endsPath: Bool { self <= UInt8(ascii: " ") || "\"'()[]<>,;=|`".utf8.contains(self) }
}
