package import Model
package import Syntax

/// A file that holds code and tests, with the code that another commit has of it and the tests of the checkout.
package struct WithdrawnCode {
  private var before: Side
  private var after: Side
  private var text: [UInt8] = []

  /// What to ask of git: how the file in the checkout differs, all its lines around what does.
  package static func arguments(from commit: String, _ path: Path) -> [String] {
    [
      "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--no-renames", "--patch",
      "--unified=100000000", "--diff-algorithm=myers", commit, "--", path.description,
    ]
  }

  /// - Returns: the file's bytes; `nil` where the two do not differ.
  /// - Throws: `ReadError` where git fails.
  /// - Source: git-diff(1), "Generating patch text with -p"
  package static func read(_ source: inout ByteSource, _ syntax: CodeSyntax) throws(ReadError) -> [UInt8]? {
    var isBegun = false
    var file = WithdrawnCode(before: Side(syntax), after: Side(syntax))
    while let line = try source.nextField(endedBy: UInt8(ascii: "\n")) {
      if isBegun {
        file.take(source.buffer[line])
      } else {
        isBegun = source.buffer[line].starts(with: "@@".utf8)
      }
    }
    return isBegun ? file.text : nil
  }

  private mutating func take(_ line: ArraySlice<UInt8>) {
    let content = line.dropFirst()
    switch line.first {
    case UInt8(ascii: "-"): if !before.isTest(content) { add(content) }
    case UInt8(ascii: "+"): if after.isTest(content) { add(content) }
    case UInt8(ascii: " "):
      _ = (before.isTest(content), after.isTest(content))
      add(content)
    // What git says of a last line without an end.
    default: break
    }
  }

  private mutating func add(_ line: ArraySlice<UInt8>) { text += line + [UInt8(ascii: "\n")] }
}

/// The file on one side of the difference, as far as it was read.
private struct Side {
  private var lines: CodeLines
  private var wasTest = false

  init(_ syntax: CodeSyntax) { lines = CodeLines(syntax, isAtStart: true) }

  /// What is neither code nor test, as a blank line, belongs to what stands before it.
  mutating func isTest(_ line: ArraySlice<UInt8>) -> Bool {
    let kind = lines.take(line)
    if kind == .test || kind == .code { wasTest = kind == .test }
    return wasTest
  }
}
