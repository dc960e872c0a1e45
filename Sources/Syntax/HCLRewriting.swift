/// Finds what `terraform fmt` writes in other words: templates of nothing but an expression, labels without quotes,
/// and types as Terraform 0.11 wrote them.
///
/// - Source: Terraform, internal/command/fmt.go: formatBody, formatValueExpr, formatTypeExpr
struct HCLRewriting {
  private let bytes: [UInt8]
  private let tokens: [HCLToken]
  private var at = 0
  /// The types of the blocks that are open.
  private var blocks: [String] = []
  /// Where the first such thing stands.
  private(set) var first: Int?

  init(_ bytes: [UInt8], _ tokens: [HCLToken]) {
    (self.bytes, self.tokens) = (bytes, tokens)
    while first == nil, at < tokens.count { takeItem() }
  }

  private func text(_ token: HCLToken) -> String { String(decoding: bytes[token.range], as: UTF8.self) }

  /// Takes what stands in a body: an argument, a block or its end.
  private mutating func takeItem() {
    let token = tokens[at]
    at += 1
    if token.kind == .closeBrace { _ = blocks.popLast() }
    guard token.kind == .identifier else { return }
    var bare: Int?
    while at < tokens.count {
      let next = tokens[at]
      at += 1
      switch next.kind {
      case .equal: return takeValue(of: text(token))
      case .identifier: bare = bare ?? next.range.lowerBound
      case .openBrace:
        first = bare
        return blocks.append(text(token))
      case .openQuote, .text, .closeQuote, .comment: continue
      default: return
      }
    }
  }

  private mutating func takeValue(of name: String) {
    let start = at
    var depth = 0
    while at < tokens.count {
      let token = tokens[at]
      if depth == 0, token.kind == .newline || token.kind == .comment || token.kind == .closeBrace { break }
      depth += token.change
      if token.kind == .openQuote || token.kind == .openHeredoc { depth += 1 }
      if token.kind == .closeQuote || token.kind == .closeHeredoc { depth -= 1 }
      at += 1
    }
    let value = tokens[start..<at]
    let isType = blocks == ["variable"] && name == "type"
    if isType ? isOldType(value) : isWrapped(value) { first = value.first?.range.lowerBound }
  }

  private func isOldType(_ value: ArraySlice<HCLToken>) -> Bool {
    let words = value.map(text)
    if value.count == 1 { return ["list", "map", "set"].contains(words[0]) }
    return value.count == 3 && value.first?.kind == .openQuote && ["string", "list", "map"].contains(words[1])
  }

  /// Whether a text is one template and nothing else.
  private func isWrapped(_ value: ArraySlice<HCLToken>) -> Bool {
    guard value.count >= 5 else { return false }
    let kinds = value.map(\.kind)
    guard kinds[0] == .openQuote, kinds[1] == .openTemplate, kinds[kinds.count - 2] == .closeTemplate,
      kinds[kinds.count - 1] == .closeQuote, bytes[value[value.startIndex + 1].range.lowerBound] == UInt8(ascii: "$")
    else { return false }
    var quotes = 0
    for kind in kinds[2..<kinds.count - 2] {
      switch kind {
      case .openQuote: quotes += 1
      case .closeQuote: quotes -= 1
      case .openTemplate, .closeTemplate, .text: if quotes == 0 { return false }
      default: break
      }
    }
    return true
  }
}
