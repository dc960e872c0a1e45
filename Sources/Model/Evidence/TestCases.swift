/// The cases of a test report in its order, in little memory: a report may have millions.
///
/// What cases that stand together have in common is kept once, and a message only of those that have one. A `TestCase`
/// is made whenever it is asked for.
package struct TestCases: Hashable, Sendable {
  private struct Row: Hashable, Sendable {
    let nanoseconds: UInt64?
    var outcome: TestCase.Outcome
    var isFlaky = false
    /// 0 where the report does not say.
    let line: UInt32
    var group: UInt32 = 0
    /// Where its name ends in the block, which begins where that of the row before it ends.
    var nameEnd: UInt32 = 0

    init(nanoseconds: UInt64?, outcome: TestCase.Outcome, line: UInt32) {
      self.nanoseconds = nanoseconds
      self.outcome = outcome
      self.line = line
    }
  }

  /// So many cases and their names: one list of all would be copied again and again while it grows.
  private struct Block: Hashable, Sendable {
    static let size = 4096
    var rows: [Row] = []
    var names: [UInt8] = []

    init() { rows.reserveCapacity(Block.size) }

    func name(of row: Int) -> ArraySlice<UInt8> {
      names[Int(row > 0 ? rows[row - 1].nameEnd : 0)..<Int(rows[row].nameEnd)]
    }
  }

  private var blocks: [Block] = []
  private var groups = [TestGroup()]
  /// The group that was entered last.
  private var group = 0
  /// By the place of the case.
  private var messages: [Int: String] = [:]
  package private(set) var count = 0

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
    // Where suites run side by side, their cases take turns.
    if let known = groups.indices.suffix(16).last(where: { groups[$0] == next }) {
      group = known
    } else {
      group = groups.count
      groups.append(next)
    }
  }

  /// Appends a case of the group that was entered last.
  ///
  /// - Parameter line: of the group's file, from 1.
  /// - Parameter name: appends the name to those that stand there.
  package mutating func append(
    _ outcome: TestCase.Outcome, line: Int? = nil, nanoseconds: UInt64? = nil, name: (inout [UInt8]) -> Void
  ) {
    let line = line.flatMap(UInt32.init(exactly:)) ?? 0
    append(Row(nanoseconds: nanoseconds, outcome: outcome, line: line), group: UInt32(clamping: group), name: name)
  }

  private mutating func append(_ row: Row, group: UInt32, name: (inout [UInt8]) -> Void) {
    if count % Block.size == 0 { blocks.append(Block()) }
    count += 1
    let last = blocks.count - 1
    name(&blocks[last].names)
    var row = row
    row.group = group
    row.nameEnd = UInt32(clamping: blocks[last].names.count)
    blocks[last].rows.append(row)
  }

  /// Says what became of the case that was appended last.
  package mutating func amendLast(_ outcome: TestCase.Outcome, isFlaky: Bool, message: String) {
    guard let last = indices.last else { return }
    blocks[last / Block.size].rows[last % Block.size].outcome = outcome
    blocks[last / Block.size].rows[last % Block.size].isFlaky = isFlaky
    messages[last] = message.isEmpty ? nil : message
  }

  package mutating func append(_ test: TestCase) {
    enter(TestGroup(suite: test.suite, className: test.className, file: test.location?.path ?? ""))
    append(test.outcome, line: test.location?.line, nanoseconds: test.nanoseconds) { $0 += test.name.utf8 }
    if test.isFlaky || !test.message.isEmpty {
      amendLast(test.outcome, isFlaky: test.isFlaky, message: test.message)
    }
  }

  /// Appends all cases of a later list.
  package mutating func append(_ later: TestCases) {
    let before = UInt32(clamping: groups.count)
    groups += later.groups
    group = Int(before) + later.group
    for (place, message) in later.messages { messages[count + place] = message }
    for block in later.blocks {
      for place in block.rows.indices {
        append(block.rows[place], group: before + block.rows[place].group) { $0 += block.name(of: place) }
      }
    }
  }

  package init(_ cases: some Sequence<TestCase>) {
    for test in cases { append(test) }
  }
}

extension TestCases: RandomAccessCollection {
  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(place: Int) -> TestCase {
    let row = row(place)
    let group = groups[Int(row.group)]
    let line = row.line > 0 ? Int(row.line) : nil
    return TestCase(
      suite: group.suite, className: group.className, name: String(decoding: name(place), as: UTF8.self),
      outcome: row.outcome, isFlaky: row.isFlaky,
      location: group.file.isEmpty ? nil : Location(group.file, line: line),
      nanoseconds: row.nanoseconds, message: messages[place] ?? "")
  }

  private func row(_ place: Int) -> Row { blocks[place / Block.size].rows[place % Block.size] }
  private func name(_ place: Int) -> ArraySlice<UInt8> { blocks[place / Block.size].name(of: place % Block.size) }
}

extension TestCases {
  package func count(of outcome: TestCase.Outcome) -> Int { count { $0.outcome == outcome } }
  package var flakyCount: Int { count(where: \.isFlaky) }

  private func count(where holds: (Row) -> Bool) -> Int { blocks.reduce(0) { $0 + $1.rows.count(where: holds) } }

  /// How long cases took together, as far as the report says; without making any of them.
  package func nanoseconds(of places: Range<Int>) -> UInt64 {
    places.reduce(0) { $0.addingClamped(row($1).nanoseconds ?? 0) }
  }

  /// What tells a test from others: its group without the file, and its name.
  private struct Identity: Hashable {
    let group: Int
    let name: ArraySlice<UInt8>
  }

  /// Which test each case is a try of: tests are numbered from 0 in the order in which they stand first.
  package var testNumbers: [Int] {
    let withoutFile = numbered(groups.map { TestGroup(suite: $0.suite, className: $0.className) })
    return numbered(indices.lazy.map { Identity(group: withoutFile[Int(row($0).group)], name: name($0)) })
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
