/// What libyaml reads from, block by block.
@safe struct YAMLInput {
  /// Why there is no more to read, where that is not the end.
  private(set) var trouble: ReadError?
  private let source: UnsafeMutablePointer<ByteSource>
  private var taken = 0
  private var last = UInt8(ascii: "\n")
  private var directives = 0

  /// libyaml compares each directive with all before it.
  private static let directiveCap = 1000

  /// - Parameter source: must outlive the input.
  @unsafe init(_ source: UnsafeMutablePointer<ByteSource>) { unsafe self.source = unsafe source }

  /// The line that comes next, from 1.
  var line: Int { unsafe source.pointee.line }

  /// libyaml's read handler; 0 makes it stop.
  static func read(
    _ input: UnsafeMutableRawPointer?, _ target: UnsafeMutablePointer<UInt8>?, _ size: Int,
    _ count: UnsafeMutablePointer<Int>?
  ) -> Int32 {
    // libyaml hands back the address of the input that `YAMLEvents` gave it, and room for `size` bytes.
    guard let input = unsafe input?.assumingMemoryBound(to: YAMLInput.self), let target = unsafe target,
      let count = unsafe count
    else { return 0 }
    do throws(ReadError) {
      unsafe count.pointee = try input.pointee.take(upTo: size, into: target)
      return 1
    } catch {
      unsafe input.pointee.trouble = error
      return 0
    }
  }

  private mutating func take(
    upTo size: Int, into target: UnsafeMutablePointer<UInt8>
  ) throws(ReadError) -> Int {
    if unsafe source.pointee.start == source.pointee.end, unsafe try !source.pointee.more() { return 0 }
    let start = unsafe source.pointee.start
    let end = unsafe min(start + size, source.pointee.end)
    try check(start..<end)
    unsafe source.pointee.buffer.withUnsafeBufferPointer { bytes in
      guard let first = bytes.baseAddress else { return }
      unsafe target.update(from: first + start, count: end - start)
    }
    unsafe source.pointee.start = end
    return end - start
  }

  private mutating func check(_ range: Range<Int>) throws(ReadError) {
    taken += range.count
    guard taken <= ByteCap.held else {
      throw ReadError(met: "more than \(ByteCap.held >> 20) MiB", wanted: "at most that in a YAML file")
    }
    var at = unsafe source.pointee.buffer.firstIndex(of: UInt8(ascii: "%"), in: range)
    while at < range.upperBound {
      let before = unsafe at == range.lowerBound ? last : source.pointee.buffer[at - 1]
      if before == UInt8(ascii: "\n") { directives += 1 }
      guard directives <= YAMLInput.directiveCap else {
        let met = "more than \(YAMLInput.directiveCap) lines with a directive"
        throw ReadError(line: unsafe source.pointee.line(at: at), met: met, wanted: "at most that")
      }
      at = unsafe source.pointee.buffer.firstIndex(of: UInt8(ascii: "%"), in: at + 1..<range.upperBound)
    }
    last = unsafe source.pointee.buffer[range.upperBound - 1]
  }
}
