internal import CLibXML2

/// What a reader of an XML format wants to hear. Names, attributes and text live only as long as the call.
package struct XMLHandler {
  package var open: (XMLElement) throws(ReadError) -> Void
  package var close: (XMLName) throws(ReadError) -> Void
  /// `nil`: text is passed over, which is faster.
  package var text: ((Span<UInt8>) -> Void)?

  package init(
    open: @escaping (XMLElement) throws(ReadError) -> Void,
    close: @escaping (XMLName) throws(ReadError) -> Void = { _ in }, text: ((Span<UInt8>) -> Void)? = nil
  ) {
    self.open = open
    self.close = close
    self.text = text
  }
}

/// The most that is taken of XML, against inputs made to cost time.
private enum XMLCap {
  static let depth = 256
  /// libxml2 compares every attribute of a tag with every other.
  static let attributes = 256
  static let tag = 256 * 1024
  static let chunk = 64 * 1024
}

/// Reads XML without building a tree, loading no DTD, following no entity and no reference to the outside.
///
/// - Throws: `ReadError` at the first byte that is not well-formed, at a declared entity, and beyond the caps.
package func readXML(_ source: inout ByteSource, _ handler: XMLHandler) throws(ReadError) {
  let isDecoded = try prepare(&source)
  let listener = XMLListener(handler)
  let parser = try XMLPushParser(listener, ignoresDeclaredEncoding: isDecoded)
  repeat {
    while source.start < source.end {
      let size = min(XMLCap.chunk, source.end - source.start)
      try parser.push(&source, count: size)
    }
  } while try source.more()
  try parser.finish()
}

/// Drops blanks before the declaration and decodes what libxml2 shall not.
/// - Returns: whether the bytes are no longer in the encoding that they declare.
private func prepare(_ source: inout ByteSource) throws(ReadError) -> Bool {
  try source.fill(upTo: 1024)
  while source.start < source.end, [0x20, 0x09, 0x0A, 0x0D].contains(source.buffer[source.start]) { source.start += 1 }
  if source.encoding != nil { return true }
  switch declaredEncoding(source.buffer[source.start...].prefix(256)) {
  case nil, "utf-8", "utf8", "us-ascii", "ascii": return false
  case "iso-8859-1", "latin1", "latin-1": try source.decode(as: .latin1)
  case "windows-1252", "cp1252": try source.decode(as: .windows1252)
  // The bytes are not UTF-16, or their mark would have shown it: take them for what they are.
  case "utf-16", "utf-16le", "utf-16be": break
  case let name?:
    throw ReadError(line: 1, met: "the encoding \(name)", wanted: "UTF-8, UTF-16, ISO-8859-1 or windows-1252")
  }
  return true
}

/// What `<?xml … encoding="…"?>` names, in lower case.
private func declaredEncoding(_ head: some Collection<UInt8>) -> String? {
  let text = String(decoding: head, as: UTF8.self)
  guard text.hasPrefix("<?xml"), let end = text.range(of: "?>") else { return nil }
  let declaration = text[..<end]
  guard let key = declaration.range(of: "encoding") else { return nil }
  let value = declaration[key...].dropFirst("encoding".count).drop { $0 != "\"" && $0 != "'" }
  guard let quote = value.first else { return nil }
  return value.dropFirst().prefix { $0 != quote }.lowercased()
}

extension StringProtocol {
  /// Where a piece begins; the standard library has no search of its own without Foundation.
  fileprivate func range(of piece: String) -> Index? {
    indices.first { self[$0...].hasPrefix(piece) }
  }
}

/// What libxml2 calls, and the trouble that it met.
@safe private final class XMLListener {
  let handler: XMLHandler
  var depth = 0
  var refusal: ReadError?
  var parser: xmlParserCtxtPtr?

  init(_ handler: XMLHandler) { self.handler = handler }

  var line: Int { unsafe Int(parser?.pointee.input?.pointee.line ?? 0) }

  func refuse(met: String, wanted: String) {
    stop(ReadError(line: line, met: met, wanted: wanted))
  }

  func stop(_ error: ReadError) {
    if refusal == nil { refusal = ReadError(line: error.line ?? line, met: error.met, wanted: error.wanted) }
    unsafe xmlStopParser(parser)
  }

  static func from(_ user: UnsafeMutableRawPointer?) -> XMLListener? {
    // `user` is the listener that XMLPushParser holds for as long as the parser lives.
    unsafe user.map { unsafe Unmanaged<XMLListener>.fromOpaque($0).takeUnretainedValue() }
  }
}

// A class because libxml2's context must be freed exactly once.
@safe private final class XMLPushParser {
  private let listener: XMLListener
  private let context: xmlParserCtxtPtr

