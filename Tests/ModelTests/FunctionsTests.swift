import Model
import Testing

/// The functions of a file, called or never.
struct FunctionsTests {
  private func functions(_ some: (String, Int, Bool)...) -> Functions {
    var functions = Functions()
    for (name, line, isHit) in some { functions.add(FunctionName(name, line: line), isHit: isHit) }
    functions.settle()
    return functions
  }

  @Test func `functions are told by line and name, in whatever order they came`() {
    let some = functions(("b", 9, false), ("a", 9, false), ("c", 3, true), ("größer", 0, false))
    #expect(some.share == Share(covered: 1, total: 4))
    let missed = [FunctionName("größer", line: 0), FunctionName("a", line: 9), FunctionName("b", line: 9)]
    #expect(some.missed == missed)
    #expect(functions().share == Share(covered: 0, total: 0))
  }

  @Test func `a function that is named twice is one, called when any naming says so`() {
    #expect(functions(("a", 1, false), ("b", 1, false), ("a", 1, true)).share == Share(covered: 1, total: 2))
    #expect(functions(("a", 1, true), ("a", 1, false)).share == Share(covered: 1, total: 1))
  }

  @Test func `functions that share a name or a line are told apart`() {
    let some = functions(("a", 1, true), ("a", 2, false), ("b", 2, true), ("", 2, false))
    #expect(some.share == Share(covered: 2, total: 4))
  }

  @Test func `merged functions are the functions of both`() {
    var some = functions(("a", 1, false), ("b", 2, false))
    some.merge(functions(("a", 1, true), ("c", 0, false)))
    some.settle()
    #expect(some.missed == [FunctionName("c", line: 0), FunctionName("b", line: 2)])
  }

  @Test func `many functions in any order are all there`() {
    var some = Functions()
    for number in 0..<3000 { some.add(FunctionName("f\(number * 7 % 3000)", line: number * 7 % 3000), isHit: false) }
    some.settle()
    #expect(some.missed.map(\.line) == Array(0..<3000))
    #expect(some.missed.last?.name == "f2999")
  }

  @Test(arguments: [[1, 2, 9], [2, 1, 9], [1, 1, 1]])
  func `functions that are added at once are the same as one by one`(_ lines: [Int]) {
    let names = ["a", "größer", "b"]
    var (rows, bytes): ([Functions.Row], [UInt8]) = ([], [])
    for (name, line) in zip(names, lines) {
      bytes += Array(name.utf8)
      rows.append(Functions.Row(line: line, nameEnd: bytes.count, isHit: name == "b"))
    }
    var some = Functions()
    some.add(rows, names: bytes)
    some.settle()
    #expect(some == functions(("a", lines[0], false), ("größer", lines[1], false), ("b", lines[2], true)))
    // They are united with those that are there.
    some.add(rows.map { Functions.Row(line: Int($0.line), nameEnd: Int($0.nameEnd), isHit: true) }, names: bytes)
    some.settle()
    #expect(some.share == Share(covered: 3, total: 3))
    some.add([], names: [])
    #expect(some.missed.isEmpty)
  }
}
