import Model
import Readers
import Testing

@testable import Runner

/// What pipelines of GitLab take from elsewhere.
struct ReadIncludesTests {
  private func scripts(_ files: [Path: String]) throws -> [Script] {
    let law = try Policy.builtIn()
    let all = RepositoryFiles(
      files.keys.sorted().map { RepositoryFile(path: $0, kind: law.classifier.kind(of: $0)) })
    let matter = Case(
      evidence: Evidence(), files: all, change: Change(base: "aaa", head: "bbb"), policy: law,
      instant: Instant(seconds: 0))
    return readScripts(matter, in: .holding(files.mapValues { Array($0.utf8) }))
  }

  /// What is said of a repository with that pipeline and a few other files.
  private func told(_ pipeline: String, _ others: [Path: String] = [:]) throws -> [String] {
    try scripts(others.merging([".gitlab-ci.yml": pipeline]) { _, new in new }).flatMap { script in
      script.doubts.map { "\($0.kind == .missingInclude ? "missing" : "unread") \($0.location): \($0.message)" }
        + script.troubles.map { "\($0.location): \($0.message)" }
    }
  }

  private func read(_ pipeline: String, _ others: [Path]) throws -> [Path] {
    let ship = "ship: { script: [kubectl apply -f x] }"
    var files = Dictionary(uniqueKeysWithValues: others.map { ($0, ship) })
    files[".gitlab-ci.yml"] = pipeline
    return try scripts(files).filter { !$0.commands.isEmpty }.map(\.path)
  }

  @Test(
    arguments: [
      ("include: /ci/a.yml", ["ci/a.yml"]), ("include: { local: ci/a.yml }", ["ci/a.yml"]),
      ("include: [{ local: ./ci/a.yml }, ci/b.yml]", ["ci/a.yml", "ci/b.yml"]),
      ("include: { local: 'ci/*.yml' }", ["ci/a.yml", "ci/b.yml"]),
      ("include: { local: '/ci/**.yml' }", ["ci/a.yml", "ci/b.yml", "ci/more/c.yml"]),
      ("include: { local: 'ci/**/*.yml' }", ["ci/a.yml", "ci/b.yml", "ci/more/c.yml"]),
      ("include: { local: '*.yml' }", ["top.yml"]),
      ("x: { trigger: { include: ci/a.yml } }", ["ci/a.yml"]),
      ("x: { trigger: { include: [{ local: ci/more/c.yml }] } }", ["ci/more/c.yml"]),
    ] as [(String, [Path])])
  func `files that are included are read, whatever they are called`(_ pipeline: String, _ paths: [Path]) throws {
    #expect(try read(pipeline, ["ci/a.yml", "ci/b.yml", "ci/more/c.yml", "ci/d.txt", "top.yml"]) == paths)
  }

  @Test func `what includes itself is read once`() throws {
    #expect(try told("include: a.yml", ["a.yml": "include: [a.yml, .gitlab-ci.yml]"]).isEmpty)
  }

  @Test(
    arguments: [
      ("include: gone.yml", "missing .gitlab-ci.yml:1:10: include: gone.yml names no file of the repository"),
      (
        "include: [{ local: /ci/gone.yml }]",
        "missing .gitlab-ci.yml:1:20: include: /ci/gone.yml names no file of the repository"
      ),
      (
        "x: { trigger: { include: no.yml } }",
        "missing .gitlab-ci.yml:1:26: include: no.yml names no file of the repository"
      ),
      (
        "include: { local: 'ci/*.yml' }",
        "unread .gitlab-ci.yml:1:19: include: ci/*.yml names no file of the repository"
      ),
      (
        "include: { local: a.yml, rules: [] }",
        "unread .gitlab-ci.yml:1:19: include: a.yml names no file of the repository"
      ),
      (
        "include: https://x/d.yml",
        "unread .gitlab-ci.yml:1:10: include: https://x/d.yml is kept elsewhere, and is not read here"
      ),
      (
        "include: { remote: https://x/d.yml }",
        "unread .gitlab-ci.yml:1:20: include: remote https://x/d.yml is kept elsewhere, and is not read here"
      ),
      (
        "include: { project: a/b, file: c.yml }",
        "unread .gitlab-ci.yml:1:21: include: project a/b is kept elsewhere, and is not read here"
      ),
      (
        "include: [{ template: Jobs/SAST }]",
        "unread .gitlab-ci.yml:1:23: include: template Jobs/SAST is kept elsewhere, and is not read here"
      ),
      (
        "include: { component: x/y@1 }",
        "unread .gitlab-ci.yml:1:23: include: component x/y@1 is kept elsewhere, and is not read here"
      ),
      (
        "include: { local: $WHICH }",
        "unread .gitlab-ci.yml:1:19: include: $WHICH is kept elsewhere, and is not read here"
      ),
      (
        "include: { loacl: a.yml }",
        ".gitlab-ci.yml:1:10: met a mapping as an include, wanted local, remote, project, template, component or artifact"
      ),
      (
        "x: { extends: .nope }", "missing .gitlab-ci.yml:1:15: extends: .nope, and nothing of the pipeline is called so"
      ),
      (
        "x: { extends: [y, .nope] }\ny: { script: [ls] }",
        "missing .gitlab-ci.yml:1:19: extends: .nope, and nothing of the pipeline is called so"
      ),
      (
        "x: { script: [!reference [.nope, script]] }",
        "missing .gitlab-ci.yml:1:15: !reference [.nope, script], and nothing of the pipeline is called so"
      ),
      (
        ".y: { script: [ls] }\nx: { script: [!reference [.y, before]] }",
        "missing .gitlab-ci.yml:2:15: !reference [.y, before], and nothing of the pipeline is called so"
      ),
    ])
  func `what is not there or not read is said`(_ pipeline: String, _ words: String) throws {
    #expect(try told(pipeline) == [words])
  }

  @Test func `what may stand in a file that is not read is not called missing`() throws {
    let told = try told("include: { project: a/b, file: c.yml }\nx: { extends: .nope }")
    #expect(told.count == 2)
    #expect(told.last == "unread .gitlab-ci.yml:2:15: extends: .nope, which is not in this repository")
  }

  @Test func `templates for others may extend what others have`() throws {
    let template = "x: { extends: .nope, script: [!reference [.no, script]] }"
    let scripts = try scripts(["ci/build.gitlab-ci.yml": template])
    #expect(scripts.flatMap(\.doubts).map(\.kind) == [.unreadInclude, .unreadInclude])
  }

  @Test(arguments: [
    "include: a.yml\nx: { extends: .base, script: [!reference [.base, script]] }",
    "include: a.yml\nx: { script: [!reference [.base, script]] }", "x:\n  extends: $[[ inputs.base ]]",
    "x: { script: [[ls, [pwd]]] }\ny: { script: [!reference [x, script]] }",
    "variables: { A: b }\nx: { variables: !reference [variables] }",
  ])
  func `what is there is not spoken of`(_ pipeline: String) throws {
    #expect(try told(pipeline, ["a.yml": ".base: { script: [ls] }"]).isEmpty)
  }

  @Test func `a test's pipeline takes what it will`() throws {
    let scripts = try scripts(["tests/.gitlab-ci.yml": "include: gone.yml"])
    #expect(scripts.flatMap(\.doubts).isEmpty)
  }

  @Test func `a list of references on one line costs no more than its length`() throws {
    let many = String(repeating: "!reference [a, script], ", count: 4000)
    #expect(try scripts([".gitlab-ci.yml": "a: { script: [ls] }\nx: { script: [\(many)] }"]).count == 1)
  }
}
