import Model
import Syntax

/// Results, and the texts that they name.
struct SARIFResults: JSONRecords {
  /// So many results: one list of all would be copied again and again while it grows.
  private struct Block {
    static let size = 4096
    var results: [SARIFResult] = []
    /// By how much the places of their texts have grown.
    var shift: Int32 = 0

    init(_ capacity: Int) { results.reserveCapacity(capacity) }
  }

  private var blocks: [Block] = []
  /// How many more results the last block takes.
  private var room = 0
  private(set) var undecided = 0
  var texts = SARIFTexts()

  var fresh: SARIFResults { SARIFResults() }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    let result = try SARIFResult(&json, &texts)
    if result.isUndecided { undecided += 1 }
    if room == 0 {
      blocks.append(Block(Block.size))
      room = Block.size
    }
    room -= 1
    blocks[blocks.count - 1].results.append(result)
  }

  mutating func append(_ later: SARIFResults) -> Bool {
    let shift = texts.append(later.texts)
    for var block in later.blocks {
      block.shift += shift
      blocks.append(block)
    }
    room = 0
    undecided += later.undecided
    return true
  }

  /// Hands over the results, a block at a time, none of which is kept.
  mutating func handOver(to take: (SARIFResult) -> Void) {
    for place in blocks.indices {
      var block = Block(0)
      swap(&block, &blocks[place])
      for var result in block.results {
        if block.shift > 0 { result.move(by: block.shift) }
        take(result)
      }
    }
    blocks = []
  }
}
