import Syntax

/// Tells a template of Helm, or of another tool, from YAML that is broken: its marks are YAML's own braces and parse, or half parse.
enum HelmTemplate {
  static func error(line: Int?, mark: String = "{{") -> ReadError {
    ReadError(
      line: line, met: "a template (\"\(mark)\" outside of quotes)",
      wanted: "the manifests that Helm or another tool renders from it, or quotes")
  }

  /// The error in words for a template, where YAML's trouble is at a line with a mark, or right behind one.
  ///
  /// The source was read up to the trouble; its last block at least is still there to be looked at.
  static func error(behind trouble: ReadError, in source: borrowing ByteSource) -> ReadError? {
    guard let line = trouble.line, line >= source.line(at: 0) else { return nil }
    let count = line - source.line(at: 0) + 1
    let lines = source.buffer.split(separator: UInt8(ascii: "\n"), maxSplits: count, omittingEmptySubsequences: false)
    let filled = lines.prefix(count).enumerated().reversed().filter { $0.element.contains { $0 > 0x20 } }
    let first = source.line(at: 0)
    return filled.prefix(2).compactMap { place, text in mark(in: text).map { error(line: first + place, mark: $0) } }
      .first
  }

  /// What opens an action, or a statement of Jinja, or closes an action of several lines. `}}` alone may close two
  /// mappings.
  private static func mark(in line: ArraySlice<UInt8>) -> String? {
    ["{{", "{%", "*/}}", "-}}"].first { mark in
      line.indices.contains { line[$0...].starts(with: mark.utf8) }
    }
  }

  /// What a key that is no text stands for: `{{ x }}` parses as a mapping whose key is the mapping `{x: null}`.
  static func error(key: Int, in tape: Tape) -> ReadError {
    var (count, isNull): (Int, Bool) = (0, false)
    tape.forEachMember(of: key) { _, value in
      count += 1
      isNull = tape.isNull(value)
    }
    if count == 1, isNull { return error(line: tape.line(key)) }
    return ReadError(line: tape.line(key), met: "\(tape.words(key)) as a key", wanted: "text")
  }
}
