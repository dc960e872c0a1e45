import Testing

@testable import Model

struct GlobRowsTests {
  private let rows = GlobRows([["*.{yml,yaml}", "deploy/**"], ["Makefile", "*.y?l"], ["src/**/*.swift", "*"]])

  @Test(
    arguments: [
      ("a.yml", 0, [0, 1, 2]), ("x/a.yaml", 0, [0, 2]), ("deploy/x.py", 0, [0, 2]), ("x/Makefile", 1, [1, 2]),
      ("a.yxl", 1, [1, 2]), ("src/a/b.swift", 2, [2]), ("other", 2, [2]),
    ] as [(Path, Int, [Int])])
  func `rows are told as each of their patterns would`(_ path: Path, _ first: Int, _ all: [Int]) {
    #expect(rows.first(matching: path) == first)
    #expect(rows.all(matching: path) == all)
  }

  @Test func `what nothing matches is in no row`() {
    #expect(GlobRows([["*.yml"]]).first(matching: "a.py") == nil)
    #expect(GlobRows([]).all(matching: "a").isEmpty)
    #expect(rows.first(matching: "") == nil && rows.all(matching: "/").isEmpty)
  }
}
