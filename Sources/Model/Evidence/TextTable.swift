/// Texts in little memory, each known by its place: a report tells of hundreds of thousands, and few are looked at.
package struct TextTable: Sendable {
  /// So many texts: one list of all would be copied again and again while it grows.
  private struct Block: Sendable {
    static let size = 4096
    var bytes: [UInt8] = []
    /// Where each text ends, and the next one begins.
    var ends: [UInt32] = []

    /// - Parameter bytes: how many there are likely to be.
    init(_ bytes: Int) {
      self.bytes.reserveCapacity(bytes)
      ends.reserveCapacity(Block.size)
    }

    func text(_ row: Int) -> ArraySlice<UInt8> { bytes[Int(row > 0 ? ends[row - 1] : 0)..<Int(ends[row])] }
  }

  private var blocks: [Block] = []
  /// How many more texts the last block takes.
  private var room = 0

  package init() {}

  /// - Returns: the text's place.
  package mutating func append(_ text: String) -> Int32 {
    let last = block()
    blocks[last].bytes += text.utf8
    return endText(in: last)
  }

  /// Appends a text of UTF-8, or a path.
  /// - Returns: its place.
  package mutating func append(_ text: ArraySlice<UInt8>) -> Int32 {
    let last = block()
    blocks[last].bytes += text
    return endText(in: last)
  }

  /// The block that has room for another text.
  private mutating func block() -> Int {
    if room == 0 {
      blocks.append(Block(blocks.last?.bytes.count ?? 0))
      room = Block.size
    }
    room -= 1
    return blocks.count - 1
  }

  private mutating func endText(in last: Int) -> Int32 {
    blocks[last].ends.append(UInt32(clamping: blocks[last].bytes.count))
    return Int32(clamping: last * Block.size + blocks[last].ends.count - 1)
  }

  /// Puts other texts behind these, without a copy of them.
  /// - Returns: by how much their places grow.
  package mutating func append(_ later: TextTable) -> Int32 {
    defer { blocks += later.blocks }
    room = 0
    return Int32(clamping: blocks.count * Block.size)
  }

  /// The bytes of a text; `nil` for a place below 0, which is none.
  package func bytes(_ place: Int32) -> ArraySlice<UInt8>? {
    place < 0 ? nil : blocks[Int(place) / Block.size].text(Int(place) % Block.size)
  }

  /// A text's place, and -1 in place of that of an empty one.
  package func unlessEmpty(_ place: Int32) -> Int32 {
    if place < 0 { return -1 }
    let (block, row) = (Int(place) / Block.size, Int(place) % Block.size)
    return blocks[block].ends[row] > (row > 0 ? blocks[block].ends[row - 1] : 0) ? place : -1
  }

  package subscript(place: Int32) -> String? { bytes(place).map { String(decoding: $0, as: UTF8.self) } }
}
