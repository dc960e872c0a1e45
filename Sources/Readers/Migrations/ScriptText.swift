import Model

/// A module of JavaScript or TypeScript, as far as it says how a migration is taken back.
struct ScriptText {
  private let text: String

  init(_ bytes: [UInt8]) { text = String(decoding: bytes, as: UTF8.self) }

  /// Whether a function `down` is there and holds more than comments, an error or an empty return.
  var hasDown: Bool {
    for mark in ["exports.down", "function down", "const down", "async down", "down: async", "down: function", "down("]
    {
      guard let found = text.firstRange(of: mark) else { continue }
      return ScriptText.does(text[found.upperBound...])
    }
    return false
  }

  /// Whether what follows, up to the brace that closes it, does anything.
  private static func does(_ rest: Substring) -> Bool {
    guard let open = rest.firstIndex(of: "{") else { return true }
    // `knex => knex.schema.dropTable("a")` has no braces.
    if let arrow = rest.firstRange(of: "=>"), arrow.lowerBound < open {
      let next = rest[arrow.upperBound...].first { !$0.isWhitespace }
      if next != "{" { return true }
    }
    var depth = 0
    var body = ""
    for character in rest[open...].prefix(4000) {
      if character == "{" { depth += 1 }
      if character == "}" {
        depth -= 1
        if depth == 0 { break }
      }
      body.append(character)
    }
    let statements = body.dropFirst().split(whereSeparator: { $0 == "\n" || $0 == ";" }).map(\.trimmed).filter {
      !$0.isEmpty && !$0.hasPrefix("//") && !$0.hasPrefix("*") && !$0.hasPrefix("/*")
    }
    return statements.contains { !$0.hasPrefix("throw ") && $0 != "return" && $0 != "return Promise.resolve()" }
  }
}
