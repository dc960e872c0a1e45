import Syntax

/// The message and the trace of a failure, which a parser of XML tells piece by piece.
struct HeardFailure {
  enum Part { case message, trace }

  private var message = FailureText()
  private var trace = FailureText()
  private var part: Part?

  /// Hears the text of an element, unless such a one was heard: tools write what they sum up once more in parts.
  mutating func hear(_ part: Part, of element: XMLElement) {
    guard part == .message ? message.isEmpty : trace.isEmpty else { return }
    self.part = part
    element.hearText()
  }

  mutating func stop() { part = nil }

  mutating func take(_ text: Span<UInt8>) {
    switch part {
    case .message: message.append(text)
    case .trace: trace.append(text)
    case nil: break
    }
  }

  var text: String { FailureText(message.text, trace: trace.text).text }
}
