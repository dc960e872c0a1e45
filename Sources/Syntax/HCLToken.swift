/// A word of HCL, and the blanks before it.
struct HCLToken {
  enum Kind {
    case identifier, number, newline, comment
    case openQuote, closeQuote, text, openHeredoc, closeHeredoc
    case openBrace, closeBrace, openBracket, closeBracket, openParenthesis, closeParenthesis
    /// `${` or `%{`, and the brace that closes it.
    case openTemplate, closeTemplate
    case equal, comma, ellipsis, dot, colon, doubleColon, question, bang, minus
    /// Signs of arithmetic but minus, of comparison, and `&&` and `||`.
    case arithmetic, comparison, logic, arrow
  }

  var kind: Kind
  var range: Range<Int>
  /// How many blanks the canonical form has before it.
  var wanted = 0

  /// How many more brackets are open behind it.
  var change: Int {
    switch kind {
    case .openBrace, .openBracket, .openParenthesis, .openTemplate: 1
    case .closeBrace, .closeBracket, .closeParenthesis, .closeTemplate: -1
    default: 0
    }
  }
}
