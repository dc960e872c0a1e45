import Testing

@testable import Syntax

struct MergeKeyTests {
  private func merged(_ yaml: String) throws -> [String?] {
    let node = try root(yaml)["m"]
    return ["a", "b", "c"].map { node?[$0]?.text }
  }

  @Test func `a mapping takes in what it merges`() throws {
    #expect(try merged("x: &x {a: 1, b: 2}\nm: {<<: *x, c: 3}\n") == ["1", "2", "3"])
  }

  @Test(arguments: ["m: {<<: *x, a: 9}", "m: {a: 9, <<: *x}"])
  func `its own keys win wherever they stand`(_ yaml: String) throws {
    #expect(try merged("x: &x {a: 1, b: 2}\n" + yaml) == ["9", "2", nil])
  }

  @Test(arguments: ["m: {<<: [*x, *y]}", "m: {<<: *x, <<: *y}"])
  func `of several sources the first wins`(_ yaml: String) throws {
    #expect(try merged("x: &x {a: 1}\ny: &y {a: 2, b: 3}\n" + yaml) == ["1", "3", nil])
  }

  @Test func `what was merged can be merged on`() throws {
    #expect(try merged("x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nm: {<<: *y}\n") == ["1", "2", nil])
  }

  @Test func `merging leaves no key of its own behind`() throws {
    #expect(try root("x: &x {a: 1}\nm: {<<: *x}\n")["m"]?.mapping?.count == 1)
  }

  @Test(arguments: ["'<<'", "!!str <<"])
  func `quoted it is a key like others`(_ key: String) throws {
    #expect(try root("x: &x {a: 1}\nm: {\(key): *x}\n")["m"]?["<<"]?["a"]?.text == "1")
  }

  @Test(arguments: ["text", "[*x, text]", "[[*x]]", ""])
  func `only mappings can be merged`(_ source: String) {
    #expect(refusal(of: "x: &x {a: 1}\nm:\n  <<: \(source)\n")?.line == 3)
  }
}
