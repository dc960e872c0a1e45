import Model
import Testing

@testable import Gates

/// What covers a finding that may stay with a plan.
struct PlansTests {
  private func outcome(_ statement: Statement, _ severity: Severity = .medium) throws -> Verdict {
    var matter = try Case.of(scans: [.of(.of(severity, aliases: ["GHSA-1"]))])
    matter.evidence.statements = [statement]
    return Gate.security.judge(matter)
  }

  private func statement(
    _ status: Statement.Status, _ name: String = "CVE-1", in component: Component? = nil, reason: String = "why"
  ) -> Statement {
    Statement(
      origin: "vex.json", status: status, names: [name], components: component.map { [$0] } ?? [], reason: reason)
  }

  private func plan(due: Day?) throws -> Mitigation {
    Mitigation(finding: "CVE-*", package: "left-pad", owner: "ann", plan: "upgrade", due: try #require(due))
  }

  @Test(arguments: [
    (Statement.Status.notAffected, true), (.affected, true), (.fixed, false), (.underInvestigation, false),
  ])
  func `a statement covers a finding by its status`(_ status: Statement.Status, _ covers: Bool) throws {
    #expect(try outcome(statement(status)).outcome == (covers ? .passed : .failed))
  }

  @Test(arguments: [Statement.Status.notAffected, .affected])
  func `a statement without its reason covers nothing, and is told`(_ status: Statement.Status) throws {
    let verdict = try outcome(statement(status, reason: ""))
    #expect(verdict.rules == ["security.medium", "security.statement-incomplete"])
  }

  @Test(arguments: [("CVE-1", true), ("GHSA-1", true), ("CVE-2", false), ("CVE-*", false)])
  func `a statement is about any of a finding's names`(_ name: String, _ covers: Bool) throws {
    #expect(try outcome(statement(.affected, name)).outcome == (covers ? .passed : .failed))
  }

  @Test(arguments: [
    (Component("left-pad"), true), (Component("Left-Pad", version: "1.0"), true),
    (Component("left-pad", version: "2.0"), false), (Component("right-pad"), false),
  ])
  func `a statement is about its component, in its version if it names one`(
    _ component: Component, _ covers: Bool
  ) throws {
    #expect(try outcome(statement(.notAffected, in: component)).outcome == (covers ? .passed : .failed))
  }

  @Test(arguments: [("1970-01-01", true), ("1969-12-31", false), ("1970-04-01", true)])
  func `a plan holds until its day`(_ due: String, _ covers: Bool) throws {
    var matter = try Case.of(scans: [.of(.of(.medium))])
    matter.evidence.mitigations = [try plan(due: Day(due))]
    let verdict = Gate.security.judge(matter)
    #expect(verdict.outcome == (covers ? .passed : .failed))
    #expect(verdict.words.contains("the plan of ann ended on 1969-12-31") != covers)
  }

  @Test(arguments: [("1970-04-02", 90, false), ("2999-01-01", 90, false), ("1970-04-02", 91, true)])
  func `a plan that ends when nobody remembers it covers nothing`(_ due: String, _ days: Int, _ covers: Bool) throws {
    var matter = try Case.of(scans: [.of(.of(.medium))]) { $0.security.mitigationDays = days }
    matter.evidence.mitigations = [try plan(due: Day(due))]
    let verdict = Gate.security.judge(matter)
    #expect(verdict.outcome == (covers ? .passed : .failed))
    #expect(verdict.words.contains("the plan of ann ends on \(due), and may not end after 1970-04-01") != covers)
  }

  @Test(arguments: [Severity.critical, .high])
  func `no statement helps against what blocks`(_ severity: Severity) throws {
    #expect(try outcome(statement(.notAffected), severity).outcome == .failed)
  }
}
