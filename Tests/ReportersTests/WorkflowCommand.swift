/// A command as the runner of GitHub Actions takes it from a line of a log.
///
/// Stricter than the runner: every name counts, not only those that it knows.
/// - Source: actions/runner, src/Runner.Common/ActionCommand.cs
struct WorkflowCommand: Equatable {
  var name: String
  var properties: [String: String] = [:]
  var data = ""

  /// The commands in a text; lines end as .NET reads them, at `\n`, `\r` or both.
  static func all(in text: String) -> [WorkflowCommand] {
    text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.compactMap { line in
      let scalars = Array(line)
      return colons(scalars) ?? brackets(scalars)
    }
  }

  /// `::name key=value,key=value::data`, blanks before it left out.
  private static func colons(_ line: [Unicode.Scalar]) -> WorkflowCommand? {
    // What has no width counts as a blank here: .NET compares by culture, which overlooks it.
    let rest = Array(line.drop { $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint })
    guard rest.starts(with: "::".unicodeScalars) else { return nil }
    guard let end = rest.indices.dropFirst(2).first(where: { rest[$0...].starts(with: "::".unicodeScalars) }) else {
      return nil
    }
    let escapes = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]
    var command = WorkflowCommand(head: Array(rest[2..<end]), separator: ",", escapes: escapes)
    command.data = unescaped(rest[(end + 2)...], [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")])
    return command
  }

  /// `##[name key=value;key=value]data`, anywhere in the line; the marks of Azure and TeamCity likewise.
  private static func brackets(_ line: [Unicode.Scalar]) -> WorkflowCommand? {
    let seen = line.filter { !$0.properties.isDefaultIgnorableCodePoint }
    let folded = seen.map { Unicode.Scalar($0.properties.lowercaseMapping) ?? $0 }
    for mark in ["##[", "##vso[", "##teamcity["] {
      let found = folded.indices.first { folded[$0...].starts(with: mark.unicodeScalars) }
      guard let found else { continue }
      // GitHub and Azure want the closing bracket too; a mark without one is no good sign either.
      let head = seen[(found + mark.unicodeScalars.count)...].prefix { $0 != "]" }
      return WorkflowCommand(head: Array(head), separator: ";", escapes: [])
    }
    return nil
  }

  private init(head: [Unicode.Scalar], separator: Unicode.Scalar, escapes: [(String, String)]) {
    name = String(String.UnicodeScalarView(head.prefix { $0 != " " }))
    for pair in head.drop(while: { $0 != " " }).dropFirst().split(separator: separator) {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      properties[String(String.UnicodeScalarView(parts[0]))] = WorkflowCommand.unescaped(parts[1], escapes)
    }
  }

  private static func unescaped(_ scalars: ArraySlice<Unicode.Scalar>, _ escapes: [(String, String)]) -> String {
    var text = String.UnicodeScalarView()
    var rest = scalars
    while let next = rest.first {
      let escape = escapes.first { rest.starts(with: $0.0.unicodeScalars) }
      text.append(contentsOf: escape?.1.unicodeScalars ?? String(next).unicodeScalars)
      rest = rest.dropFirst(escape?.0.unicodeScalars.count ?? 1)
    }
    return String(text)
  }
}
