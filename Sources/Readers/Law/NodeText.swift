import Syntax

extension Node {
  /// The value on one line, as YAML's flow style has it.
  var flow: String {
    switch value {
    case .scalar(let text, let isPlain): isPlain ? text : "\"\(text)\""
    case .sequence(let nodes): "[" + nodes.map(\.flow).joined(separator: ", ") + "]"
    case .mapping(let members):
      members.isEmpty ? "{}" : "{ " + members.map { "\($0.key.flow): \($0.value.flow)" }.joined(separator: ", ") + " }"
    }
  }
}
