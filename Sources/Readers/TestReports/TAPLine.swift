import Syntax

/// A line of the Test Anything Protocol, by what it says.
struct TAPLine {
  enum Kind {
    case version
    /// `1..N`, and why where nothing is to be run.
    case plan(Int)
    case point(TAPPoint)
    /// A comment that names the subtest that follows.
    case subtest(String)
    case comment(String)
    case bailOut(String)
    /// The mark that begins a block of YAML, and the one that ends it.
    case blockStart, blockEnd
    case other
  }

  let indent: Int
  let kind: Kind

  /// How many subtests it stands in; `nil` where it is not indented as a subtest is.
  var depth: Int? { indent % 4 == 0 ? indent / 4 : nil }

  /// - Throws: at a plan that is no number of tests.
  init(_ line: ArraySlice<UInt8>) throws(ReadError) {
    let body = line.drop { $0 == UInt8(ascii: " ") }
    indent = line.count - body.count
    kind = try TAPLine.kind(of: body)
  }

  private static func kind(of body: ArraySlice<UInt8>) throws(ReadError) -> Kind {
    switch body.first {
    case UInt8(ascii: "o"), UInt8(ascii: "n"): TAPPoint(body).map(Kind.point) ?? .other
    case UInt8(ascii: "1"): try plan(body).map(Kind.plan) ?? .other
    case UInt8(ascii: "#"): comment(body.dropFirst())
    case UInt8(ascii: "-"): body.isWord("---") ? .blockStart : .other
    case UInt8(ascii: "."): body.isWord("...") ? .blockEnd : .other
    case UInt8(ascii: "T"), UInt8(ascii: "t"): body.rest(behind: "tap version ") == nil ? .other : .version
    case UInt8(ascii: "B"), UInt8(ascii: "b"): body.rest(behind: "bail out!").map { .bailOut(text($0)) } ?? .other
    default: .other
    }
  }

  private static func plan(_ body: ArraySlice<UInt8>) throws(ReadError) -> Int? {
    guard let rest = body.rest(behind: "1..") else { return nil }
    let digits = rest.prefix { isDigit($0) }
    let behind = rest.dropFirst(digits.count)
    guard behind.first.map({ $0 <= UInt8(ascii: " ") || $0 == UInt8(ascii: "#") }) != false else { return nil }
    guard !digits.isEmpty else { return nil }
    guard let count = Int(String(decoding: digits, as: UTF8.self)) else {
      throw ReadError(met: ReadError.quoted(body), wanted: "a plan, as in 1..12")
    }
    return count
  }

  private static func comment(_ text: ArraySlice<UInt8>) -> Kind {
    let text = text.first == UInt8(ascii: " ") ? text.dropFirst() : text
    if let name = text.rest(behind: "subtest:") { return .subtest(TAPLine.text(name)) }
    return .comment(String(decoding: text, as: UTF8.self))
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes.trimmingBlanks, as: UTF8.self) }
}

/// A test point: `ok 3 - name # SKIP why`.
struct TAPPoint {
  enum Directive: String, CaseIterable { case skip, todo }

  let isOk: Bool
  let number: Int?
  let name: String
  let directive: Directive?
  /// What stands behind the directive.
  let reason: String

  init?(_ body: ArraySlice<UInt8>) {
    let positive = body.rest(behind: "ok")
    guard var rest = positive ?? body.rest(behind: "not ok"), rest.first.map({ $0 <= UInt8(ascii: " ") }) != false
    else { return nil }
    isOk = positive != nil
    rest = rest.trimmingBlanks
    let digits = rest.prefix { TAPLine.isDigit($0) }
    let isNumber = !digits.isEmpty && rest.dropFirst(digits.count).first.map { $0 <= UInt8(ascii: " ") } != false
    number = isNumber ? Int(String(decoding: digits, as: UTF8.self)) : nil
    if isNumber { rest = rest.dropFirst(digits.count).trimmingBlanks }
    let mark = TAPPoint.directive(in: rest)
    directive = mark?.directive
    reason = mark.map { TAPLine.text($0.reason) } ?? ""
    var description = mark.map { rest[..<$0.start] } ?? rest
    if description.first == UInt8(ascii: "-") { description = description.dropFirst() }
    name = TAPPoint.unescaped(description.trimmingBlanks)
  }

  /// The first `#` that no backslash stands before and a directive behind.
  private static func directive(
    in text: ArraySlice<UInt8>
  ) -> (start: Int, directive: Directive, reason: ArraySlice<UInt8>)? {
    for start in text.indices where text[start] == UInt8(ascii: "#") {
      if start > text.startIndex, text[start - 1] == UInt8(ascii: "\\") { continue }
      let body = text[(start + 1)...].trimmingBlanks
      for directive in Directive.allCases {
        guard let rest = body.rest(behind: directive.rawValue) else { continue }
        // Test::More writes `# skip`, others `# SKIPPED:`.
        return (start, directive, rest.drop { $0 > UInt8(ascii: " ") })
      }
    }
    return nil
  }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> String {
    var plain: [UInt8] = []
    var isEscaped = false
    for byte in text {
      let isMark = byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "#")
      if isEscaped, !isMark { plain.append(UInt8(ascii: "\\")) }
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      if !isEscaped { plain.append(byte) }
    }
    if isEscaped { plain.append(UInt8(ascii: "\\")) }
    return String(decoding: plain, as: UTF8.self)
  }
}

extension ArraySlice<UInt8> {
  var trimmingBlanks: ArraySlice {
    let rest = drop { $0 <= UInt8(ascii: " ") }
    return rest.prefix((rest.lastIndex { $0 > UInt8(ascii: " ") } ?? rest.startIndex - 1) + 1 - rest.startIndex)
  }

  /// What follows a beginning, which is in lower case and compared in any; `nil` where that is not there.
  fileprivate func rest(behind start: String) -> ArraySlice? {
    let wanted = start.utf8
    guard count >= wanted.count, zip(self, wanted).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 }) else { return nil }
    return dropFirst(wanted.count)
  }

  /// Whether that is all there is, blanks behind it left out.
  fileprivate func isWord(_ word: String) -> Bool { trimmingBlanks.elementsEqual(word.utf8) }
}
