import Model
import Readers
import Testing

struct LawTests {
  private func rules() throws -> [Rule] {
    try Policy.builtIn(Policy.names).rules.values.sorted { $0.id.text < $1.id.text }
  }

  @Test func `there are 344 requirements, each with a number of its own`() throws {
    let all = try Requirement.all()
    #expect(all.count == 344)
    #expect(Set(all.map(\.number)).count == 344)
    #expect(Set(all.map { $0.number.prefix(4) }) == ["000-", "001-", "002-", "003-", "004-"])
  }

  @Test func `every requirement that a rule cites is decided by rule`() throws {
    let decided = Set(try Requirement.all().filter { $0.by == .rule }.map(\.number))
    for rule in try rules() { #expect(Set(rule.requirements).subtracting(decided).isEmpty, "\(rule.id)") }
  }

  @Test func `every requirement that is decided by rule is cited by one`() throws {
    let cited = Set(try rules().flatMap(\.requirements))
    for requirement in try Requirement.all() where requirement.by == .rule {
      #expect(cited.contains(requirement.number), "\(requirement.number)")
    }
  }

  @Test func `every rule cites a requirement`() throws {
    for rule in try rules() { #expect(!rule.requirements.isEmpty, "\(rule.id)") }
  }

  @Test func `every policy that can be named is there`() throws {
    #expect(Policy.names.contains("six-gates") && Policy.names.contains("vpn"))
    for name in Policy.names { _ = try Policy.builtIn([name]) }
  }
}
