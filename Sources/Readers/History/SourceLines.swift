package import Model
package import Syntax

extension SourceText {
  /// Counts the lines of a source, and finds the tests among them where its language has tests in sources.
  package static func read(_ source: inout ByteSource, _ syntax: CodeSyntax?) throws(ReadError) -> SourceText {
    var text = SourceText(lines: 0)
    var code = syntax.flatMap { $0.hasInlineTests ? CodeLines($0, isAtStart: true) : nil }
    while let line = try source.nextField(endedBy: UInt8(ascii: "\n")) {
      text.lines += 1
      if code?.take(source.buffer[line]) == .test { text.add(test: text.lines) }
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
