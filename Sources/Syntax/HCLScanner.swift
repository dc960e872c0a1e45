/// Takes the words of a file one after the other.
///
/// - Source: HCL, hclsyntax/scan_tokens.rl
struct HCLScanner {
  private enum Open { case brace, bracket, parenthesis, template, quote, heredoc([UInt8]) }

  let bytes: [UInt8]
  private(set) var tokens: [HCLToken] = []
  private var at = 0
  private var open: [Open] = []
  private static let depthCap = 256

  /// - Returns: `nil` for what is not of the grammar.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    while at < bytes.count {
      let isTaken: Bool
      switch open.last {
      case .quote: isTaken = takeQuoted()
      case .heredoc(let word): isTaken = takeHeredoc(until: word)
      default: isTaken = takeWord()
      }
      guard isTaken, open.count <= HCLScanner.depthCap else { return nil }
    }
    guard open.isEmpty else { return nil }
  }

  private func byte(_ offset: Int = 0) -> UInt8? { at + offset < bytes.count ? bytes[at + offset] : nil }

  private func begins(_ sign: [UInt8], at place: Int) -> Bool {
    place + sign.count <= bytes.count && bytes[place..<place + sign.count].elementsEqual(sign)
  }

  private mutating func add(_ kind: HCLToken.Kind, to end: Int) {
    tokens.append(HCLToken(kind: kind, range: at..<end))
    at = end
  }

  private mutating func takeWord() -> Bool {
    guard let byte = byte() else { return false }
    switch byte {
    case 0x20, 0x09:
      at += 1
      return true
    case 0x0A: add(.newline, to: at + 1)
    case 0x0D where self.byte(1) == 0x0A: add(.newline, to: at + 2)
    case UInt8(ascii: "#"): takeLineComment()
    case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "/"): takeLineComment()
    case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "*"):
      guard let end = (at + 2..<max(at + 2, bytes.count)).first(where: { begins(HCLScanner.commentEnd, at: $0) }) else {
        return false
      }
      add(.comment, to: end + 2)
    case UInt8(ascii: "\""):
      add(.openQuote, to: at + 1)
      open.append(.quote)
    case UInt8(ascii: "<") where self.byte(1) == byte: return openHeredoc()
    case _ where byte.isDigitOfHCL: takeNumber()
    case _ where byte.isLetterOfHCL: takeIdentifier()
    default: return takeSign(byte)
    }
    return true
  }

  private mutating func takeLineComment() {
    add(.comment, to: (bytes[at...].firstIndex(of: 0x0A).map { $0 + 1 }) ?? bytes.count)
  }

  private mutating func takeIdentifier() {
    let end = bytes[at...].firstIndex { !$0.isLetterOfHCL && !$0.isDigitOfHCL && $0 != UInt8(ascii: "-") }
    add(.identifier, to: end ?? bytes.count)
  }

  private mutating func takeNumber() {
    var end = at
    func digits() { while end < bytes.count, bytes[end].isDigitOfHCL { end += 1 } }
    digits()
    if end + 1 < bytes.count, bytes[end] == UInt8(ascii: "."), bytes[end + 1].isDigitOfHCL {
      end += 1
      digits()
    }
    if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
      var next = end + 1
      if next < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[next]) { next += 1 }
      if next < bytes.count, bytes[next].isDigitOfHCL {
        end = next
        digits()
      }
    }
    add(.number, to: end)
  }

  private static let commentEnd = Array("*/".utf8)
  private static let escapes = ["$${", "%%{"].map { Array($0.utf8) }
  /// Longer signs stand before those that they begin with.
  private static let signs: [(bytes: [UInt8], kind: HCLToken.Kind)] = signTexts.map { (Array($0.0.utf8), $0.1) }
  private static let signTexts: [(String, HCLToken.Kind)] = [
    ("...", .ellipsis), ("::", .doubleColon), ("=>", .arrow), ("==", .comparison), ("!=", .comparison),
    (">=", .comparison), ("<=", .comparison), ("&&", .logic), ("||", .logic), (">", .comparison), ("<", .comparison),
    ("=", .equal), (",", .comma), (".", .dot), (":", .colon), ("?", .question), ("!", .bang), ("-", .minus),
    ("+", .arithmetic), ("*", .arithmetic), ("/", .arithmetic), ("%", .arithmetic),
  ]

  private mutating func takeSign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"): return begin(.openBrace, .brace)
    case UInt8(ascii: "["): return begin(.openBracket, .bracket)
    case UInt8(ascii: "("): return begin(.openParenthesis, .parenthesis)
    case UInt8(ascii: "}"):
      if case .template = open.last { return end(.closeTemplate, 1) }
      guard case .brace = open.last else { return false }
      return end(.closeBrace, 1)
    case UInt8(ascii: "~") where self.byte(1) == UInt8(ascii: "}"):
      guard case .template = open.last else { return false }
      return end(.closeTemplate, 2)
    case UInt8(ascii: "]"):
      guard case .bracket = open.last else { return false }
      return end(.closeBracket, 1)
    case UInt8(ascii: ")"):
      guard case .parenthesis = open.last else { return false }
      return end(.closeParenthesis, 1)
    default:
      guard let sign = HCLScanner.signs.first(where: { begins($0.bytes, at: at) }) else { return false }
      add(sign.kind, to: at + sign.bytes.count)
      return true
    }
  }

  private mutating func begin(_ kind: HCLToken.Kind, _ bracket: Open) -> Bool {
    open.append(bracket)
    add(kind, to: at + 1)
    return true
  }

  private mutating func end(_ kind: HCLToken.Kind, _ count: Int) -> Bool {
    open.removeLast()
    add(kind, to: at + count)
    return true
  }
}

