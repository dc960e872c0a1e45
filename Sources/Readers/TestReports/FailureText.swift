/// The words of a failure, as they come: kept are the first, which say what happened, and the last, which often say
/// where.
struct FailureText {
  private static let headCap = 2048
  private static let tailCap = 1024
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  /// How much came behind the head.
  private var length = 0

  var isEmpty: Bool { head.isEmpty }

  mutating func append(_ text: [UInt8]) {
    let rest = text.dropFirst(FailureText.headCap - head.count)
    head += text[..<rest.startIndex]
    if rest.isEmpty { return }
    if rest.count > FailureText.tailCap { tail = [] }
    tail += rest.suffix(FailureText.tailCap)
    // Forgetting only when there is twice as much costs no more than what comes.
    if tail.count > 2 * FailureText.tailCap { tail.removeFirst(tail.count - FailureText.tailCap) }
    length += rest.count
  }

  /// Words that came later.
  mutating func append(_ later: FailureText) {
    append(later.head)
    // Of what was left out between its first and its last it is known how much that was.
    length += later.length - later.tail.count
    append(later.tail)
  }

  mutating func append(_ text: Span<UInt8>) {
    var bytes: [UInt8] = []
    for index in text.indices { bytes.append(text[index]) }
    append(bytes)
  }

  mutating func append(_ text: String) { append(Array(text.utf8)) }

  /// Whole lines, where some were left out between the first and the last.
  var text: String {
    let newline = UInt8(ascii: "\n")
    guard length > FailureText.tailCap else { return String(decoding: head + tail, as: UTF8.self) }
    let first = head.lastIndex(of: newline).map { head[..<$0] } ?? head[...]
    let end = tail.suffix(FailureText.tailCap)
    let last = end.firstIndex(of: newline).map { end[($0 + 1)...] } ?? end
    return String(decoding: first, as: UTF8.self) + "\n…\n" + String(decoding: last, as: UTF8.self)
  }
}

extension FailureText {
  init(_ text: String) { append(text) }

  /// What failed, and behind it where, each where it is known.
  init(_ message: String, trace: String) {
    append(message)
    if !message.isEmpty, !trace.isEmpty { append("\n") }
    append(trace)
  }
}
