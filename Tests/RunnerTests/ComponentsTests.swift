import Model
import Readers
import Syntax
import Testing

@testable import Runner

struct ComponentsTests {
  private func components(_ yaml: String, _ files: Path...) throws(ReadError) -> Components {
    try Components(Policy.file(Array("components: \(yaml)".utf8)).components, files.sorted())
  }

  private func refusal(_ yaml: String, _ files: Path...) -> String {
    do throws(ReadError) {
      _ = try Components(Policy.file(Array("components: \(yaml)".utf8)).components, files.sorted())
      return ""
    } catch {
      return error.placed
    }
  }

  @Test func `folders that match are components, called by their path where two have one name`() throws {
    let found = try components("{ discover: [apps/*, libs/*] }", "apps/a/x", "apps/b/x", "libs/b/y/z", "x", "apps/f")
    #expect(found.all.map(\.name) == ["a", "apps/b", "libs/b"])
    #expect(found.home(of: "libs/b/new") == 2)
    #expect(found.home(of: "apps/f") == found.rest)
    #expect(found.home(of: "apps/ab/x") == found.rest)
  }

  @Test func `patterns begin at the root`() throws {
    let found = try components("{ discover: a*, shared: [go.mod, \"libs/**\"] }", "ab/x", "c/ab/x")
    #expect(found.all.map(\.name) == ["ab"])
    #expect(found.isShared("go.mod") && found.isShared("libs/x/y"))
    #expect(!found.isShared("ab/go.mod"))
  }

  @Test(
    arguments: [
      ("services/pay", "services/pay/a/b", true), ("services/pay", "services/pay", true),
      ("services/pay", "services/payer/a", false), ("services/pay/**", "services/pay/a", true),
      ("services/pay/*.py", "services/pay/a.py", true), ("services/pay/*.py", "services/pay/a/b.py", false),
      ("**/pay/*", "x/y/pay/a", true), ("services/[pq]ay/**", "services/qay/a", true), ("**", "a/b", true),
    ] as [(String, Path, Bool)])
  func `a component has the files that its paths match`(_ pattern: String, _ path: Path, _ isIn: Bool) throws {
    let found = try components("{ named: { pay: { paths: \"\(pattern)\" } } }")
    #expect((found.home(of: path) == 0) == isIn)
  }

  @Test func `a folder's name is no pattern`() throws {
    let found = try components("{ discover: \"*\" }", "[id]/x", "i/x")
    #expect(found.home(of: "i/y") != found.home(of: "[id]/y"))
  }

  @Test func `what is not told apart is refused`() {
    let names = "{ discover: s/*, named: { a: { needs: [b] }, b: { needs: [c] }, c: { needs: [a] } } }"
    #expect(refusal(names, "s/a/x", "s/b/x", "s/c/x").contains("a → b → c → a"))
    #expect(refusal("{ discover: [s/*, s/*/*] }", "s/a/b/x").contains("s/a/b/x in the components a and b"))
    let overlap = "{ discover: s/*, named: { z: { paths: \"**/*.py\" } } }"
    #expect(refusal(overlap, "s/a/x.py").hasPrefix("sixgate.yaml:1:25: met s/a/x.py in the components a and z"))
    #expect(refusal("{ discover: s/*, named: { a: { needs: x } } }", "s/a/x").contains("which needs \"x\""))
    #expect(refusal("{ named: { a: { needs: [] } } }").contains("without paths"))
    #expect(refusal("{ discover: s/* }", Path(bytes: Array("s/".utf8) + [0xFF, 0x2F, 0x78])).contains("UTF-8"))
    #expect(refusal("{ discover: s/* }", "s/a\u{202E}b/x").contains("plain text"))
    #expect(refusal("{ named: { \".\": { paths: x } } }").contains("plain text"))
  }

  @Test func `what needs what is touched is reached, at any distance`() throws {
    let found = try components(
      "{ discover: s/*, named: { a: { needs: b }, b: { needs: s/c }, d: { needs: a } } }", "s/a/x", "s/b/x", "s/c/x",
      "s/d/x", "s/e/x")
    #expect(found.needing([found.home(of: "s/c/x")]).map(found.name).sorted() == ["a", "b", "c", "d"])
    #expect(found.needing([found.home(of: "s/d/x")]).map(found.name) == ["d"])
  }

  @Test func `ten thousand components in a chain are told apart within seconds`() throws {
    let entries = (0..<10_000).map { "    c\($0): { paths: [\"s/c\($0)/**\"], needs: [c\($0 + 1)] }\n" }.joined()
    let yaml = "components:\n  named:\n\(entries)    c10000: { paths: x }\n"
    let files = (0..<10_000).map { Path("s/c\($0)/x") }
    let started = ContinuousClock.now
    let found = try Components(Policy.file(Array(yaml.utf8)).components, files)
    #expect(found.needing([found.home(of: "x")]).count == 10_001)
    #expect(ContinuousClock.now - started < .seconds(30))
  }
}
