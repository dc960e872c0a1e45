import Model
import Testing

@testable import Gates

struct ChangedStripsTests {
  private func strips(
    _ changed: [Path: [ClosedRange<Int>]], _ coverage: [Path: FileCoverage], drawn: Bool = false
  ) throws -> Table? {
    var item = CoverageCase(coverage)
    item.changed = changed
    var matter = try item.matter
    if drawn { (matter.drawnLines, matter.changedLines) = (matter.changedLines, nil) }
    return Gate.coverage.judge(matter).pictures.first
  }

  @Test(arguments: [true, false])
  func `each changed line ran, was missed or is no code`(_ isDrawnAlone: Bool) throws {
    let table = try strips(
      ["src/pay.py": [2...6, 9...9, 20...21], "src/cart.py": [1...3], "tests/test_pay.py": [1...9]],
      ["src/pay.py": .of(hit: [1, 3, 4, 9], missed: [5, 10])], drawn: isDrawnAlone)
    let rows = [
      ["src/pay.py", "3 of 4", "2 no code, 3-4 ran, 5 missed, 6 no code, 9 ran, 20-21 no code"],
      ["src/cart.py", "0 of 0", "1-3 unknown"],
    ]
    #expect(table == Table("Changed lines", head: ["changed file", "ran", "lines"], rows: rows))
  }

  @Test func `where no line is known to have changed nothing is drawn`() throws {
    #expect(try strips([:], ["src/pay.py": .of(hit: [1])]) == nil)
    #expect(try strips(["src/pay.py": []], ["src/pay.py": .of(hit: [1])]) == nil)
  }

  @Test func `very many files and runs are cut, and that is said`() throws {
    let runs = stride(from: 1, to: 1001, by: 2).map { $0...$0 }
    let name: (Int) -> Path = { Path("src/a\($0).py") }
    var changed = Dictionary(uniqueKeysWithValues: (0..<250).map { (name($0), [1...1]) })
    changed["src/pay.py"] = runs
    let table = try #require(try strips(changed, ["src/pay.py": .of(missed: runs.map { UInt64($0.lowerBound) })]))
    #expect(table.title == "Changed lines, 200 of 251 files" && table.rows.count == 200)
    #expect(table.rows[0][0] == "src/pay.py" && table.rows[0][2].hasSuffix("399 missed, and 300 more runs"))
  }

  @Test func `lines at the end of all numbers do not trap`() throws {
    let table = try strips(["src/pay.py": [1...Int.max]], ["src/pay.py": .of(hit: [1])])
    #expect(table?.rows.first?.last?.hasPrefix("1 ran, 2-") == true)
  }
}
