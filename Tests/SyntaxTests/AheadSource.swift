import Syntax

/// A text as a source of which all parts are read at once by another, where a reader asks for them.
func source(_ text: String, isAhead: Bool = true) throws(ReadError) -> ByteSource {
  let bytes = Array(text.utf8)
  let open: AheadDesk.Open = { ByteStream(Array(bytes[$0]), blockSize: 64) }
  var source = try ByteSource(open(0..<bytes.count))
  guard isAhead else { return source }
  let desk = AheadDesk(helpers: 1) { work in
    work()
    return {}
  }
  source.ahead = Ahead(size: bytes.count, least: 1, desk: desk, open: open)
  return source
}
