/// The cases of a test report in its order, in little memory: a report may have millions.
///
/// What cases that stand together have in common is kept once, and a message only of those that have one. A `TestCase`
/// is made whenever it is asked for.
package struct TestCases: Hashable, Sendable {
  private struct Row: Hashable, Sendable {
    /// Where its name ends, which begins where that of the case before it ends.
    let nameEnd: Int
    let nanoseconds: UInt64?
    let outcome: TestCase.Outcome
    let isFlaky: Bool
    let group: UInt32
    let line: UInt32?
  }

  private var rows: [Row] = []
  private var names: [UInt8] = []
  private var groups = [TestGroup()]
  private var places = [TestGroup(): 0]
  /// The group that was entered last.
  private var group = 0
  /// By the place of the case.
  private var messages: [Int: String] = [:]

  package init() {}
}

/// What cases have in common that stand together.
package struct TestGroup: Hashable, Sendable {
  package var suite: String
  package var className: String
  /// Empty where the report does not say.
  package var file: Path

  package init(suite: String = "", className: String = "", file: Path = "") {
    self.suite = suite
    self.className = className
    self.file = file
  }
}

extension TestCases {
  /// Says what the cases that are appended from now on have in common.
  package mutating func enter(_ next: TestGroup) {
    if next == groups[group] { return }
    group = places[next] ?? groups.count
    guard group == groups.count else { return }
    places[next] = group
    groups.append(next)
  }

  /// Appends a case of the group that was entered last.
  ///
  /// - Parameter line: of the group's file, from 1.
  package mutating func append(
    name: [UInt8], outcome: TestCase.Outcome, isFlaky: Bool = false, line: Int? = nil, nanoseconds: UInt64? = nil,
    message: String = ""
  ) {
    names += name
    if !message.isEmpty { messages[rows.count] = message }
    rows.append(
      Row(
        nameEnd: names.count, nanoseconds: nanoseconds, outcome: outcome, isFlaky: isFlaky,
        group: UInt32(clamping: group), line: line.flatMap { $0 > 0 ? UInt32(exactly: $0) : nil }))
  }

  package mutating func append(_ test: TestCase) {
    enter(TestGroup(suite: test.suite, className: test.className, file: test.location?.path ?? ""))
    append(
      name: Array(test.name.utf8), outcome: test.outcome, isFlaky: test.isFlaky, line: test.location?.line,
      nanoseconds: test.nanoseconds, message: test.message)
  }

  package init(_ cases: some Sequence<TestCase>) {
    for test in cases { append(test) }
  }
}

extension TestCases: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { rows.count }

  package subscript(place: Int) -> TestCase {
    let row = rows[place]
    let group = groups[Int(row.group)]
    return TestCase(
      suite: group.suite, className: group.className, name: String(decoding: name(at: place), as: UTF8.self),
      outcome: row.outcome, isFlaky: row.isFlaky,
      location: group.file.isEmpty ? nil : Location(group.file, line: row.line.map(Int.init)),
      nanoseconds: row.nanoseconds, message: messages[place] ?? "")
  }

  private func name(at place: Int) -> ArraySlice<UInt8> {
    names[(place > 0 ? rows[place - 1].nameEnd : 0)..<rows[place].nameEnd]
  }
}

extension TestCases {
  package func count(of outcome: TestCase.Outcome) -> Int { rows.count { $0.outcome == outcome } }

  package var flakyCount: Int { rows.count(where: \.isFlaky) }

  /// What tells a test from others: its group without the file, and its name.
  private struct Identity: Hashable {
    let group: Int
    let name: ArraySlice<UInt8>
  }

  /// Which test each case is a try of: tests are numbered from 0 in the order in which they stand first.
  package var testNumbers: [Int] {
    let withoutFile = numbered(groups.map { TestGroup(suite: $0.suite, className: $0.className) })
    return numbered(rows.indices.lazy.map { Identity(group: withoutFile[Int(rows[$0].group)], name: name(at: $0)) })
  }
}

/// The number of each value, in the order in which values stand first.
private func numbered<Value: Hashable>(_ values: some Collection<Value>) -> [Int] {
  var known: [Value: Int] = [:]
  return values.map { value in
    if let number = known[value] { return number }
    defer { known[value] = known.count }
    return known.count
  }
}
