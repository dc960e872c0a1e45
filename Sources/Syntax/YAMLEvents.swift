internal import CYAML

/// The events of a YAML stream, one after the other; the current one stays in libyaml's memory.
@safe struct YAMLEvents: ~Copyable {
  enum Kind { case document, alias, scalar, sequence, mapping, close, end, other }

  // Both live at addresses of their own, because libyaml keeps pointers into its parser, until `deinit`.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let input: UnsafeMutablePointer<YAMLInput>

  /// - Parameter input: what libyaml reads from; it must outlive the events and stay where it is.
  @unsafe init(_ input: UnsafeMutablePointer<YAMLInput>) throws(ReadError) {
    unsafe self.input = unsafe input
    unsafe parser = .allocate(capacity: 1)
    unsafe event = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    unsafe event.initialize(to: yaml_event_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      throw ReadError(met: "no memory", wanted: "room for a parser")
    }
    // The later part of a file does not begin at its first line.
    unsafe parser.pointee.mark.line = input.pointee.line - 1
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input(parser, { unsafe YAMLInput.read($0, $1, $2, $3) }, input)
  }

  deinit {
    unsafe yaml_event_delete(event)
    unsafe yaml_parser_delete(parser)
    unsafe event.deallocate()
    unsafe parser.deallocate()
  }

  /// Goes on to the next event.
  mutating func next() throws(ReadError) -> Kind {
    unsafe yaml_event_delete(event)
    guard unsafe yaml_parser_parse(parser, event) == 1 else { throw trouble }
    switch unsafe event.pointee.type {
    case YAML_SCALAR_EVENT: return .scalar
    case YAML_MAPPING_START_EVENT: return .mapping
    case YAML_SEQUENCE_START_EVENT: return .sequence
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: return .close
    case YAML_ALIAS_EVENT: return .alias
    case YAML_DOCUMENT_START_EVENT: return .document
    case YAML_STREAM_END_EVENT: return .end
    default: return .other
    }
  }

  /// Why libyaml stopped.
  private var trouble: ReadError {
    if let trouble = unsafe input.pointee.trouble { return trouble }
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "no memory left"
    let isOfBytes = unsafe parser.pointee.error == YAML_READER_ERROR
    let mark = unsafe parser.pointee.problem_mark
    return ReadError(
      line: Int(clamping: isOfBytes ? lineRead : mark.line) + 1,
      column: isOfBytes ? nil : Int(clamping: mark.column) + 1, met: "YAML that does not parse (\(problem))",
      wanted: "YAML 1.1")
  }

  /// Where libyaml met a byte that is no text: behind what it decoded, which is ahead of what it parsed.
  private var lineRead: Int {
    let decoded = unsafe parser.pointee.buffer
    let ahead = unsafe UnsafeBufferPointer(start: decoded.pointer, count: decoded.last - decoded.pointer)
    return unsafe Int(clamping: parser.pointee.mark.line) + ahead.count { $0 == UInt8(ascii: "\n") }
  }
}

/// What the current event carries; each is asked of events of its kind only.
extension YAMLEvents {
  /// Where the event begins, from 1.
  var line: Int { unsafe Int(clamping: event.pointee.start_mark.line) + 1 }
  var column: Int { unsafe Int(clamping: event.pointee.start_mark.column) + 1 }

  func error(_ met: String, wanted: String) -> ReadError {
    ReadError(line: line, column: column, met: met, wanted: wanted)
  }

  /// What an alias names.
  var name: String { unsafe event.pointee.data.alias.anchor.map { unsafe String(cString: $0) } ?? "" }

  /// The anchor that a node of that kind has.
  func anchor(_ kind: Kind) -> String? {
    let anchor =
      switch kind {
      case .scalar: unsafe event.pointee.data.scalar.anchor
      case .sequence: unsafe event.pointee.data.sequence_start.anchor
      default: unsafe event.pointee.data.mapping_start.anchor
      }
    return unsafe anchor.map { unsafe String(cString: $0) }
  }

  func append(to text: inout [UInt8]) { unsafe text.append(contentsOf: words) }

  var scalar: Node.Value { unsafe .scalar(String(decoding: words, as: UTF8.self), isPlain: isPlain) }

  /// Whether a scalar is the `<<` that merges mappings.
  var isMerge: Bool { unsafe words.count == 2 && isPlain && words.elementsEqual("<<".utf8) }

  /// Whether a scalar stands without quotes and without a tag.
  var isPlain: Bool {
    unsafe event.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE && event.pointee.data.scalar.tag == nil
  }

  private var words: UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: event.pointee.data.scalar.value, count: event.pointee.data.scalar.length)
  }
}
