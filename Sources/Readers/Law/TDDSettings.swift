import Model
import Syntax

extension Setting {
  /// What can be set of gate 1.
  static let tdd: [Setting] = [
    Setting(
      "tdd.level", .words(Policy.TDD.Level.allCases.map(\.rawValue)), "How much of the cycle is verified",
      example: "pairing"
    ) {
      node, policy throws(ReadError) in
      policy.tdd.level = try node.word(Policy.TDD.Level.self)
    },
    texts(
      "tdd.types", "The types that a commit's subject may have", { $1(&$0.tdd.types) }, .shorter,
      example: "[feat, fix, test]"),
    steps("tdd.steps", "The types that say a step of the cycle", { $1(&$0.tdd.steps) }),
    steps("tdd.marks", "What else says one, at either end of a subject", { $1(&$0.tdd.marks) }),
    texts(
      "tdd.reverts", "The types of commits that take others back", { $1(&$0.tdd.typesOfReverts) }, .shorter,
      example: "[revert]"),
    texts(
      "tdd.types-without-production", "Those that never bring production code", { $1(&$0.tdd.typesWithoutProduction) },
      .longer,
      example: "[test, docs, ci]"),
    Setting(
      "tdd.same-commit", .words(["fail", "warn", "pass"]), "What tests in the same commit as their code mean",
      initial: "fail", direction: .earlier,
      loosens: { ($1.rules["tdd.same-commit"]?.effect.rank ?? 0) < ($0.rules["tdd.same-commit"]?.effect.rank ?? 0) }
    ) {
      node, policy throws(ReadError) in
      let effects: [String: Effect] = ["fail": .fail, "warn": .warn, "pass": .note]
      guard let effect = effects[node.text ?? ""] else { throw node.error("fail, warn or pass") }
      policy.rules["tdd.same-commit"]?.effect = effect
    },
    Setting(
      "tdd.refactor", .words(["required", "optional"]), "Whether each cycle ends with a refactoring",
      initial: "optional", direction: .earlier,
      loosens: { $0.tdd.requiresRefactoring && !$1.tdd.requiresRefactoring }
    ) {
      node, policy throws(ReadError) in
      guard let word = node.text, ["optional", "required"].contains(word) else {
        throw node.error("optional or required")
      }
      policy.tdd.requiresRefactoring = word == "required"
    },
    globs(
      "tdd.bots", "Authors who keep dependencies up to date", { $1(&$0.tdd.bots) }, .shorter, example: "[\"renovate*\"]"
    ),
    Setting(
      "tdd.covers", "list of { tests, source }", "Which tests are about which files, where names cannot tell",
      example: "[{ tests: \"e2e/**\", source: \"src/web/**\" }]"
    ) {
      node, policy throws(ReadError) in
      for entry in node.sequence ?? [node] { policy.tdd.covers.append(try Policy.Covering(entry)) }
    },
    texts(
      "tdd.picked-from", "Branches from which commits may be picked without a test of their own",
      { $1(&$0.tdd.pickedFrom) },
      .shorter, example: "[main]"),
    Setting(
      "tdd.replay", "command, or { run, seconds }",
      "What runs the tests of a commit and writes reports of them into the folder SIXGATE_REPORTS",
      example: "{ run: 'make test REPORTS=\"$SIXGATE_REPORTS\"', seconds: 300 }"
    ) { node, policy throws(ReadError) in policy.tdd.replay = try TestRunner(node, keys: ["run", "seconds"]) },
    Setting(
      "tdd.runners", "list of { manifest, run, seconds }",
      "What does where nothing is said: the first whose manifest stands at the top of the repository",
      example: "[{ manifest: build.zig, run: sh tests/report.sh }]"
    ) {
      node, policy throws(ReadError) in
      policy.tdd.runners = []
      for entry in node.entries {
        policy.tdd.runners.append(try TestRunner(entry, keys: ["manifest", "run", "seconds"]))
      }
    },
    Setting(
      "tdd.since", "{ commit, because }", "The commit after which the law holds",
      example: "{ commit: 4f2a91c07b, because: the policy begins here }"
    ) {
      node, policy throws(ReadError) in
      try node.check("tdd.since", keys: ["commit", "because"])
      guard let commit = node["commit"], let reason = node["because"] else { throw node.error("commit and because") }
      policy.tdd.since = try commit.string()
      policy.tdd.sinceReason = try reason.string()
    },
  ]

  private static func steps(_ name: String, _ about: String, _ place: @escaping Place<[Step: [String]]>) -> Setting {
    Setting(name, "{ red, green, refactor: texts }", about, example: "{ red: [test] }") {
      node, policy throws(ReadError) in
      try node.check(name, keys: Step.allCases.map(\.rawValue))
      for step in Step.allCases {
        guard let texts = try node[step.rawValue]?.strings() else { continue }
        place(&policy) { $0[step] = texts }
      }
    }
  }
}

extension Policy.Covering {
  fileprivate init(_ node: Node) throws(ReadError) {
    try node.check("tdd.covers", keys: ["tests", "source"])
    guard let tests = node["tests"], let source = node["source"] else { throw node.error("tests and source") }
    self.init(tests: Glob(try tests.string()), source: Glob(try source.string()))
  }
}

extension TestRunner {
  fileprivate init(_ node: Node, keys: [String]) throws(ReadError) {
    guard node.mapping != nil else {
      self.init(command: try node.string())
      return
    }
    try node.check("a test command", keys: keys)
    guard let command = node["run"] else { throw node.error("a test command with run") }
    let manifest = try node["manifest"]?.string() ?? "*"
    self.init(manifest: Glob(manifest), command: try command.string(), seconds: try node["seconds"]?.whole())
  }
}
