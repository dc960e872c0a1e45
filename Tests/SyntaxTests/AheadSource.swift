import Syntax

/// A text as a source of which a later part is read at once, where a reader asks for it.
func source(_ text: String, isAhead: Bool = true) throws(ReadError) -> ByteSource {
  let bytes = Array(text.utf8)
  func open(_ part: Range<Int>) -> ByteStream { ByteStream(Array(bytes[part]), blockSize: 64) }
  var part: AheadPart?
  var source = try ByteSource(open(0..<bytes.count))
  guard isAhead else { return source }
  source.ahead = Ahead(
    size: bytes.count, least: 1,
    ask: { plan in
      var rest = try? ByteSource(open(plan.place..<bytes.count))
      if var found = rest.take(), (try? plan.begin(&found)).flatMap({ $0 }) != nil { part = try? plan.part(&found) }
    },
    answer: { place in
      guard let part, place <= part.start else { return .never }
      return place < part.start ? .later(part.start) : .here(part)
    },
    open: { open($0) })
  return source
}
