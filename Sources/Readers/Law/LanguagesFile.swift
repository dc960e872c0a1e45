import Model
import Syntax

extension Classifier {
  static func builtIn() throws(ReadError) -> Classifier {
    let file = try EmbeddedFile.named("languages.yaml")
    guard let everywhere = file["everywhere"], let syntaxes = file["syntaxes"],
      let languages = file["languages"]?.sequence
    else { throw file.error("everywhere, syntaxes and languages") }
    func rows(_ kinds: [(FileKind, String)]) throws(ReadError) -> [(kind: FileKind, globs: [Glob])] {
      var rows: [(kind: FileKind, globs: [Glob])] = []
      for (kind, key) in kinds { rows.append((kind, try everywhere[key]?.globs() ?? [])) }
      return rows
    }
    var known: [Language] = []
    var syntaxesByName: [String: CodeSyntax] = [:]
    for (name, syntax) in try syntaxes.members("syntaxes") { syntaxesByName[name] = try CodeSyntax(syntax) }
    known.reserveCapacity(languages.count)
    for language in languages { known.append(try Language(language, syntaxesByName)) }
    var classifier = Classifier(
      early: try rows([(.vendored, "vendored"), (.generated, "generated"), (.testData, "test-data")]),
      testDirectories: Set(try everywhere["test-directories"]?.strings() ?? []),
      late: try rows([
        (.support, "support"), (.docs, "docs"), (.ci, "ci"), (.build, "build"), (.example, "examples"),
      ]),
      languages: known)
    classifier.words = try Words(everywhere)
    classifier.layout = try Layout(everywhere)
    return classifier
  }

  /// What `classify:` says: globs by kind, which go before all else.
  mutating func take(overrides node: Node) throws(ReadError) {
    try node.check("classify", keys: FileKind.allCases.map(\.rawValue))
    for kind in FileKind.allCases {
      overrides += try node[kind.rawValue]?.globs().map { (glob: $0, kind: kind) } ?? []
    }
  }
}

extension Classifier.Language {
  fileprivate init(_ node: Node, _ syntaxes: [String: CodeSyntax]) throws(ReadError) {
    guard let name = node["name"] else { throw node.error("a language with a name") }
    guard let named = node["syntax"], var syntax = syntaxes[try named.string()] else {
      throw node.error("the syntax of \(try name.string())")
    }
    try syntax.take(testsOf: node)
    self.init(
      name: try name.string(), extensions: Set(try node["source"]?.strings() ?? []),
      names: Set(try node["names"]?.strings() ?? []), tests: try node["tests"]?.globs() ?? [],
      usesTestDirectories: node["test-directories"]?.bool ?? true, twins: try node["twins"]?.strings() ?? [],
      syntax: syntax)
  }
}

extension CodeSyntax {
  fileprivate init(_ node: Node) throws(ReadError) {
    self.init()
    lineComments = try node.texts("line")
    for pair in node["block"]?.sequence ?? [] {
      let ends = try pair.strings().map { Array($0.utf8) }
      guard ends.count == 2 else { throw pair.error("what begins a comment and what ends it") }
      blockComments.append(Pair(open: ends[0], close: ends[1]))
    }
    quotes = try node.texts("quotes").compactMap { $0.first }
    longQuotes = try node.texts("long")
    docsBehind = node["docs"]?.text?.utf8.first
    isIndented = node["indented"]?.bool ?? false
  }

  /// Takes what a language says of tests in its lines.
  fileprivate mutating func take(testsOf language: Node) throws(ReadError) {
    units = try language.texts("units")
    skips = try language.texts("skips")
    guard let inline = language["inline-tests"] else { return }
    inlineTestBlocks = try inline.texts("blocks")
    inlineTestLines = try inline.texts("lines")
  }
}

extension Classifier.Words {
  fileprivate init(_ node: Node) throws(ReadError) {
    self.init()
    declaring = Set(try node.texts("declaring"))
    expectations = try node.texts("expectations")
    spares = try node.texts("spares")
    generatedMarks = try node.texts("generated-marks").map { mark in
      mark.split(separator: UInt8(ascii: "*")).map { Array($0) }
    }
  }
}

extension Classifier.Layout {
  fileprivate init(_ node: Node) throws(ReadError) {
    self.init()
    manifests = try node["manifests"]?.globs() ?? []
    folders = Set(try node["layout"]?.strings() ?? [])
    folderStems = Set(try node["folder-stems"]?.strings() ?? [])
  }
}

extension Node {
  fileprivate func texts(_ key: String) throws(ReadError) -> [[UInt8]] {
    try self[key]?.strings().map { Array($0.utf8) } ?? []
  }
}
