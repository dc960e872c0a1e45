import Foundation
import Model
import Readers
import Syntax
import Testing

@testable import Runner

private let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Commands")

/// A command of the corpus, with what it is.
struct Labelled: CustomTestStringConvertible {
  var label: String
  var command: String
  var testDescription: String { command }

  static let all: [Labelled] = {
    let text = (try? String(contentsOf: folder.appending(path: "corpus.txt"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      guard let colon = line.range(of: ": ") else { return nil }
      let command = line[colon.upperBound...].replacingOccurrences(of: "\\n", with: "\n")
        .replacingOccurrences(of: "\\t", with: "\t")
      return Labelled(label: String(line[..<colon.lowerBound]), command: command)
    }
  }()
}

struct ScriptCorpusTests {
  private static let index = Result<CommandIndex, any Error> { CommandIndex(try CommandTable.builtIn()) }

  private func read(_ text: String, as path: Path) throws -> Script? {
    let index = try ScriptCorpusTests.index.get()
    let container = try #require(index.container(of: path))
    var source = try ByteSource(Array(text.utf8))
    return Script.read(&source, path, container, by: index)
  }

  @Test func `the corpus is there`() { #expect(Labelled.all.count >= 300) }

  @Test(arguments: Labelled.all)
  func `a command is what its label says`(_ entry: Labelled) throws {
    let script = try #require(try read(entry.command, as: "x.sh"))
    #expect(script.troubles.isEmpty)
    #expect(script.labels == entry.label)
  }

  private static let containers =
    ((try? FileManager.default.subpathsOfDirectory(atPath: folder.appending(path: "containers").path)) ?? [])
    .filter { path in
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: folder.appending(path: "containers").appending(path: path).path)
      return attributes?[.type] as? FileAttributeType == .typeRegular && !path.hasSuffix(".expected")
    }.sorted()

  @Test(arguments: containers)
  func `a container says where its commands stand`(_ path: String) throws {
    let file = folder.appending(path: "containers").appending(path: path)
    let script = try read(String(contentsOf: file, encoding: .utf8), as: Path(path))
    let told = (script?.lines ?? ["nothing of a shell"]).joined(separator: "\n") + "\n"
    let expectation = file.appendingPathExtension("expected")
    if ProcessInfo.processInfo.environment["SIXGATE_RECORD"] == "1" {
      try Data(told.utf8).write(to: expectation)
      Issue.record("recorded; run again without SIXGATE_RECORD")
    }
    #expect(told == (try? String(contentsOf: expectation, encoding: .utf8)))
  }

  @Test(arguments: containers)
  func `no cut of a container traps`(_ path: String) throws {
    let index = try ScriptCorpusTests.index.get()
    let bytes = Array(try Data(contentsOf: folder.appending(path: "containers").appending(path: path)))
    let container = try #require(index.container(of: Path(path)))
    for end in stride(from: 0, to: bytes.count, by: 3) {
      for byte: UInt8 in [0, 0x22, 0x24, 0xFF] {
        var source = try ByteSource(Array(bytes[..<end]) + [byte])
        #expect(Script.read(&source, Path(path), container, by: index)?.commands.count ?? 0 <= 1000)
      }
    }
  }

  @Test func `a script of one endless line is read once`() throws {
    let line = String(repeating: "kubectl apply -f x; ", count: 20_000)
    let script = try #require(try read(line, as: "x.sh"))
    #expect(script.commands.count == 1000)
    #expect(script.troubles.map(\.message) == ["met more than 1000 commands that matter, wanted fewer"])
  }

  @Test(arguments: ["kubectl apply $(kubectl apply) ", "f() { a \"$@\"; }; ", "psql -h h -c \"$(ssh h reboot)\"; "])
  func `no line costs more by standing among many`(_ piece: String) throws {
    let script = try #require(try read(String(repeating: piece, count: 10_000), as: "x.sh"))
    #expect(script.commands.count <= 1000)
  }

  @Test func `places are told in any order`() throws {
    let filler = String(repeating: "echo é\n", count: 2000)
    let script = try #require(try read("\(filler)helm test $(\nkubectl apply -f x\n  kubectl delete y)", as: "x.sh"))
    #expect(script.commands.map(\.location.line) == [2002, 2003, 2001])
    #expect(script.commands.map(\.location.column) == [1, 3, 1])
  }

  @Test(arguments: [
    ("x.sh", "echo 'a"), (".github/workflows/x.yml", "jobs: [\n  run: x"), ("package.json", "{\"scripts\": "),
    ("Jenkinsfile", "sh 'a\n"), ("x.sh", "cat <<EOF\nkubectl apply"),
  ])
  func `what cannot be read is told with its line`(_ path: String, _ text: String) throws {
    let troubles = try #require(try read(text, as: Path(path))).troubles
    #expect(troubles.count == 1)
    #expect(troubles.allSatisfy { $0.location.line != nil && $0.message.contains("wanted") })
  }

  @Test(arguments: [
    ("bash -c \"echo 'a\"", 1), ("ssh host \"echo 'a\"", 1), ("bash -c \"$X 'a\"", 0), ("eval \"$(ssh-agent)\"", 0),
    ("# sixgate:allow infrastructure.direct-upload", 1), ("echo sixgate:allow", 0),
  ])
  func `what cannot be read within a word is told too`(_ text: String, _ count: Int) throws {
    #expect(try #require(try read(text, as: "x.sh")).troubles.count == count)
  }

  @Test func `every command is counted`() throws {
    let script = try #require(try read("a\nb | c # d\nE=1\nif f; then g; fi", as: "x.sh"))
    #expect(script.commandCount == 5)
    #expect(script.pipeline == nil)
  }

  @Test(arguments: [
    ("on: push", true), ("on: [push, pull_request]", true), ("on: { push: {}, pull_request: {} }", true),
    ("on: { push: { branches: ['**'] } }", true), ("on: { push: { branches: [main] } }", false),
    ("on: pull_request", false), ("on: { push: { tags: ['v*'] } }", false),
  ])
  func `a pipeline says what starts it, and whether it judges`(_ on: String, _ isEveryPush: Bool) throws {
    let text = "\(on)\njobs: { a: { steps: [{ run: npm test }] } }\n"
    let pipeline = try #require(try read(text, as: ".github/workflows/x.yml")?.pipeline)
    #expect(pipeline.runsOnEveryPush == isEveryPush)
    #expect(pipeline.checks)
  }

  @Test(
    arguments: [
      (".github/workflows/x.yml", "on: push", []), (".github/workflows/x.yml", "on: [pull_request]", nil),
      (".github/workflows/x.yml", "on: { push: { branches: [main, 'rel/*'] } }", ["main", "rel/*"]),
      (".github/workflows/x.yml", "on: { push: { tags: ['v*'] } }", nil),
      (".github/workflows/x.yml", "on: { push: { paths: [src] } }", []),
      (".github/workflows/x.yml", "on: { workflow_dispatch: {} }", nil), (".gitlab-ci.yml", "stages: [a]", []),
      ("azure-pipelines.yml", "trigger: [main]", nil),
    ] as [(Path, String, [Glob]?)])
  func `a pipeline says which pushes start it`(_ path: Path, _ text: String, _ pushes: [Glob]?) throws {
    #expect(try #require(try read(text, as: path)?.pipeline).pushes == pushes)
  }

  @Test(
    arguments: [
      ("if: github.ref == 'x'", "github.ref == 'x'"),
      ("rules: [{ if: a }, { if: b, when: manual }, { if: c }]", "a || c"),
      ("only: [develop]", "develop"), ("only: { refs: [a, b] }", "a || b"), ("when: manual", "when: manual"),
      ("rules: [{ when: manual }]", ""), ("stage: a", nil),
    ] as [(String, String?)])
  func `a job says when it starts by itself`(_ line: String, _ condition: String?) throws {
    let pipeline = try #require(try read("ship: { \(line), script: [ls] }", as: ".gitlab-ci.yml")?.pipeline)
    #expect(pipeline.conditions == (condition.map { ["ship": $0] } ?? [:]))
  }

  @Test(
    arguments: [
      ("run: docker build -t a .", true, false, false), ("run: docker build --push -t a .", false, true, false),
      ("run: docker push a", false, true, false), ("uses: docker/bake-action@v1", true, false, false),
      ("run: curl -d x https://hooks.slack.com/a", false, false, true),
      ("uses: slackapi/slack-github-action@v1", false, false, true),
      ("run: curl -sS https://example.com", false, false, false),
      ("run: curl -X POST \"$TEAMS_WEBHOOK\"", false, false, true),
      ("run: mail -s done team@x", false, false, true), ("run: slack-notify", false, false, true),
      ("run: echo", false, false, false),
    ])
  func `a pipeline says whether it builds, publishes and tells`(
    _ step: String, _ builds: Bool, _ publishes: Bool, _ tells: Bool
  ) throws {
    let text = "on: push\njobs: { a: { steps: [{ \(step) }] } }"
    let pipeline = try #require(try read(text, as: ".github/workflows/x.yml")?.pipeline)
    #expect((pipeline.builds != nil) == builds)
    #expect(pipeline.publishes == publishes)
    #expect(pipeline.tells == tells)
  }

  @Test(
    arguments: [
      ("3600", "3600 seconds", 0), ("'604800'", "604800 seconds", 7), ("2 weeks", "2 weeks", 14),
      ("3 mos", "3 mos", 90),
      ("1 day and 2h", "1 day and 2h", 1), ("2h20min", "2h20min", 0), ("1 yr 1 week", "1 yr 1 week", 372),
      ("never", nil, 0), ("soon", nil, 0), ("1 fortnight", nil, 0), ("99999999999999999999 days", nil, 0),
    ] as [(String, String?, Int)])
  func `GitLab is told how long a record is kept in words, or in seconds`(
    _ text: String, _ told: String?, _ days: Int
  ) throws {
    let job = "a: { script: [ls], artifacts: { name: audit, expire_in: \(text) } }"
    let doubts = try #require(try read(job, as: ".gitlab-ci.yml")).doubts
    #expect(doubts.map(\.message) == (told.map { ["a record of the pipeline is kept for \($0)"] } ?? []))
    #expect(doubts.allSatisfy { $0.days == days })
  }

  @Test func `a script of another language holds no shell`() throws {
    #expect(try read("#!/usr/bin/env python3\nkubectl apply", as: "x.sh") == nil)
  }
}

extension Script {
  fileprivate var labels: String {
    let words = commands.map { command in
      let word =
        switch command.deed {
        case .changes: command.subject.rawValue
        case .undecided: "?"
        case .unknown: "~"
        }
      return (command.isLocal ? "local " : "") + word
    }
    let lost = doubts.filter { $0.kind != .unsavedPlan }.map { _ in "!" }
    return (words + lost).isEmpty ? "-" : (words + lost).joined(separator: " ")
  }

  fileprivate var lines: [String] {
    let told = commands.map { command in
      let place = "\(command.location.line ?? 0):\(command.location.column ?? 0)"
      let marks = [command.isLocal ? "local" : nil, command.isAwaited ? "awaited" : nil].compactMap { $0 }
      let scene = [command.job, command.environment].compactMap { $0 } + marks
      let deed = "\(command.deed.rawValue) \(command.subject.rawValue)"
      return "\(place) \(deed) [\(scene.joined(separator: ", "))] \(command.text)"
    }
    let lost = doubts.map { "\($0.location.line ?? 0):\($0.location.column ?? 0) \($0.kind.name) \($0.message)" }
    let marked = marks.map { "\($0.lines.lowerBound)-\($0.lines.upperBound) \($0.waiver) allows \($0.rule)" }
    return told + lost + marked + troubles.map { "\($0.location.line ?? 0) \($0.message)" }
  }
}

extension PipelineDoubt.Kind {
  /// Without reflection, of which the program has none.
  fileprivate var name: String {
    switch self {
    case .swallowedFailure: "swallowedFailure"
    case .optionalGate: "optionalGate"
    case .unsavedPlan: "unsavedPlan"
    case .mixedEnvironments: "mixedEnvironments"
    case .untrustedCheckout: "untrustedCheckout"
    case .earlyPublish: "earlyPublish"
    case .unbackedMigration: "unbackedMigration"
    case .untriedMigration: "untriedMigration"
    case .toldSecret: "toldSecret"
    case .movingStep: "movingStep"
    case .shortRetention: "shortRetention"
    case .missingInclude: "missingInclude"
    case .unreadInclude: "unreadInclude"
    }
  }
}
