internal import CYAML

/// The events of a YAML stream, one after the other; the current one stays in libyaml's memory.
@safe struct YAMLEvents: ~Copyable {
  enum Kind { case document, alias, scalar, sequence, mapping, close, end, other }

  // Both live at addresses of their own, because libyaml keeps pointers into its parser, until `deinit`.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>
  private let bytes: UnsafeBufferPointer<UInt8>

  /// - Parameter bytes: what libyaml reads from; it must outlive the events.
  @unsafe init(_ bytes: UnsafeBufferPointer<UInt8>) throws(ReadError) {
    unsafe self.bytes = unsafe bytes
    unsafe parser = .allocate(capacity: 1)
    unsafe event = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    unsafe event.initialize(to: yaml_event_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      throw ReadError(met: "no memory", wanted: "room for a parser")
    }
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
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

  /// Why libyaml stopped. Of bytes that are no text it knows the offset only.
  private var trouble: ReadError {
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "no memory left"
    let met = "YAML that does not parse (\(problem))"
    let line =
      if unsafe parser.pointee.error == YAML_READER_ERROR {
        unsafe bytes.prefix(parser.pointee.problem_offset).count { $0 == UInt8(ascii: "\n") }
      } else { unsafe Int(clamping: parser.pointee.problem_mark.line) }
    return ReadError(line: line + 1, met: met, wanted: "YAML 1.1")
  }
}

/// What the current event carries; each is asked of events of its kind only.
extension YAMLEvents {
  /// Where the event begins, from 1.
  var line: Int { unsafe Int(clamping: event.pointee.start_mark.line) + 1 }
  var column: Int { unsafe Int(clamping: event.pointee.start_mark.column) + 1 }

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

  var scalar: Node.Value { unsafe .scalar(String(decoding: words, as: UTF8.self), isPlain: isPlain) }

  /// Whether a scalar is the `<<` that merges mappings.
  var isMerge: Bool { unsafe words.count == 2 && isPlain && words.elementsEqual("<<".utf8) }

  private var isPlain: Bool {
    unsafe event.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE && event.pointee.data.scalar.tag == nil
  }

  private var words: UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(start: event.pointee.data.scalar.value, count: event.pointee.data.scalar.length)
  }
}
