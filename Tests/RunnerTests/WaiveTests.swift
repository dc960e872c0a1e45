import Model
import Readers
import Syntax
import Testing

@testable import Runner

/// What became of a verdict on security under waivers, and what is told of these.
private func waived(
  _ findings: [Finding], by waivers: Waiver..., gate: GateID = .security, manifests: Manifests = Manifests()
) throws -> (verdict: Verdict, told: [Finding]) {
  var evidence = Evidence()
  evidence.manifests = manifests
  let matter = Case(evidence: evidence, change: Change(), inputs: [], policy: try .ofThree(), instant: .noon)
  let judged = waivers.map { waiver in
    JudgedWaiver(
      path: waiver.origin, waiver: waiver, refusals: waiver.refusals(under: matter.policy, at: matter.instant))
  }
  var hearing = Waivers(judged, in: matter)
  let verdict = hearing.pardon(Verdict(gate: gate, outcome: Outcome(of: findings), findings: findings))
  return (verdict, hearing.told(after: [verdict]))
}

private func found(
  _ rule: RuleID = "security.high", _ effect: Effect = .fail, _ message: String = "CVE-2026-0001 in libexample",
  at path: Path = "requirements.txt", line: Int? = nil
) -> Finding {
  Finding(rule: rule, effect: effect, message: message, location: Location(path, line: line), remedy: "")
}

/// A verdict on a change under a skip of whole gates.
private func skipped(
  _ gate: GateID, by amend: (inout Waiver) -> Void = { _ in }, of change: Change = .hotfix, history: History? = nil,
  findings: [Finding] = [found()]
) throws -> (verdict: Verdict, told: [Finding]) {
  var matter = Case(
    evidence: Evidence(), change: change, inputs: [], policy: try .ofThree(), instant: .noon)
  matter.evidence.history = history
  let waiver = Waiver.skip(amend)
  let refusals = waiver.refusals(under: matter.policy, at: matter.instant)
  var waivers = Waivers([JudgedWaiver(path: waiver.origin, waiver: waiver, refusals: refusals)], in: matter)
  let verdict = waivers.pardon(Verdict(gate: gate, outcome: Outcome(of: findings), findings: findings))
  return (verdict, waivers.told(after: [verdict]))
}

extension Change {
  fileprivate static let hotfix = Change(head: "abcdef0123", branch: "hotfix/pay", pullRequest: 41)
}

extension Waiver {
  fileprivate static func skip(_ amend: (inout Waiver) -> Void = { _ in }) -> Waiver {
    .sound("S-1") { waiver in
      (waiver.rule, waiver.matches, waiver.reason) = ("", Match(), "hotfix")
      (waiver.skips, waiver.change) = ([.tdd, .performance], MatchedChange(branch: "hotfix/pay"))
      waiver.expires = .today.adding(days: 7)
      amend(&waiver)
    }
  }
}

