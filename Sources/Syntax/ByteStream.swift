/// Bytes that come block by block from a file, a pipe, memory or another stream.
package struct ByteStream {
  /// What is read at a time: larger blocks are no faster, and leave the cache of a core.
  package static let blockSize = 256 << 10

  /// Appends the next block; appends nothing at the end.
  package var appendBlock: (inout [UInt8]) throws(ReadError) -> Void

  package init(appendBlock: @escaping (inout [UInt8]) throws(ReadError) -> Void) { self.appendBlock = appendBlock }

  package init(_ bytes: some Sequence<UInt8>) {
    var rest: [UInt8]? = Array(bytes)
    self.init { block throws(ReadError) in
      if let all = rest { block += all }
      rest = nil
    }
  }

  /// A block at a time, so that tests meet tokens cut at every place.
  package init(_ bytes: [UInt8], blockSize: Int) {
    var rest = bytes[...]
    self.init { block throws(ReadError) in
      block += rest.prefix(blockSize)
      rest = rest.dropFirst(blockSize)
    }
  }
}

/// The most that is read of one input, in bytes.
package struct ByteCap: Sendable {
  /// Of the input as it is stored, and of what comes out of a gzip.
  package var stored = 2 << 30
  package var inflated = 1 << 30
  /// Of what is held in memory whole: YAML, policies.
  package static let held = 64 << 20
  /// Of one line, string or tag.
  package static let token = 16 << 20

  package init() {}
}

extension ByteStream {
  /// The same bytes, refused when they are more than so many.
  package func capped(at limit: Int, _ what: String) -> ByteStream {
    var seen = 0
    return ByteStream { block throws(ReadError) in
      let before = block.count
      try appendBlock(&block)
      seen += block.count - before
      if seen > limit {
        throw ReadError(met: "\(what) of more than \(limit >> 20) MiB", wanted: "at most that")
      }
    }
  }
}
