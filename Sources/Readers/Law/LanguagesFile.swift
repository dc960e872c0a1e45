import Model
import Syntax

extension Classifier {
  static func builtIn() throws(ReadError) -> Classifier {
    let file = try EmbeddedFile.named("languages.yaml")
    guard let everywhere = file["everywhere"], let languages = file["languages"]?.sequence else {
      throw file.error("everywhere and languages")
    }
    func rows(_ kinds: [(FileKind, String)]) throws(ReadError) -> [(kind: FileKind, globs: [Glob])] {
      var rows: [(kind: FileKind, globs: [Glob])] = []
      for (kind, key) in kinds { rows.append((kind, try everywhere[key]?.globs() ?? [])) }
      return rows
    }
    var known: [Language] = []
    for language in languages { known.append(try Language(language)) }
    return Classifier(
      early: try rows([(.vendored, "vendored"), (.generated, "generated"), (.testData, "test-data")]),
      testDirectories: Set(try everywhere["test-directories"]?.strings() ?? []),
      late: try rows([
        (.support, "support"), (.docs, "docs"), (.ci, "ci"), (.build, "build"), (.example, "examples"),
      ]),
      languages: known)
  }

  /// What `classify:` says: globs by kind, which go before all else.
  mutating func take(overrides node: Node) throws(ReadError) {
    let members = try node.members("classify")
    try members.check(keys: FileKind.allCases.map(\.rawValue), of: "classify")
    for kind in FileKind.allCases {
      overrides += try node[kind.rawValue]?.globs().map { (glob: $0, kind: kind) } ?? []
    }
  }
}

extension Classifier.Language {
  fileprivate init(_ node: Node) throws(ReadError) {
    guard let name = node["name"] else { throw node.error("a language with a name") }
    self.init(
      name: try name.string(), extensions: Set(try node["source"]?.strings() ?? []),
      names: Set(try node["names"]?.strings() ?? []), tests: try node["tests"]?.globs() ?? [],
      usesTestDirectories: node["test-directories"]?.bool ?? true, hasInlineTests: node["inline-tests"]?.bool ?? false,
      twins: try node["twins"]?.strings() ?? [])
  }
}
