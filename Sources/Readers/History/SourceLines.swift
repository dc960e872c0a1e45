package import Model
package import Syntax

extension SourceText {
  /// Counts the lines of a source, and finds the tests among them where its language has tests in sources.
  package static func read(_ source: inout ByteSource, _ syntax: CodeSyntax?) throws(ReadError) -> SourceText {
    var text = SourceText(lines: 0)
    let end = UInt8(ascii: "\n")
    guard let syntax, syntax.hasInlineTests else {
      while let lines = try source.nextLines() {
        let hasEnd = source.buffer[lines.upperBound - 1] == end
        text.lines += source.buffer.count(of: end, in: lines) + (hasEnd ? 0 : 1)
      }
      return text
    }
    var code = CodeLines(syntax, isAtStart: true)
    while let line = try source.nextField(endedBy: end) {
      text.lines += 1
      if code.take(source.buffer[line]) == .test { text.add(test: text.lines) }
    }
    return text
  }

  private mutating func add(test line: Int) {
    if let last = tests.last, last.upperBound == line - 1 {
      tests[tests.count - 1] = last.lowerBound...line
    } else {
      tests.append(line...line)
    }
  }
}
