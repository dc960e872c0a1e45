import Model
import Readers
import Testing

@testable import Runner

/// Which files of a repository are read for their commands.
struct ReadScriptsTests {
  private func scripts(_ files: [Path: String], under policy: String = "") throws -> [Path] {
    let law = try Policy.file(Array(policy.utf8))
    let all = RepositoryFiles(
      files.keys.sorted().map { RepositoryFile(path: $0, kind: law.classifier.kind(of: $0)) })
    let matter = Case(
      evidence: Evidence(), files: all, change: Change(base: "aaa", head: "bbb"), policy: law,
      instant: Instant(seconds: 0))
    return readScripts(matter, in: .holding(files.mapValues { Array($0.utf8) })).filter(\.saysSomething).map(\.path)
  }

  @Test func `what a test or an example does is told as theirs, and its failures are nobody's`() throws {
    let files: [Path: String] = [
      "tests/e2e/up.sh": "kubectl apply -f x\nnpm test || true\necho 'a", "examples/up.sh": "kubectl apply -f x",
      "tests/fixtures/ci.yml": "run: kubectl apply", "lib/a.sh": "ls",
    ]
    let law = try Policy.builtIn()
    let all = RepositoryFiles(
      files.keys.sorted().map { RepositoryFile(path: $0, kind: law.classifier.kind(of: $0)) })
    let matter = Case(
      evidence: Evidence(), files: all, change: Change(base: "aaa", head: "bbb"), policy: law,
      instant: Instant(seconds: 0))
    let scripts = readScripts(matter, in: .holding(files.mapValues { Array($0.utf8) }))
    #expect(scripts.map(\.path) == ["examples/up.sh", "lib/a.sh", "tests/e2e/up.sh"])
    #expect(scripts.map(\.isTest) == [true, false, true])
    #expect(scripts.allSatisfy { $0.doubts.isEmpty && $0.troubles.isEmpty })
  }

  @Test func `a file that a pipeline of GitLab includes is one, whatever it is called`() throws {
    let files: [Path: String] = [
      ".gitlab-ci.yml": "include: { local: /ship/it.yml }", "ship/it.yml": "include: ship/more.yml",
      "ship/more.yml": "ship: { script: [kubectl apply -f x] }", "ship/other.yml": "ship: { script: [kubectl apply] }",
    ]
    #expect(try scripts(files) == ["ship/more.yml"])
  }

  @Test(
    arguments: [
      ("deploy.sh", "kubectl apply -f x", true), ("deploy.sh", "kubectl get pods", false),
      ("bin/deploy", "#!/bin/bash\nkubectl apply -f x", true),
      ("bin/deploy", "#!/usr/bin/python3\nkubectl apply", false),
      ("notes", "kubectl apply", false), ("src/a.py", "kubectl apply", false),
      ("tests/e2e/up.sh", "kubectl apply -f x", true), ("vendor/a/up.sh", "kubectl apply -f x", false),
      ("Makefile", "all:\n\tkubectl apply -f x", true), ("docs/run.md", "```sh\nkubectl apply -f x\n```", true),
      ("ci.sh", "npm test || true", true), ("x.sh", "echo 'a", true),
    ] as [(Path, String, Bool)])
  func `scripts that say something of running systems are told`(_ path: Path, _ text: String, _ isTold: Bool) throws {
    #expect(try scripts([path: text]) == (isTold ? [path] : []))
  }

  private func pipeline(_ text: String) throws -> Script {
    let law = try Policy.builtIn()
    let path: Path = ".github/workflows/ci.yml"
    let matter = Case(
      evidence: Evidence(), files: RepositoryFiles([RepositoryFile(path: path, kind: .ci)]), change: Change(),
      policy: law,
      instant: Instant(seconds: 0))
    return try #require(readScripts(matter, in: .holding([path: Array(text.utf8)])).first)
  }

  @Test(
    arguments: [
      ("run: kustomize edit set image a=b:1", true, false), ("run: yq -i '.a = 1' k8s/a.yaml", true, false),
      ("run: yq '.a' k8s/a.yaml", false, false), ("run: sed -i s/a/b/ k8s/a.yaml", true, false),
      ("run: sed s/a/b/ k8s/a.yaml", false, false), ("run: sed -i s/a/b/ version.txt", false, false),
      ("run: git commit -am x", false, true), ("uses: stefanzweifel/git-auto-commit-action@v5", false, true),
      ("run: git status", false, false),
    ] as [(String, Bool, Bool)])
  func `a pipeline writes into manifests and commits`(_ step: String, _ writes: Bool, _ commits: Bool) throws {
    let script = try pipeline("on: push\njobs:\n  a:\n    steps:\n      - \(step)\n")
    #expect(script.pipeline?.writesManifests == writes)
    #expect(script.pipeline?.commits == commits)
  }

  @Test(
    arguments: [
      (["npm run migration:up", "npm run migration:down", "npm run migration:up"], "staging", "prod", true),
      (["alembic upgrade head", "alembic downgrade -1", "alembic upgrade head"], "staging", "prod", true),
      (["alembic upgrade head", "alembic downgrade -1"], "staging", "prod", false),
      (["alembic downgrade -1", "alembic upgrade head"], "staging", "prod", false),
      (["alembic upgrade head", "alembic upgrade head"], "staging", "prod", false),
      (["alembic upgrade head", "alembic downgrade -1", "alembic upgrade head"], "prod-a", "prod", false),
      ([], "staging", "dev", true),
    ] as [([String], String, String, Bool)])
  func `a migration is tried both ways before production`(
    _ commands: [String], _ first: String, _ second: String, _ isTried: Bool
  ) throws {
    let script = try pipeline(
      """
      on: push
      jobs:
        \(first):
          steps:
            - run: \(["true"] + commands)
        \(second):
          needs: \(first)
          steps:
            - run: alembic upgrade head
      """.replacing("run: [", with: "run: |\n            ").replacing("\", \"", with: "\n            ")
        .replacing("\"]", with: "").replacing("\"", with: ""))
    #expect(script.doubts.contains { $0.kind == .untriedMigration } != isTried)
  }

  @Test func `what a policy says of tools goes before the table`() throws {
    let own = """
      infrastructure:
        tools:
          - { names: [kubectl], subject: cluster, reads: [apply], otherwise: reads }
          - { names: [shipit], subject: cloud, changes: [now], otherwise: reads }
      """
    #expect(try scripts(["a.sh": "kubectl apply -f x", "b.sh": "shipit now"], under: own) == ["b.sh"])
  }

  @Test(arguments: ["{ names: [a] }", "{ names: [a], subject: moon }", "{ names: [a], subject: cloud, verbs: [b] }"])
  func `a tool that is not described is refused`(_ tool: String) {
    #expect(throws: (any Error).self) { try scripts([:], under: "infrastructure: { tools: [\(tool)] }") }
  }
}

extension Script {
  fileprivate var saysSomething: Bool { !commands.isEmpty || !doubts.isEmpty || !troubles.isEmpty }
}
