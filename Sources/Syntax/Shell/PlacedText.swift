/// A text taken out of a file, whose bytes know where in the file they stand.
package struct PlacedText: Hashable, Sendable {
  private struct Piece: Hashable, Sendable {
    var text: Int
    var file: Int
  }

  package private(set) var bytes: [UInt8] = []
  /// Where a run of bytes begins that stand side by side in the file too; ascending.
  private var pieces: [Piece] = []

  package init() {}

  /// A whole file, or a range of it as it is written.
  package init(_ bytes: [UInt8], at file: Int = 0) {
    self.bytes = bytes
    pieces = [Piece(text: 0, file: file)]
  }

  /// Where in the file a byte of the text stands; what was put in stands where it was asked for.
  package func place(of index: Int) -> Int {
    var (low, high) = (0, pieces.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].text <= index { low = middle } else { high = middle }
    }
    guard low < pieces.count else { return 0 }
    return pieces[low].file + max(0, index - pieces[low].text)
  }

  package mutating func append(_ byte: UInt8, at file: Int) {
    note(file)
    bytes.append(byte)
  }

  package mutating func append(_ other: some Collection<UInt8>, at file: Int) {
    note(file)
    bytes += other
  }

  /// A text that was taken out of this one, placed where this one is.
  package func placed(_ inner: PlacedText) -> PlacedText {
    var result = inner
    for index in result.pieces.indices { result.pieces[index].file = place(of: inner.pieces[index].file) }
    return result
  }

  /// A text that a file holds with quotes, escapes or folded lines, each byte placed where it stands there.
  package init(_ text: some Collection<UInt8>, writtenIn file: [UInt8], _ range: Range<Int>) {
    var at = range.lowerBound
    for byte in text {
      let start = at
      // What stands there and not in the text is a quote, a backslash or a blank.
      while at < range.upperBound, file[at] != byte, PlacedText.isWriting(file[at]) {
        let isEscape = file[at] == UInt8(ascii: "\\") && at + 1 < range.upperBound
        at += 1
        if isEscape, PlacedText.escaped(file[at]) == byte { break }
      }
      let isMet = at < range.upperBound && (file[at] == byte || at > start)
      append(byte, at: min(at, max(range.lowerBound, range.upperBound - 1)))
      if isMet, at < range.upperBound { at += 1 }
    }
  }

  private static func isWriting(_ byte: UInt8) -> Bool {
    [0x22, 0x27, 0x5C, 0x20, 0x09, 0x0A, 0x0D].contains(byte)
  }

  private static func escaped(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    default: letter
    }
  }

  private mutating func note(_ file: Int) {
    if let last = pieces.last, last.file + bytes.count - last.text == file { return }
    pieces.append(Piece(text: bytes.count, file: file))
  }
}
