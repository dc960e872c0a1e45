import Syntax

extension Node {
  /// The value on one line, as YAML's flow style has it.
  var flow: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch value {
    case .scalar(let word, isPlain: true): text += word
    case .scalar(let word, isPlain: false):
      text += "\""
      text += word
      text += "\""
    case .sequence(let nodes):
      text += "["
      for place in nodes.indices {
        if place > 0 { text += ", " }
        nodes[place].write(to: &text)
      }
      text += "]"
    case .mapping(let members):
      text += members.isEmpty ? "{" : "{ "
      for place in members.indices {
        if place > 0 { text += ", " }
        members[place].key.write(to: &text)
        text += ": "
        members[place].value.write(to: &text)
      }
      text += members.isEmpty ? "}" : " }"
    }
  }
}
