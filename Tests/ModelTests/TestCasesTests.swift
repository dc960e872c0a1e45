import Model
import Testing

/// Cases of tests, kept in little memory.
struct TestCasesTests {
  private let some = [
    TestCase(suite: "Shop", className: "Checkout", name: "pays", outcome: .passed, nanoseconds: 5_000_000),
    TestCase(suite: "Shop", className: "Checkout", name: "", outcome: .skipped, message: "needs a network"),
    TestCase(
      suite: "Shop", className: "Refunds", name: "größer", outcome: .failed, isFlaky: true,
      location: Location("Tests/Refunds.swift", line: 12), nanoseconds: .max, message: "met 1, wanted 2"),
    TestCase(name: "pays", outcome: .error, location: Location("Tests/Refunds.swift")),
    TestCase(suite: "Shop", className: "Checkout", name: "pays", outcome: .passed),
  ]

  @Test func `cases come out as they went in`() {
    #expect(Array(TestCases(some)) == some)
    #expect(TestCases(some).count == 5)
    #expect(TestCases(some)[2] == some[2])
    #expect(TestCases().isEmpty)
  }

  @Test func `cases of one group share what it says`() {
    var cases = TestCases()
    cases.enter(TestGroup(suite: "Shop", className: "Checkout", file: "Tests/Checkout.swift"))
    cases.append(.passed) { $0 += "pays".utf8 }
    cases.append(.passed, line: 7, nanoseconds: 3) { $0 += "ships".utf8 }
    cases.amendLast(.failed, isFlaky: false, message: "late")
    let places = [Location("Tests/Checkout.swift"), Location("Tests/Checkout.swift", line: 7)]
    #expect(cases.map(\.location) == places)
    #expect(cases.map(\.id) == ["Checkout::pays", "Checkout::ships"])
    #expect(cases.map(\.outcome) == [.passed, .failed])
    #expect(cases.map(\.message) == ["", "late"])
    #expect(cases.map(\.nanoseconds) == [nil, 3])
  }

  @Test(arguments: [0, -1, Int.max])
  func `a line that no file has is none`(_ line: Int) {
    var cases = TestCases()
    cases.enter(TestGroup(suite: "", className: "", file: "a.swift"))
    cases.append(.passed, line: line) { _ in }
    #expect(cases.first?.location == Location("a.swift"))
  }

  @Test func `outcomes are counted`() {
    let cases = TestCases(some)
    #expect(TestCase.Outcome.allCases.map(cases.count(of:)) == [2, 1, 1, 1, 0])
    #expect(cases.flakyCount == 1)
  }

  @Test func `tries of one test have its number`() {
    #expect(TestCases(some).testNumbers == [0, 1, 2, 3, 0])
    #expect(TestCases().testNumbers == [])
  }

  @Test func `a test is told by suite, class and name, not by its file`() {
    let places = [Location("a.swift", line: 1), Location("b.swift", line: 2), nil]
    let moved = places.map { TestCase(className: "Checkout", name: "pays", outcome: .passed, location: $0) }
    #expect(TestCases(moved).testNumbers == [0, 0, 0])
    let others = [
      TestCase(suite: "a", className: "b", name: "c", outcome: .passed),
      TestCase(suite: "ab", name: "c", outcome: .passed), TestCase(className: "ab", name: "c", outcome: .passed),
      TestCase(suite: "a", className: "bc", name: "", outcome: .passed),
    ]
    #expect(TestCases(others).testNumbers == [0, 1, 2, 3])
  }
}