struct SkipTests {
  @Test(arguments: [GateID.tdd, .performance])
  func `a gate that maintainers skip for a hotfix warns, and all that it found is shown`(_ gate: GateID) throws {
    let unjudged = found("performance.target", .cannotJudge)
    let (verdict, told) = try skipped(gate, findings: [found(), unjudged])
    #expect(verdict.outcome == .warned)
    #expect(
      verdict.findings.map(\.pardon) == Array(repeating: .waived(by: "S-1", until: .today.adding(days: 7)), count: 2))
    #expect(verdict.reason == "skipped for a hotfix by S-1")
    let words = "S-1 skips \(gate.rawValue), which blocks, for the hotfix of branch hotfix/pay; bob, cy agreed"
    #expect(told.first { $0.rule == "waiver.skip" }?.message == words)
    #expect(told.first { $0.rule == "waiver.skip" }?.requirements == ["002-70"])
  }

  @Test func `no other gate is skipped, nor one that passes`() throws {
    #expect(try skipped(.security).verdict.outcome == .failed)
    let passed = try skipped(.tdd, findings: [])
    #expect(passed.verdict.outcome == .passed && !passed.told.contains { $0.rule == "waiver.skip" })
  }

  @Test(arguments: [
    (Waiver.MatchedChange(branch: "hotfix/pay"), true), (.init(branch: "hotfix/*"), false),
    (.init(pullRequest: 41), true), (.init(pullRequest: 42), false), (.init(commit: "abcdef0"), true),
    (.init(commit: "ABCDEF01"), true), (.init(commit: "abcdef9"), false),
    (.init(branch: "hotfix/pay", pullRequest: 42), false),
  ])
  func `the change is the one that was agreed on`(_ change: Waiver.MatchedChange, _ isSkipped: Bool) throws {
    let (verdict, told) = try skipped(.tdd, by: { $0.change = change })
    #expect((verdict.outcome == .warned) == isSkipped)
    #expect(!told.contains { $0.rule == "waiver.unused" })
  }

  private struct Refused: CustomTestStringConvertible {
    let rule: RuleID
    let testDescription: String
    let amend: @Sendable (inout Waiver) -> Void

    init(_ rule: RuleID, _ words: String, _ amend: @escaping @Sendable (inout Waiver) -> Void) {
      (self.rule, testDescription, self.amend) = (rule, words, amend)
    }
  }

  private static let refused = [
    Refused("waiver.scope", "skips gates for no change") { $0.change = Waiver.MatchedChange() },
    Refused("waiver.scope", "skips gates for no change") { $0.change = Waiver.MatchedChange(commit: "abcd") },
    Refused("waiver.scope", "under skips no gate") { $0.skips = [] },
    Refused("waiver.scope", "neither rule nor matches") { $0.rule = "security.*" },
    Refused("waiver.reason", "wanted one of rollback, hotfix") { $0.reason = "pilot" },
    Refused("waiver.duration", "wanted 7 at most") { $0.expires = .today.adding(days: 8) },
    Refused("waiver.approvals", "has 1 valid of 1") { $0.approvals = [Waiver.Approval(by: "bob", on: .today)] },
    Refused("waiver.expired", "expired on") { $0.expires = .today.adding(days: -1) },
  ]

  @Test(arguments: refused)
  private func `a skip is refused like any waiver`(_ sample: Refused) throws {
    let (verdict, told) = try skipped(.tdd, by: sample.amend)
    #expect(verdict.outcome == .failed)
    let words = told.filter { $0.rule == sample.rule }.map(\.message)
    #expect(words.contains { $0.contains(sample.testDescription) }, "\(told.map(\.message))")
  }

  @Test func `a rollback takes commits back and does nothing else`() throws {
    var back = Commit(id: "b1", parents: ["a"], author: "Ann", subject: "Revert \"feat: pay\"")
    back.takesBack = "a"
    let other = Commit(id: "c123456789abc", parents: ["b1"], author: "Ann", subject: "feat: more")
    func outcome(_ commits: [Commit]?) throws -> (Outcome, [Finding]) {
      let result = try skipped(.tdd, by: { $0.reason = "rollback" }, history: commits.map { History(commits: $0) })
      return (result.verdict.outcome, result.told)
    }
    #expect(try outcome([back]).0 == .warned)
    let (mixed, told) = try outcome([back, other])
    #expect(mixed == .failed)
    #expect(told.contains { $0.rule == "waiver.not-a-rollback" && $0.message.contains("c123456789 takes back no") })
    #expect(try outcome(nil).0 == .failed)
  }
}

struct WaiveTests {
  @Test(arguments: [("W-7", true), ("W-8", false), (nil, false)] as [(String?, Bool)])
  func `a waiver of marks pardons where one names it`(_ mark: String?, _ isPardoned: Bool) throws {
    var finding = found("infrastructure.direct-upload", .fail, "aws s3 cp", at: "deploy.sh", line: 3)
    finding.mark = mark
    let waiver = Waiver.sound {
      ($0.rule, $0.matches) = ("infrastructure.direct-upload", Waiver.Match(path: "deploy.sh", isMarked: true))
    }
    let (verdict, told) = try waived([finding], by: waiver, gate: .infrastructure)
    #expect(verdict.outcome.blocks != isPardoned)
    #expect(told.contains { $0.rule == "waiver.mark" } == (mark == "W-8"))
  }

  @Test func `a finding that a valid waiver is about is pardoned, and the verdict made anew`() throws {
    let (verdict, told) = try waived([found()], by: .sound())
    #expect(verdict.findings.map(\.pardon) == [.waived(by: "W-7", until: .today.adding(days: 30))])
    #expect(verdict.outcome == .warned)
    #expect(told == [])
  }

  @Test func `other findings block as before, and are told first`() throws {
    let other = found("security.high", .fail, "CVE-2026-9999 in libexample", at: "z.txt")
    let (verdict, _) = try waived([found(), other], by: .sound())
    #expect(verdict.outcome == .failed)
    #expect(verdict.findings.map(\.blocks) == [true, false])
    #expect(verdict.findings.first == other)
  }

