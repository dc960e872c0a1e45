private import CZlib

/// What a gzip holds, beginning with bytes that were already taken from it; members that follow each other count
/// as one, as gzip(1) has it.
func gunzipped(rest: [UInt8], _ stream: ByteStream) -> ByteStream {
  let inflater = Inflater(rest, stream)
  return ByteStream { block throws(ReadError) in try inflater.appendBlock(&block) }
}

/// What a few bytes of zlib or gzip hold.
///
/// - Throws: where they are broken, or hold more than `cap` bytes.
package func inflated(_ bytes: [UInt8], atMost cap: Int) throws(ReadError) -> [UInt8] {
  let inflater = Inflater(bytes, ByteStream { _ in })
  var found: [UInt8] = []
  while true {
    let before = found.count
    try inflater.appendBlock(&found)
    if found.count == before { return found }
    guard found.count <= cap else { throw ReadError(met: "more than \(cap) bytes", wanted: "at most that many") }
  }
}

// A class because zlib keeps pointers into the stream's own state, which may not move.
@safe private final class Inflater {
  private var state = unsafe z_stream()
  private var input: [UInt8]
  private var at = 0
  private let stream: ByteStream
  private var isOpen = false
  private var isDone = false

  init(_ rest: [UInt8], _ stream: ByteStream) {
    input = rest
    self.stream = stream
  }

  deinit { close() }

  func appendBlock(_ block: inout [UInt8]) throws(ReadError) {
    let before = block.count
    while block.count == before, !isDone {
      if at == input.count { try refill() }
      if isDone { return }
      if !isOpen {
        guard unsafe sixgate_inflate_init(&state) == Z_OK else {
          throw ReadError(met: "no memory", wanted: "room for zlib's window")
        }
        isOpen = true
      }
      try inflate(into: &block)
    }
  }

  private func refill() throws(ReadError) {
    input.removeAll(keepingCapacity: true)
    at = 0
    try stream.appendBlock(&input)
    guard input.isEmpty else { return }
    isDone = true
    if isOpen { throw ReadError(met: "the end of the file", wanted: "the rest of the gzip") }
  }

  private func inflate(into block: inout [UInt8]) throws(ReadError) {
    var output = [UInt8](repeating: 0, count: 256 * 1024)
    var status = Z_OK
    var taken = 0
    var given = 0
    // zlib sees both arrays for the length of this call only, with their exact sizes.
    unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe state.next_in = source.baseAddress.map { unsafe $0 + at }
        unsafe state.avail_in = UInt32(clamping: source.count - at)
        unsafe state.next_out = target.baseAddress
        unsafe state.avail_out = UInt32(clamping: target.count)
        let offered = unsafe state.avail_in
        status = unsafe CZlib.inflate(&state, Z_NO_FLUSH)
        taken = unsafe Int(offered - state.avail_in)
        given = unsafe target.count - Int(state.avail_out)
      }
    }
    at += taken
    block += output.prefix(given)
    switch status {
    case Z_STREAM_END: close()
    case Z_OK, Z_BUF_ERROR: break
    default: throw ReadError(met: "a broken gzip (zlib \(status))", wanted: "compressed data that inflates")
    }
  }

  private func close() {
    if isOpen { unsafe _ = inflateEnd(&state) }
    isOpen = false
  }
}
