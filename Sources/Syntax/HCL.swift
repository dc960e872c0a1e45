/// A block of HCL: its type and labels, what it sets and the blocks in it. Expressions are kept where they are one text.
package struct HCLBlock: Hashable, Sendable {
  package var type: String
  package var labels: [String]
  package var line: Int
  package var attributes: [HCLAttribute] = []
  package var blocks: [HCLBlock] = []

  package init(type: String, labels: [String], line: Int) {
    self.type = type
    self.labels = labels
    self.line = line
  }

  /// The attribute of a name, the first one.
  package subscript(name: String) -> HCLAttribute? { attributes.first { $0.name == name } }
}

/// A name and what it is set to.
package struct HCLAttribute: Hashable, Sendable {
  package var name: String
  package var line: Int
  /// The text, where the value is nothing but a quoted text without anything to be filled in.
  package var text: String?
  /// The names with points between them, where it is nothing else.
  package var reference: String?
  /// The members, where the value is an object that is written out.
  package var members: [HCLAttribute] = []

  package init(name: String, line: Int) {
    self.name = name
    self.line = line
  }
}

/// Reads the blocks and attributes of a file of HCL's native syntax.
///
/// - Throws: `ReadError` at the first place that is not of the grammar. What expressions mean is not looked at.
/// - Source: HCL Native Syntax Specification
package func readHCL(_ bytes: [UInt8]) throws(ReadError) -> HCLBlock {
  var parser = HCLParser(lexer: HCLLexer(bytes))
  var file = HCLBlock(type: "", labels: [], line: 1)
  try parser.takeBody(of: &file, isOutermost: true, depth: 0)
  return file
}

private struct HCLParser {
  var lexer: HCLLexer
  private static let depthCap = 64

  init(lexer: HCLLexer) { self.lexer = lexer }

  /// Takes items up to the brace that closes a block, or up to the end of the file.
  mutating func takeBody(of block: inout HCLBlock, isOutermost: Bool, depth: Int) throws(ReadError) {
    guard depth < HCLParser.depthCap else { throw lexer.error("blocks in \(depth) others", "fewer") }
    while true {
      try lexer.skipBlanks(overLines: true)
      guard let byte = lexer.byte else {
        if isOutermost { return }
        throw lexer.error("the end of the file", "} for the block of line \(block.line)")
      }
      if byte == UInt8(ascii: "}"), !isOutermost { return lexer.advance() }
      try takeItem(of: &block, depth: depth)
    }
  }

  private mutating func takeItem(of block: inout HCLBlock, depth: Int) throws(ReadError) {
    let line = lexer.line
    guard let name = lexer.identifier() else { throw lexer.error(lexer.met, "the name of a block or an argument") }
    try lexer.skipBlanks(overLines: false)
    if lexer.byte == UInt8(ascii: "=") {
      lexer.advance()
      block.attributes.append(try attribute(name, line, depth: depth))
      try lexer.skipBlanks(overLines: false)
      guard lexer.isAtLineEnd || lexer.byte == UInt8(ascii: "}") else {
        throw lexer.error(lexer.met, "a new line behind the argument \(name)")
      }
      return
    }
    var inner = HCLBlock(type: name, labels: try labels(), line: line)
    guard lexer.byte == UInt8(ascii: "{") else { throw lexer.error(lexer.met, "= or { behind \(name)") }
    lexer.advance()
    try takeBody(of: &inner, isOutermost: false, depth: depth + 1)
    block.blocks.append(inner)
  }

  private mutating func labels() throws(ReadError) -> [String] {
    var labels: [String] = []
    while true {
      try lexer.skipBlanks(overLines: false)
      if lexer.byte == UInt8(ascii: "\"") {
        labels.append(try lexer.quoted() ?? "")
      } else if let name = lexer.identifier() {
        labels.append(name)
      } else {
        return labels
      }
    }
  }

  private mutating func attribute(_ name: String, _ line: Int, depth: Int) throws(ReadError) -> HCLAttribute {
    guard depth < HCLParser.depthCap else { throw lexer.error("objects in \(depth) others", "fewer") }
    var attribute = HCLAttribute(name: name, line: line)
    try lexer.skipBlanks(overLines: false)
    if lexer.byte == UInt8(ascii: "{") {
      var ahead = self
      if let members = try ahead.members(depth: depth) {
        self = ahead
        attribute.members = members
        return attribute
      }
    }
    attribute.reference = lexer.reference
    attribute.text = try lexer.expression()
    return attribute
  }

  /// The members of an object; `nil` for one that is made by `for`, or whose keys are expressions.
  private mutating func members(depth: Int) throws(ReadError) -> [HCLAttribute]? {
    lexer.advance()
    var members: [HCLAttribute] = []
    while true {
      try lexer.skipBlanks(overLines: true)
      if lexer.byte == UInt8(ascii: "}") {
        lexer.advance()
        try lexer.skipBlanks(overLines: false)
        return lexer.isAtLineEnd || lexer.endsValue ? members : nil
      }
      let line = lexer.line
      let key = lexer.byte == UInt8(ascii: "\"") ? try lexer.quoted() : lexer.identifier()
      try lexer.skipBlanks(overLines: false)
      guard let key, key != "for", lexer.byte == UInt8(ascii: "=") || lexer.byte == UInt8(ascii: ":") else {
        return nil
      }
      lexer.advance()
      members.append(try attribute(key, line, depth: depth + 1))
      try lexer.skipBlanks(overLines: false)
      if lexer.byte == UInt8(ascii: ",") { lexer.advance() }
    }
  }
}