  @Test func `a refused waiver pardons nothing, and says why`() throws {
    let (verdict, told) = try waived([found()], by: .sound { $0.approvals = [] })
    #expect(verdict.outcome == .failed)
    #expect(told.map(\.rule) == ["waiver.approvals"])
    #expect(told.allSatisfy { $0.effect == .warn })
  }

  @Test(arguments: [
    ("CVE-2026-0001: use after free", true), ("fixed in (CVE-2026-0001)", true), ("CVE-2026-00012", false),
    ("XCVE-2026-0001", false), ("CVE-2026-0001-b", false), ("cve-2026-0001", false), ("CVE-2026-000", false),
    ("éCVE-2026-0001", false), ("CVE-2026-00011 and CVE-2026-0001", true), ("", false),
  ])
  func `a name counts where it stands by itself`(_ message: String, _ isPardoned: Bool) throws {
    let (verdict, _) = try waived([found("security.high", .fail, message)], by: .sound())
    #expect((verdict.outcome == .warned) == isPardoned)
  }

  @Test func `all that is given must match`() throws {
    let finding = found()
    let matches: [(Waiver.Match, Bool)] = [
      (Waiver.Match(path: "requirements.txt"), true), (Waiver.Match(path: "src/**"), false),
      (Waiver.Match(fingerprint: finding.fingerprint), true), (Waiver.Match(fingerprint: "0"), false),
      (Waiver.Match(path: "requirements.txt", name: "libother"), false),
      (Waiver.Match(path: "*.txt", name: "libexample", fingerprint: finding.fingerprint), true),
    ]
    for (match, isPardoned) in matches {
      let (verdict, _) = try waived([finding], by: .sound { $0.matches = match })
      #expect((verdict.outcome == .warned) == isPardoned, "\(match)")
    }
  }

  @Test func `a pattern of rules pardons what fails, and what cannot be judged by its full name alone`() throws {
    let unjudged = found("security.unrated", .cannotJudge)
    #expect(try waived([found(), unjudged], by: .sound { $0.rule = "security.*" }).verdict.outcome == .cannotJudge)
    #expect(try waived([unjudged], by: .sound { $0.rule = "security.unrated" }).verdict.outcome == .warned)
    let told = try waived([unjudged], by: .sound { $0.rule = "security.unr*" }).told
    #expect(told.map(\.rule) == ["waiver.unused"])
    #expect(told.first?.message.contains("by a rule's full name alone: security.unrated") == true)
  }

  @Test func `a gate that only warns stays as it is, and its waiver is of use`() throws {
    let warning = found("security.high", .warn)
    let (verdict, told) = try waived([warning], by: .sound())
    #expect(verdict.findings == [warning])
    #expect(told == [])
  }

  @Test func `gates that admit no waiver are never pardoned`() throws {
    let line = found("coverage.lines", .fail, "CVE-2026-0001")
    let (verdict, told) = try waived([line], by: .sound { $0.rule = "coverage.lines" }, gate: .coverage)
    #expect(verdict.outcome == .failed)
    #expect(told.map(\.rule) == ["waiver.gate"])
  }

  @Test func `what is pardoned already stays so`() throws {
    var old = found()
    old.pardon = .debt(because: "the base has it")
    #expect(try waived([old], by: .sound()).verdict.findings == [old])
  }
}

struct PilotTests {
  private let manifests = Manifests(objects: [
    ManifestObject(
      location: Location("k8s/a.yaml", line: 1), apiVersion: "v1", kind: "Pod", name: "a", namespace: "lab"),
    ManifestObject(
      location: Location("k8s/a.yaml", line: 20), apiVersion: "v1", kind: "Pod", name: "b", namespace: "prod"),
    ManifestObject(location: Location("k8s/b.yaml", line: 1), apiVersion: "v1", kind: "Pod", name: "c"),
  ])

  private func pardons(_ path: Path, line: Int?) throws -> (Bool, [Finding]) {
    let finding = found("infrastructure.moving-tag", .fail, "the image lab carries a tag", at: path, line: line)
    let pilot = Waiver.sound {
      ($0.rule, $0.matches, $0.reason, $0.namespace) = (
        "infrastructure.moving-tag", Waiver.Match(path: "k8s/**"), "pilot", "lab"
      )
    }
    let (verdict, told) = try waived([finding], by: pilot, gate: .infrastructure, manifests: manifests)
    return (verdict.outcome == .warned, told)
  }

