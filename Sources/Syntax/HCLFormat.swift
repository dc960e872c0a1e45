/// Looks whether a file of Terraform's language is written in the one form that `terraform fmt` writes.
///
/// - Source: HCL 2, hclwrite/format.go; Terraform, internal/command/fmt.go
package struct HCLFormat {
  private let bytes: [UInt8]
  private var tokens: [HCLToken]
  private var lines: [Line] = []

  /// A line of tokens: what stands at its front, what is assigned, and the comment at its end.
  private struct Line {
    var lead: Range<Int>
    var assign: Range<Int>
    var comment: Range<Int>
  }

  package enum Outcome: Hashable, Sendable {
    case canonical
    /// The first line that would be written otherwise.
    case odd(Int)
    /// The text is longer than such files are, or not of the grammar.
    case unknown
  }

  /// In bytes: what people write is far shorter, and every token is kept.
  private static let cap = 8 << 20

  package static func outcome(of bytes: [UInt8]) -> Outcome {
    guard bytes.count <= cap, let scanner = HCLScanner(bytes) else { return .unknown }
    var format = HCLFormat(bytes: bytes, tokens: scanner.tokens)
    let rewritten = HCLRewriting(bytes, scanner.tokens).first
    format.lines = format.split()
    format.indent()
    format.space()
    format.align()
    let moved = format.firstMoved
    guard let place = [rewritten, moved].compactMap({ $0 }).min() else { return .canonical }
    return .odd(1 + bytes[..<place].count { $0 == 0x0A })
  }

  private init(bytes: [UInt8], tokens: [HCLToken]) { (self.bytes, self.tokens) = (bytes, tokens) }

  /// Where the first token stands that has other blanks before it than it should.
  private var firstMoved: Int? {
    var end = 0
    for token in tokens {
      let blanks = bytes[end..<token.range.lowerBound]
      if blanks.count != token.wanted || blanks.contains(where: { $0 != 0x20 }) { return token.range.lowerBound }
      end = token.range.upperBound
    }
    // Blanks before the end of the file are left there.
    return nil
  }

  private func isLineEnd(_ token: HCLToken) -> Bool {
    token.kind == .newline || (token.kind == .comment && bytes[token.range.upperBound - 1] == 0x0A)
  }

  private func change(_ range: Range<Int>) -> Int { tokens[range].reduce(0) { $0 + $1.change } }
}

extension HCLFormat {
  private func split() -> [Line] {
    var lines: [Line] = []
    var start = 0
    for index in tokens.indices where isLineEnd(tokens[index]) || index == tokens.count - 1 {
      lines.append(line(start..<index + 1))
      start = index + 1
    }
    return lines
  }

  private func line(_ all: Range<Int>) -> Line {
    let none = all.upperBound..<all.upperBound
    var line = Line(lead: all, assign: none, comment: none)
    if all.count > 1, tokens[all.upperBound - 1].kind == .comment {
      line.comment = all.upperBound - 1..<all.upperBound
      line.lead = all.dropLast()
    }
    // A value that goes on over lines is not aligned.
    if let sign = line.lead.dropFirst().first(where: { tokens[$0].kind == .equal }) {
      let value = sign..<line.lead.upperBound
      if change(value) == 0 {
        line.assign = value
        line.lead = line.lead.lowerBound..<sign
      }
    }
    return line
  }

  private mutating func indent() {
    var indents: [Int] = []
    for line in lines {
      guard let first = line.lead.first else { continue }
      if tokens[first].kind == .newline {
        tokens[first].wanted = 0
        continue
      }
      let net = opened(line.lead) + opened(line.assign)
      if net > 0 {
        tokens[first].wanted = 2 * indents.count
        indents.append(net)
        continue
      }
      var closed = -net
      while closed > 0, let last = indents.popLast() {
        if closed < last { indents.append(last - closed) }
        closed = closed > last ? closed - last : 0
      }
      tokens[first].wanted = 2 * indents.count
    }
  }

  /// How many more brackets are open behind a range; here-documents are looked at no further.
  private func opened(_ range: Range<Int>) -> Int {
    var net = 0
    for index in range {
      net += tokens[index].change
      if tokens[index].kind == .openHeredoc { break }
    }
    return net
  }

  private mutating func space() {
    for line in lines {
      if let first = line.assign.first { tokens[first].wanted = 1 }
      for range in [line.lead, line.assign] {
        for index in range.dropFirst() {
          let before = index - 1 > range.lowerBound ? tokens[index - 2].kind : nil
          tokens[index].wanted = isSpaced(tokens[index - 1], tokens[index], behind: before) ? 1 : 0
        }
      }
    }
  }

  /// Assignments of lines one below the other stand below each other, and so do comments.
  private mutating func align() {
    align({ $0.assign }) { $0.width($1.lead) }
    align({ $0.comment }) { $0.width($1.lead) + $0.width($1.assign) }
  }

  private mutating func align(_ cell: (Line) -> Range<Int>, _ width: (HCLFormat, Line) -> Int) {
    var chain: [(token: Int, width: Int)] = []
    for line in lines + [Line(lead: 0..<0, assign: 0..<0, comment: 0..<0)] {
      if let first = cell(line).first {
        chain.append((first, width(self, line)))
      } else {
        let widest = chain.map(\.width).max() ?? 0
        for link in chain { tokens[link.token].wanted = widest - link.width + 1 }
        chain = []
      }
    }
  }

  /// In characters, as a reader sees them.
  private func width(_ range: Range<Int>) -> Int {
    tokens[range].reduce(0) { $0 + $1.wanted + String(decoding: bytes[$1.range], as: UTF8.self).count }
  }
}

extension HCLFormat {
  /// Whether there is a blank between a token and the one after it.
  private func isSpaced(_ token: HCLToken, _ after: HCLToken, behind before: HCLToken.Kind?) -> Bool {
    switch (token.kind, after.kind) {
    case (_, .newline), (.identifier, .openParenthesis), (.identifier, .doubleColon), (.doubleColon, .identifier),
      (.dot, _), (_, .dot), (_, .comma), (_, .ellipsis):
      return false
    case (.comma, _): return true
    case (.text, _), (.openQuote, _), (.openHeredoc, _), (_, .text), (_, .closeQuote), (_, .closeHeredoc):
      return false
    case (.identifier, _) where before == .identifier && bytes[token.range].elementsEqual("in".utf8): return true
    case (.identifier, .openBracket), (.number, .openBracket): return false
    case (_, .openBracket) where token.change < 0: return false
    case (.bang, _): return false
    case (.minus, _): return !isNegation(behind: before)
    case (.openBrace, .closeBrace): return false
    case (.openBrace, _), (_, .closeBrace): return true
    case (.openTemplate, .openBrace), (.closeBrace, .closeTemplate): return true
    case (.closeTemplate, .openTemplate): return false
    default: return token.change <= 0 && after.change >= 0
    }
  }

  /// Whether a minus stands before a number and not between two.
  private func isNegation(behind before: HCLToken.Kind?) -> Bool {
    switch before {
    case nil, .openParenthesis, .openBrace, .openBracket, .equal, .colon, .comma, .question, .arithmetic, .minus,
      .comparison, .logic, .bang:
      true
    default: false
    }
  }
}
