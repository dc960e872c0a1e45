/// Goes through the bytes of HCL and knows where texts, templates, here-documents and comments end.
package struct HCLLexer {
  private let bytes: [UInt8]
  private var at = 0
  private(set) var line = 1
  private var lineStart = 0
  /// How many texts are open around this place.
  private var depth = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package var byte: UInt8? { at < bytes.count ? bytes[at] : nil }
  private var next: UInt8? { at + 1 < bytes.count ? bytes[at + 1] : nil }

  var isAtLineEnd: Bool { byte == nil || byte == 0x0A || byte == 0x0D }
  /// Whether what follows ends the value of a member or an argument on one line.
  var endsValue: Bool { byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") }

  /// What stands here, for a message.
  var met: String {
    byte == nil ? "the end of the file" : ReadError.quoted(bytes[at...].prefix { $0 != 0x0A && $0 != 0x0D })
  }

  func error(_ met: String, _ wanted: String) -> ReadError {
    ReadError(line: line, column: at - lineStart + 1, met: met, wanted: wanted)
  }

  mutating func advance() {
    guard at < bytes.count else { return }
    if bytes[at] == 0x0A {
      line += 1
      lineStart = at + 1
    }
    at += 1
  }

  private mutating func advance(by count: Int) { for _ in 0..<count { advance() } }

  package mutating func identifier() -> String? {
    let start = at
    while let byte, byte.isLetterOfHCL || (at > start && (byte.isDigitOfHCL || byte == UInt8(ascii: "-"))) { advance() }
    return at > start ? String(decoding: bytes[start..<at], as: UTF8.self) : nil
  }
}

extension HCLLexer {
  /// Passes over blanks and comments; over line ends only where asked to.
  package mutating func skipBlanks(overLines: Bool) throws(ReadError) {
    while let byte {
      switch (byte, next) {
      case (0x20, _), (0x09, _): advance()
      case (0x0A, _), (0x0D, _):
        guard overLines else { return }
        advance()
      case (UInt8(ascii: "#"), _), (UInt8(ascii: "/"), UInt8(ascii: "/")):
        while self.byte != nil, self.byte != 0x0A { advance() }
      case (UInt8(ascii: "/"), UInt8(ascii: "*")): try skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() throws(ReadError) {
    let start = line
    advance(by: 2)
    while byte != nil, byte != UInt8(ascii: "*") || next != UInt8(ascii: "/") { advance() }
    guard byte != nil else { throw error("the end of the file", "*/ for the comment of line \(start)") }
    advance(by: 2)
  }

  /// Takes a quoted text; `nil` where something is to be filled in.
  mutating func quoted() throws(ReadError) -> String? {
    let start = line
    advance()
    var (text, isPlain): ([UInt8], Bool) = ([], true)
    while let byte {
      switch (byte, next) {
      case (UInt8(ascii: "\""), _):
        advance()
        return isPlain ? String(decoding: text, as: UTF8.self) : nil
      case (0x0A, _): throw error("the end of the line", "\" for the text of line \(start)")
      case (UInt8(ascii: "\\"), let escaped?):
        text.append(escaped)
        advance(by: 2)
      case (UInt8(ascii: "$"), UInt8(ascii: "$")), (UInt8(ascii: "%"), UInt8(ascii: "%")):
        text += [byte, byte]
        advance(by: 2)
        if self.byte == UInt8(ascii: "{") { advance() }
      case (UInt8(ascii: "$"), UInt8(ascii: "{")), (UInt8(ascii: "%"), UInt8(ascii: "{")):
        isPlain = false
        advance()
        try skipNested()
      default:
        text.append(byte)
        advance()
      }
    }
    throw error("the end of the file", "\" for the text of line \(start)")
  }
}

extension HCLLexer {
  /// Takes the value of an argument, up to what ends it.
  /// - Returns: its text, where it is one quoted text and nothing else.
  mutating func expression() throws(ReadError) -> String? {
    var (count, text): (Int, String?) = (0, nil)
    while true {
      try skipBlanks(overLines: false)
      guard let byte, !isAtLineEnd, !endsValue else { break }
      count += 1
      if byte == UInt8(ascii: "\"") {
        text = try quoted()
      } else {
        try skipToken(byte)
      }
    }
    if count == 0 { throw error(met, "a value") }
    return count == 1 ? text : nil
  }

  private mutating func skipToken(_ byte: UInt8) throws(ReadError) {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): try skipNested()
    case UInt8(ascii: ")"), UInt8(ascii: "]"): throw error(met, "an opening bracket before it")
    case UInt8(ascii: "<") where next == UInt8(ascii: "<"): try skipHereDocument()
    case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: ">"), UInt8(ascii: "<"):
      let isPair = next == UInt8(ascii: "=") || (byte == UInt8(ascii: "=") && next == UInt8(ascii: ">"))
      if byte == UInt8(ascii: "="), !isPair { throw error("=", "an operator or the end of the line") }
      advance(by: isPair ? 2 : 1)
    default: advance()
    }
  }

  /// The words with points between them that stand here up to what ends a value, as in `aws_s3_bucket.state.id`.
  var reference: String? {
    let words = bytes[at...].prefix {
      $0.isLetterOfHCL || $0.isDigitOfHCL || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
    }
    var rest = self
    rest.at = words.endIndex
    while rest.byte == 0x20 || rest.byte == 0x09 { rest.at += 1 }
    guard !words.isEmpty, rest.isAtLineEnd || rest.endsValue || rest.byte == UInt8(ascii: "#") else { return nil }
    return String(decoding: words, as: UTF8.self)
  }

  /// Passes over brackets and all that is in them; line ends mean nothing there.
  private mutating func skipNested() throws(ReadError) {
    var open: [(closing: UInt8, line: Int)] = []
    repeat {
      try skipBlanks(overLines: true)
      guard let byte else {
        let wanted = open.last.map { "\(Character(Unicode.Scalar($0.closing))) for the bracket of line \($0.line)" }
        throw error("the end of the file", wanted ?? "more")
      }
      switch byte {
      case UInt8(ascii: "("): open.append((UInt8(ascii: ")"), line))
      case UInt8(ascii: "["): open.append((UInt8(ascii: "]"), line))
      case UInt8(ascii: "{"): open.append((UInt8(ascii: "}"), line))
      case UInt8(ascii: "\""):
        // Texts in templates in texts go as deep as the calls for them do.
        guard open.count < 64, depth < 64 else { throw error("templates in \(depth) others", "fewer") }
        depth += 1
        _ = try quoted()
        depth -= 1
        continue
      case UInt8(ascii: "<") where next == UInt8(ascii: "<"):
        try skipHereDocument()
        continue
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard let last = open.popLast(), last.closing == byte else { throw error(met, "the bracket that is open") }
      default: break
      }
      advance()
    } while !open.isEmpty
  }

  /// Passes over `<<WORD` or `<<-WORD`, up to the line that is the word.
  private mutating func skipHereDocument() throws(ReadError) {
    let start = line
    advance(by: 2)
    if byte == UInt8(ascii: "-") { advance() }
    guard let word = identifier(), isAtLineEnd else { throw error(met, "a word and a new line behind <<") }
    while byte != nil {
      while byte != nil, byte != 0x0A { advance() }
      advance()
      let text = bytes[at...].prefix { $0 != 0x0A }.filter { $0 > 0x20 }
      if text.elementsEqual(word.utf8) {
        while !isAtLineEnd { advance() }
        return
      }
    }
    throw error("the end of the file", "\(word) for the text of line \(start)")
  }
}

extension UInt8 {
  /// Letters of any alphabet, whose bytes are above those of ASCII, and `_`.
  var isLetterOfHCL: Bool { (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A) || self == 0x5F || self >= 0x80 }
  var isDigitOfHCL: Bool { self >= 0x30 && self <= 0x39 }
}
