import Testing

@testable import Model

struct ClassifierTests {
  /// Languages whose tests go by folder, by name and by both.
  private let classifier = Classifier(
    early: [(.vendored, ["**/vendor/**"]), (.generated, ["*.pb.go"]), (.testData, ["**/testdata/**"])],
    testDirectories: ["tests", "spec"],
    late: [(.support, ["**/testing/**"]), (.docs, ["docs/**", "*.md"]), (.build, ["Makefile", "*.gradle"])],
    languages: [
      language("python", ["py"], tests: ["test_*.py", "*_test.py"], usesTestDirectories: true),
      language("go", ["go"], tests: ["*_test.go"], usesTestDirectories: false),
      language("rust", ["rs"], tests: [], usesTestDirectories: true),
      language("ruby", ["rb"], names: ["Rakefile"], tests: ["**/spec/**/*_spec.rb"], usesTestDirectories: true),
    ])

  private static func language(
    _ name: String, _ extensions: Set<String>, names: Set<String> = [], tests: [Glob], usesTestDirectories: Bool
  ) -> Classifier.Language {
    Classifier.Language(
      name: name, extensions: extensions, names: names, tests: tests, usesTestDirectories: usesTestDirectories,
      twins: [])
  }

  @Test(
    arguments: [
      ("vendor/a/b_test.go", .vendored), ("api/x.pb.go", .generated), ("pkg/testdata/a.go", .testData),
      ("a/b_test.go", .test), ("test_a.py", .test), ("tests/helpers.py", .test), ("tests/conftest.py", .test),
      ("tests/data.json", .testData), ("tests/run.go", .source), ("spec/a_spec.rb", .test), ("tests/a.rs", .test),
      ("src/a.rs", .source), ("lib/testing/a.py", .support), ("docs/conf.py", .docs), ("README.md", .docs),
      ("tests/README.md", .testData), ("Makefile", .build), ("Rakefile", .source), ("a/latest/b.py", .source),
      ("contest/tests.py", .source), ("tests", .other), ("a.unknown", .other), ("", .other), ("a.PY", .other),
    ] as [(Path, FileKind)])
  func `a path is what the first row that answers says`(_ path: Path, _ kind: FileKind) {
    #expect(classifier.kind(of: path) == kind)
  }

  @Test func `what a repository says of its own paths comes first`() {
    var classifier = classifier
    classifier.overrides = [("vendor/ours/**", .source), ("**", .docs)]
    #expect(classifier.kind(of: "vendor/ours/a.go") == .source)
    #expect(classifier.kind(of: "vendor/theirs/a.go") == .docs)
  }

  @Test func `a language is known by name before extension`() {
    #expect(classifier.language(of: "x/Rakefile")?.name == "ruby")
    #expect(classifier.language(of: "a/b.rs")?.name == "rust")
    #expect(classifier.language(of: "rs") == nil)
    #expect(classifier.language(of: ".py") == nil)
  }

  @Test func `languages that were replaced are forgotten`() {
    var classifier = classifier
    classifier.languages = [ClassifierTests.language("swift", ["swift"], tests: [], usesTestDirectories: true)]
    #expect(classifier.kind(of: "a.rb") == .other)
    #expect(classifier.kind(of: "a.py") == .other)
    #expect(classifier.kind(of: "a.swift") == .source)
  }
}