  init(_ listener: XMLListener, ignoresDeclaredEncoding: Bool) throws(ReadError) {
    self.listener = listener
    var sax = unsafe saxHandler(hearsText: listener.handler.text != nil)
    let user = unsafe Unmanaged.passUnretained(listener).toOpaque()
    guard let context = unsafe xmlCreatePushParserCtxt(&sax, user, nil, 0, nil) else {
      throw ReadError(met: "no memory", wanted: "room for a parser")
    }
    unsafe self.context = unsafe context
    unsafe listener.parser = unsafe context
    var options = XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue
    if ignoresDeclaredEncoding { options |= XML_PARSE_IGNORE_ENC.rawValue }
    unsafe xmlCtxtUseOptions(context, Int32(bitPattern: options))
  }

  deinit { unsafe xmlFreeParserCtxt(context) }

  func push(_ source: inout ByteSource, count: Int) throws(ReadError) {
    let chunk = source.start..<source.start + count
    source.scrub(chunk)
    // The chunk lies within the buffer, which nobody touches during the call.
    let code = unsafe source.buffer.withUnsafeBufferPointer { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { chars in
        unsafe xmlParseChunk(context, chars.baseAddress.map { unsafe $0 + chunk.lowerBound }, Int32(count), 0)
      }
    }
    source.start += count
    try check(code)
    if waitsForTag { throw ReadError(line: listener.line, met: "a tag of more than 256 KiB", wanted: "a shorter one") }
  }

  func finish() throws(ReadError) { try check(unsafe xmlParseChunk(context, nil, 0, 1)) }

  private func check(_ code: Int32) throws(ReadError) {
    if let refusal = listener.refusal { throw refusal }
    guard code != 0 else { return }
    let line = max(listener.line, 1)
    guard let error = unsafe xmlCtxtGetLastError(context), let words = unsafe error.pointee.message else {
      throw ReadError(line: line, met: "XML error \(code)", wanted: "well-formed XML")
    }
    let text = unsafe String(cString: words).split(separator: "\n").first.map(String.init) ?? ""
    throw ReadError(line: line, met: "XML that is not well-formed (\(text))", wanted: "well-formed XML to its end")
  }

  /// Whether libxml2 has kept more than the cap of an unfinished tag: it looks at a tag only when it has all of it.
  private var waitsForTag: Bool {
    guard let input = unsafe context.pointee.input, let at = unsafe input.pointee.cur,
      let end = unsafe input.pointee.end
    else { return false }
    guard unsafe end - at > XMLCap.tag else { return false }
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
      at = buffer.firstXMLControl(in: at..<range.upperBound)
    }
  }
}

private func saxHandler(hearsText: Bool) -> xmlSAXHandler {
  var sax = unsafe xmlSAXHandler()
  unsafe sax.initialized = UInt32(XML_SAX2_MAGIC)
  unsafe sax.startElementNs = { user, name, _, _, _, _, count, _, table in
    guard let listener = unsafe XMLListener.from(user), let name = unsafe name, listener.refusal == nil else { return }
    listener.depth += 1
    if listener.depth > XMLCap.depth { listener.refuse(met: "elements nested more than 256 deep", wanted: "fewer") }
    if count > XMLCap.attributes { listener.refuse(met: "\(count) attributes in one tag", wanted: "at most 256") }
    do throws(ReadError) {
      let element = unsafe XMLElement(
        name: XMLName(start: name), table: table, count: Int(count), parser: listener.parser)
      try listener.handler.open(element)
    } catch {
      listener.stop(error)
    }
  }
  unsafe sax.endElementNs = { user, name, _, _ in
    guard let listener = unsafe XMLListener.from(user), let name = unsafe name, listener.refusal == nil else { return }
    listener.depth -= 1
    do throws(ReadError) {
      try listener.handler.close(unsafe XMLName(start: name))
    } catch {
      listener.stop(error)
    }
  }
  if hearsText {
    unsafe sax.characters = { user, text, count in
      guard let listener = unsafe XMLListener.from(user), let text = unsafe text else { return }
      // libxml2 says how many bytes stand there.
      let bytes = unsafe UnsafeBufferPointer(start: text, count: Int(count))
      unsafe listener.handler.text?(Span(_unsafeElements: bytes))
    }
    unsafe sax.cdataBlock = sax.characters
  }
  unsafe sax.entityDecl = { user, _, _, _, _, _ in
    unsafe XMLListener.from(user)?.refuse(met: "a declared entity", wanted: "none: they are not followed")
  }
  // Without a handler for errors libxml2 writes them to the standard error.
  unsafe sax.serror = { _, _ in }
  return unsafe sax
}
