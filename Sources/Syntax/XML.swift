internal import CLibXML2

/// What becomes of a report while its XML is read.
///
/// A protocol and no struct of functions: calling closures would take a tenth of the time that libxml2 takes.
package protocol XMLHandler {
  mutating func open(_ element: XMLElement) throws(ReadError)
  mutating func close(_ name: XMLName) throws(ReadError)
  /// A piece of the text that an element asked for; a text comes in any number of pieces.
  mutating func take(_ text: Span<UInt8>)
}

extension XMLHandler {
  /// Nothing: for who asks for no ends.
  package mutating func close(_ name: XMLName) {}
}

/// Reads XML without building a tree, loading no DTD, following no entity and no reference to the outside.
///
/// - Throws: `ReadError` at the first byte that is not well-formed, at a declared entity, beyond the caps, and what
///   the handler throws, with the line where it does.
package func readXML(_ source: inout ByteSource, into handler: inout some XMLHandler) throws(ReadError) {
  let isDecoded = try source.prepareXML()
  try unsafe withUnsafeMutablePointer(to: &handler) { handler throws(ReadError) in
    try unsafe XMLPushParser(handler, ignoresDeclaredEncoding: isDecoded).push(all: &source)
  }
}

/// The most that is taken of XML, against inputs made to cost time.
enum XMLCap {
  static let depth = 256
  /// libxml2 compares every attribute of a tag with every other.
  static let attributes = 256
  static let tag = 256 * 1024
  /// Of what libxml2 is given at a time: while it waits for an end it looks at the chunk again and again.
  static let chunk = 32 * 1024
}

/// libxml2's parser, which is given chunks and tells a listener what is in them.
@safe struct XMLPushParser: ~Copyable {
  let context: xmlParserCtxtPtr
  private let listener: UnsafeMutablePointer<XMLListener>
  private let tag: UnsafeMutablePointer<XMLTag>

  init(
    _ handler: UnsafeMutablePointer<some XMLHandler>, ignoresDeclaredEncoding: Bool
  ) throws(ReadError) {
    var sax = unsafe XMLListener.sax
    unsafe listener = .allocate(capacity: 1)
    guard let context = unsafe xmlCreatePushParserCtxt(&sax, listener, nil, 0, nil) else {
      unsafe listener.deallocate()
      throw ReadError(met: "no memory", wanted: "room for a parser")
    }
    var options = XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue
    if ignoresDeclaredEncoding { options |= XML_PARSE_IGNORE_ENC.rawValue }
    unsafe xmlCtxtUseOptions(context, Int32(bitPattern: options))
    unsafe tag = .allocate(capacity: 1)
    unsafe tag.initialize(to: XMLTag(context))
    unsafe listener.initialize(to: XMLListener(handler, tag))
    unsafe self.context = unsafe context
  }

  deinit {
    unsafe xmlFreeParserCtxt(context)
    unsafe tag.pointee.names.free()
    unsafe tag.deallocate()
    unsafe listener.deinitialize(count: 1)
    unsafe listener.deallocate()
  }

  /// Parses a source to its end.
  ///
  /// - Parameter isDone: asked before each chunk whether the rest is nobody's concern any more.
  borrowing func push(
    all source: inout ByteSource, until isDone: (inout ByteSource) throws(ReadError) -> Bool = { _ in false }
  ) throws(ReadError) {
    source.countsPlaces = false
    repeat {
      while source.start < source.end {
        if try isDone(&source) { return }
        try push(&source)
      }
    } while try source.more()
    try check(unsafe xmlParseChunk(context, nil, 0, 1))
  }

  private borrowing func push(_ source: inout ByteSource) throws(ReadError) {
    let chunk = source.start..<min(source.start + min(XMLCap.chunk, source.leftToAhead), source.end)
    source.scrub(chunk)
    let code = push(source.buffer.span.extracting(chunk))
    source.start = chunk.upperBound
    if waitsForTag { unsafe listener.pointee.refuse("a tag of more than 256 KiB", wanted: "a shorter one") }
    try check(code)
  }

  private borrowing func push(_ bytes: Span<UInt8>) -> Int32 {
    // libxml2 keeps a copy of what it does not get through with.
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe bytes.withMemoryRebound(to: CChar.self) { chars in
        unsafe xmlParseChunk(context, chars.baseAddress, Int32(chars.count), 0)
      }
    }
  }

  /// Opens elements of which the handler is not told: those around a part of a document.
  borrowing func open(around part: [String]) throws(ReadError) {
    unsafe listener.pointee.isHeard = false
    let code = push(Array(part.map { "<\($0)>" }.joined().utf8).span)
    unsafe listener.pointee.isHeard = true
    try check(code)
  }

  private borrowing func check(_ code: Int32) throws(ReadError) {
    if let refusal = unsafe listener.pointee.refusal { throw refusal }
    guard unsafe context.pointee.wellFormed == 1 else {
      throw ReadError(met: "XML that is not well-formed (error \(code))", wanted: "well-formed XML to its end")
    }
  }

  /// Whether libxml2 has kept more than the cap of an unfinished tag: it looks at a tag only when it has all of it.
  private var waitsForTag: Bool {
    guard let input = unsafe context.pointee.input, let at = unsafe input.pointee.cur,
      let end = unsafe input.pointee.end, unsafe end - at > XMLCap.tag
    else { return false }
    return unsafe at[0] == UInt8(ascii: "<") && at[1] != UInt8(ascii: "!") && at[1] != UInt8(ascii: "?")
  }
}

extension ByteSource {
  /// Puts `?` for the bytes that XML forbids: some writers pass them on from what a test printed, and a parser
  /// would lose all that follows.
  fileprivate mutating func scrub(_ range: Range<Int>) {
    var at = buffer.firstXMLControl(in: range)
    while at < range.upperBound {
      replace(at, by: UInt8(ascii: "?"))
      scrubbed += 1
      at = buffer.firstXMLControl(in: at..<range.upperBound)
    }
  }
}
