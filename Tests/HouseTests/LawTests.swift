import Gates
import Model
import Readers
import Testing

/// Laws 5 and 6 of the design: registries, the law in `gates/`, and tests agree.
struct LawTests {
  @Test func `every rule of a gate stands in gates, and every rule in gates is one that a gate can find`() throws {
    let rules = try Policy.builtIn(Policy.names).rules
    let declared = Set(Gate.all.flatMap(\.rules))
    let written = Set(rules.values.filter { $0.gate != nil }.map(\.id))
    #expect(declared == written)
    for gate in Gate.all {
      for rule in gate.rules { #expect(rules[rule]?.gate == gate.id, "\(rule)") }
    }
  }

  @Test func `every rule is reached by a test`() throws {
    let tests = (Tree.files("Tests/GatesTests") + Tree.files("Tests/RunnerTests")).map(\.text).joined()
    for rule in try Policy.builtIn(Policy.names).rules.keys { #expect(tests.contains("\"\(rule)\""), "\(rule)") }
  }

  @Test func `every requirement that a rule cites exists and is decided by rule, and the other way round`() throws {
    let cited = Set(try Policy.builtIn(Policy.names).rules.values.flatMap(\.requirements))
    let all = try Requirement.all()
    #expect(all.count == 344)
    #expect(cited == Set(all.filter { $0.by == .rule }.map(\.number)))
  }

  @Test func `every format has a fixture that is read and one that is refused`() {
    for reader in Reader.all {
      let folder = "Tests/Fixtures/\(reader.format)"
      let expectations = Tree.files(folder, ending: ".expected.json").map(\.text)
      #expect(expectations.contains { $0.contains("\"status\": \"read\"") }, "\(folder)")
      #expect(expectations.contains { $0.contains("\"status\": \"unreadable\"") }, "\(folder)")
    }
  }

  @Test func `formats have distinct names, gates and places to be found at`() {
    #expect(Set(Reader.all.map(\.format)).count == Reader.all.count)
    for reader in Reader.all {
      #expect(!reader.gates.isEmpty && !reader.names.isEmpty && !reader.source.isEmpty, "\(reader.format)")
    }
  }

  @Test func `remedies and rules are sentences without a full stop`() throws {
    for rule in try Policy.builtIn().rules.values {
      for sentence in [rule.asks, rule.remedy] {
        #expect(sentence.first?.isUppercase == true && sentence.last != ".", "\(rule.id)")
      }
    }
  }
}

/// The folder of scanners.
struct ScannerLawTests {
  @Test func `a scanner's file is called as its format`() throws {
    for file in Tree.files("gates/scanners", ending: ".yaml") {
      let name = file.path.dropFirst("gates/scanners/".count).dropLast(".yaml".count)
      #expect(file.text.hasPrefix("---\nformat: \(name)\nabout: "), "\(file.path)")
    }
  }
}