extension HCLScanner {
  /// Where a template begins at a place of a text: behind `${` or `%{`, and the `~` that may follow.
  private func template(at place: Int) -> Int? {
    guard place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "{"),
      bytes[place] == UInt8(ascii: "$") || bytes[place] == UInt8(ascii: "%")
    else { return nil }
    return place + (place + 2 < bytes.count && bytes[place + 2] == UInt8(ascii: "~") ? 3 : 2)
  }

  /// Takes what stands before the template that begins at a place, and its mark; else goes on behind one letter.
  private mutating func opensTemplate(behind end: inout Int) -> Bool {
    if let start = template(at: end), !HCLScanner.escapes.contains(where: { begins($0, at: end) }) {
      if end > at { add(.text, to: end) }
      open.append(.template)
      add(.openTemplate, to: start)
      return true
    }
    end += HCLScanner.escapes.contains { begins($0, at: end) } ? 3 : 1
    return false
  }

  /// Takes a text up to what ends it or to the next template.
  private mutating func takeQuoted() -> Bool {
    var end = at
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "\""):
        if end > at { add(.text, to: end) }
        add(.closeQuote, to: end + 1)
        open.removeLast()
        return true
      case UInt8(ascii: "\\"): end += 2
      case 0x0A: return false
      default:
        if opensTemplate(behind: &end) { return true }
      }
    }
    return false
  }

  private mutating func openHeredoc() -> Bool {
    var start = at + 2
    if start < bytes.count, bytes[start] == UInt8(ascii: "-") { start += 1 }
    let word = Array(bytes[start...].prefix { $0.isLetterOfHCL || $0.isDigitOfHCL || $0 == UInt8(ascii: "-") })
    let end = start + word.count
    guard !word.isEmpty, let newline = bytes[end...].firstIndex(of: 0x0A), newline - end <= 1 else { return false }
    add(.openHeredoc, to: newline + 1)
    open.append(.heredoc(word))
    return true
  }

  /// Takes lines up to the one that is the word, or up to the next template.
  private mutating func takeHeredoc(until word: [UInt8]) -> Bool {
    var end = at
    // What follows a template goes on in its line.
    var isLineStart = at == 0 || bytes[at - 1] == 0x0A
    while end < bytes.count {
      if isLineStart {
        let blanks = bytes[end...].prefix { $0 == 0x20 || $0 == 0x09 }.count
        let behind = end + blanks + word.count
        if bytes[(end + blanks)...].starts(with: word), behind == bytes.count || [0x0A, 0x0D].contains(bytes[behind]) {
          if end > at { add(.text, to: end) }
          add(.closeHeredoc, to: behind)
          open.removeLast()
          return true
        }
      }
      isLineStart = bytes[end] == 0x0A
      if opensTemplate(behind: &end) { return true }
    }
    return false
  }
}
