internal import CLibXML2

/// What libxml2 calls, and the trouble that it met.
@safe struct XMLListener {
  private(set) var refusal: ReadError?
  /// Asked at every tag, where looking into the refusal would copy it.
  private var isRefusing = false
  /// Whether the handler is told of what opens.
  var isHeard = true
  /// Apart from the listener, which is held while a handler looks at the tag.
  private let tag: UnsafeMutablePointer<XMLTag>
  /// A handler, of this type.
  private let handler: UnsafeMutableRawPointer
  private let type: any XMLHandler.Type

  init<Handler: XMLHandler>(_ handler: UnsafeMutablePointer<Handler>, _ tag: UnsafeMutablePointer<XMLTag>) {
    unsafe self.tag = unsafe tag
    unsafe self.handler = UnsafeMutableRawPointer(handler)
    type = Handler.self
  }

  mutating func refuse(_ met: String, wanted: String) { stop(ReadError(met: met, wanted: wanted)) }

  /// The first trouble is the one that is told: libxml2 goes on to the end of its chunk.
  private mutating func stop(_ error: ReadError) {
    guard !isRefusing else { return }
    isRefusing = true
    let line = unsafe Int(tag.pointee.parser.pointee.input?.pointee.line ?? 0)
    refusal = ReadError(line: error.line ?? max(line, 1), met: error.met, wanted: error.wanted)
    unsafe xmlStopParser(tag.pointee.parser)
  }

  fileprivate mutating func open(
    _ name: UnsafePointer<UInt8>, _ table: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ count: Int
  ) {
    if isRefusing { return }
    passOverText()
    unsafe tag.pointee.enter(name, table, count)
    guard isHeard else { return }
    if unsafe tag.pointee.depth > XMLCap.depth {
      return refuse("elements nested more than \(XMLCap.depth) deep", wanted: "at most that")
    }
    if count > XMLCap.attributes {
      return refuse("\(count) attributes in one tag", wanted: "at most \(XMLCap.attributes)")
    }
    do throws(ReadError) {
      unsafe try type.open(XMLElement(tag), handler)
    } catch {
      stop(error)
    }
  }

  fileprivate mutating func close(_ name: UnsafePointer<UInt8>) {
    passOverText()
    guard unsafe tag.pointee.leave(), !isRefusing else { return }
    do throws(ReadError) {
      unsafe try type.close(XMLName(name, in: tag), handler)
    } catch {
      stop(error)
    }
  }

  fileprivate mutating func take(_ text: Span<UInt8>) {
    if !isRefusing { unsafe type.take(text, handler) }
  }

  private func passOverText() { unsafe tag.pointee.parser.pointee.sax.pointee.characters = nil }

  fileprivate mutating func take(_ error: xmlError) {
    // A prefix that nobody declared changes no local name, and no reader asks for more.
    guard unsafe error.level != XML_ERR_WARNING, unsafe error.domain != Int32(XML_FROM_NAMESPACE.rawValue) else {
      return
    }
    let words = unsafe error.message.map { unsafe String(cString: $0) } ?? ""
    let reason = words.split(separator: "\n").first.map(String.init) ?? "no reason given"
    let line = unsafe max(Int(error.line), 1)
    stop(ReadError(line: line, met: "XML that is not well-formed (\(reason))", wanted: "well-formed XML to its end"))
  }
}

// The handler behind the pointer is of this very type, and `readXML` holds on to it.
extension XMLHandler {
  fileprivate static func open(_ element: XMLElement, _ handler: UnsafeMutableRawPointer) throws(ReadError) {
    unsafe try handler.assumingMemoryBound(to: Self.self).pointee.open(element)
  }

  fileprivate static func close(_ name: XMLName, _ handler: UnsafeMutableRawPointer) throws(ReadError) {
    unsafe try handler.assumingMemoryBound(to: Self.self).pointee.close(name)
  }

  fileprivate static func take(_ text: Span<UInt8>, _ handler: UnsafeMutableRawPointer) {
    unsafe handler.assumingMemoryBound(to: Self.self).pointee.take(text)
  }
}

extension XMLListener {
  static var sax: xmlSAXHandler {
    var sax = unsafe xmlSAXHandler()
    unsafe sax.initialized = UInt32(XML_SAX2_MAGIC)
    unsafe sax.startElementNs = { user, name, _, _, _, _, count, defaulted, table in
      // What a DTD puts in for the document stands behind what the document says.
      if let name = unsafe name { unsafe user?.listener.pointee.open(name, table, Int(count) - Int(defaulted)) }
    }
    unsafe sax.endElementNs = { user, name, _, _ in
      if let name = unsafe name { unsafe user?.listener.pointee.close(name) }
    }
    unsafe sax.entityDecl = { user, _, _, _, _, _ in
      unsafe user?.listener.pointee.refuse("a declared entity", wanted: "none: they are not followed")
    }
    unsafe sax.serror = { user, error in
      if let error = unsafe error?.pointee { unsafe user?.listener.pointee.take(error) }
    }
    return unsafe sax
  }

  static let characters: charactersSAXFunc = { user, text, count in
    // libxml2 says how many bytes stand there.
    let text = unsafe Span(_unsafeElements: UnsafeBufferPointer(start: text, count: Int(count)))
    unsafe user?.listener.pointee.take(text)
  }
}

extension UnsafeMutableRawPointer {
  /// What was given to libxml2 to hand back.
  fileprivate var listener: UnsafeMutablePointer<XMLListener> { unsafe assumingMemoryBound(to: XMLListener.self) }
}