  @Test func `a pilot is pardoned within its namespace`() throws {
    #expect(try pardons("k8s/a.yaml", line: 7).0)
    #expect(try pardons("k8s/a.yaml", line: 19).0)
  }

  @Test(
    arguments: [
      ("k8s/a.yaml", 20, "the finding lies in prod"), ("k8s/b.yaml", 3, "lies in none that is known"),
      ("k8s/c.yaml", 1, "lies in none that is known"), ("k8s/a.yaml", nil, "lies in none that is known"),
    ] as [(String, Int?, String)])
  func `outside of it, nothing is`(_ path: String, _ line: Int?, _ words: String) throws {
    let (isPardoned, told) = try pardons(Path(path), line: line)
    #expect(!isPardoned)
    #expect(told.map(\.rule) == ["waiver.namespace"])
    #expect(told.first?.message.hasSuffix(words) == true, "\(told)")
  }
}

struct WaiverTellingTests {
  @Test(arguments: [(0, "today"), (1, "in 1 day"), (14, "in 14 days"), (15, nil)] as [(Int, String?)])
  func `a waiver that ends soon is spoken of`(_ days: Int, _ words: String?) throws {
    let told = try waived([found()], by: .sound { $0.expires = .today.adding(days: days) }).told
    #expect(told.map(\.rule) == (words == nil ? [] : ["waiver.ends-soon"]))
    if let words { #expect(told.first?.message.hasSuffix(", \(words)") == true) }
    #expect(told.allSatisfy { $0.effect == .note })
  }

  @Test func `a waiver that matches nothing is told where its gate was judged`() throws {
    #expect(try waived([], by: .sound()).told.map(\.rule) == ["waiver.unused"])
    #expect(try waived([], by: .sound(), gate: .performance).told == [])
    #expect(try waived([found("security.no-evidence", .cannotJudge, "none")], by: .sound()).told == [])
  }

  @Test func `files are read each for itself, and a broken one is told with its place`() throws {
    let files: [(path: Path, bytes: [UInt8])] = [
      (".sixgate/waivers/b.yaml", Array("id: B\n".utf8)), (".sixgate/waivers/a.yaml", Array("id: A\nexpire: x\n".utf8)),
    ]
    let judged = judge(files, under: try .ofThree(), at: .noon)
    #expect(judged.map(\.waiver?.id) == [nil, "B"])
    #expect(judged.first?.refusals.map(\.rule) == ["waiver.unreadable"])
    #expect(judged.first?.refusals.first?.location == Location(".sixgate/waivers/a.yaml", line: 2, column: 1))
    #expect(judged.last?.refusals.isEmpty == false)
  }

  @Test func `two waivers of one id are refused both`() throws {
    let files = ["a", "b"].map { (path: Path("\($0).yaml"), bytes: Array("id: W\n".utf8)) }
    for waiver in judge(files, under: try .ofThree(), at: .noon) {
      #expect(waiver.refusals.contains { $0.rule == "waiver.id" })
    }
  }

  @Test(arguments: [("2026-12-01", true), ("2026-12-02", false), ("2026-12-03", false)])
  func `a date that was moved to a later one is told`(_ first: String, _ isMoved: Bool) throws {
    let files = [(path: Path("a.yaml"), bytes: Array("id: W\nexpires: 2026-12-02\n".utf8))]
    let judged = judge(files, since: ["W": try #require(Day(first))], under: try .ofThree(), at: .noon)
    #expect(judged[0].refusals.contains { $0.rule == "waiver.date-moved" } == isMoved)
  }

  @Test func `what a change does to waivers is told, each by its file`() throws {
    let base: [(path: Path, bytes: [UInt8])] = [("a", [1]), ("b", [1]), ("c", [1])]
    let head: [(path: Path, bytes: [UInt8])] = [("d", [1]), ("a", [2]), ("b", [1])]
    let told = changedWaivers(base: base, head: head, under: try .ofThree())
    #expect(told.map(\.location?.path) == ["a", "c", "d"])
    #expect(told.allSatisfy { $0.rule == "waiver.from-change" && $0.effect == .note })
    #expect(
      told.map(\.message) == [
        "the waiver is altered by this change, and counts as it was",
        "the waiver is taken away by this change, and still counts in it",
        "the waiver is new in this change, and pardons nothing in it",
      ])
  }
}
