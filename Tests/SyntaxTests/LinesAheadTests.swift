import Syntax
import Testing

/// The first fields of rows, or the members `a` of objects.
private struct Firsts: AheadRecords {
  private(set) var all: [String] = []
  /// How many of them another reader took.
  private(set) var ahead = 0
  var isOfAnotherKind = false

  var fresh: Firsts { Firsts() }

  mutating func append(_ later: Firsts) -> Bool {
    if isOfAnotherKind { return false }
    all += later.all
    ahead += later.all.count
    return true
  }

  /// Rows of as many fields as the header, the last of which may be cut short.
  mutating func takeRows(_ source: inout ByteSource) throws(ReadError) -> Bool {
    var csv = CSVReader(&source)
    while try csv.nextRow() {
      guard csv.count == 2 else {
        guard csv.isUnended else { throw csv.error("two fields") }
        return false
      }
      all.append(csv.text(0))
    }
    source = csv.handOver()
    return true
  }

  mutating func takeObjects(_ source: inout ByteSource) throws(ReadError) -> Bool {
    var json = JSONReader(&source)
    while try json.hasMore(), !json.source.isAtTurn {
      try json.beginObject()
      while let key = try json.nextKey() {
        if key == "a" { all.append(try json.text() ?? "") } else { try json.skip() }
      }
    }
    source = json.source.handOver()
    return true
  }
}

/// Records that stand one a line may be read in parts, the later of them by other cores.
struct LinesAheadTests {
  private func rows(
    _ text: String, isAhead: Bool = true, isOfAnotherKind: Bool = false
  ) throws(ReadError) -> (rows: Firsts, isWhole: Bool) {
    var source = try source(text, isAhead: isAhead)
    var firsts = Firsts()
    firsts.isOfAnotherKind = isOfAnotherKind
    let isWhole = try source.takeLines(into: &firsts, beginning: "\n") { source, firsts throws(ReadError) in
      try firsts.takeRows(&source)
    }
    return (firsts, isWhole)
  }

  private func objects(_ text: String, isAhead: Bool = true) throws(ReadError) -> Firsts {
    var source = try source(text, isAhead: isAhead)
    var firsts = Firsts()
    _ = try source.takeLines(into: &firsts, beginning: "\n{") { source, firsts throws(ReadError) in
      try firsts.takeObjects(&source)
    }
    return firsts
  }

  private func table(_ count: Int, end: String = "\n", _ row: (Int) -> String = { "\($0),x" }) -> String {
    (0..<count).map(row).joined(separator: end)
  }

  @Test(arguments: [("\n", "\n"), ("\r\n", "\r\n"), ("\n", ""), ("\n", "\n\n\n")])
  func `the later parts of the rows are read by another core, whatever ends them`(_ end: String, _ last: String) throws
  {
    let (rows, isWhole) = try rows(table(1000, end: end) + last)
    #expect(rows.all == (0..<1000).map(String.init))
    #expect(rows.ahead > 450)
    #expect(rows.ahead < 550)
    #expect(isWhole)
  }

  @Test(arguments: [2, 3, 4]) func `blank lines are no rows, in any part`(_ ends: Int) throws {
    let text = table(300, end: String(repeating: "\n", count: ends))
    #expect(try rows(text).rows.all == (0..<300).map(String.init))
  }

  @Test func `rows whose fields hold lines are read like on one core, wherever another one begins`() throws {
    for count in 1..<60 {
      let text = table(count) { "\"\($0)\n\($0 % 3),\($0)\n\",x" }
      #expect(try rows(text).rows.all == rows(text, isAhead: false).rows.all)
    }
  }

  @Test func `what another core read from within a field counts for nothing`() throws {
    let field = "\"" + table(500) { "9\($0),y" } + "\""
    let text = table(60) { $0 == 50 ? "\(field),x" : "\($0),x" }
    let rows = try rows(text).rows
    #expect(rows.all == (0..<60).map { $0 == 50 ? String(field.dropFirst().dropLast()) : "\($0)" })
  }

  @Test func `what does not belong together counts for nothing`() throws {
    let rows = try rows(table(300), isOfAnotherKind: true).rows
    #expect(rows.all == (0..<300).map(String.init))
  }

  @Test(arguments: 0...4) func `a table of few rows is read like any other`(_ count: Int) throws {
    #expect(try rows(table(count)).rows.all == (0..<count).map(String.init))
  }

  @Test func `a last row that is cut short is told of, whoever came to it`() throws {
    for count in [1, 2, 300] {
      let (rows, isWhole) = try rows(table(count) + "\n300")
      #expect(rows.all == (0..<count).map(String.init))
      #expect(!isWhole)
    }
  }

  @Test(arguments: [2, 150, 299]) func `what is wrong is told with its line, in any part`(_ broken: Int) {
    let text = table(300) { $0 == broken ? "1,2,3" : "\"\($0)\n\",x" } + "\n"
    let error = refusal { () throws(ReadError) in _ = try rows(text) }
    #expect(error?.line == 2 * broken + 1)
    #expect(error == refusal { () throws(ReadError) in _ = try rows(text, isAhead: false) })
  }

  @Test(arguments: ["\n", "\r\n", "\n\n"])
  func `the later parts of objects, one a line, are read by another core`(_ end: String) throws {
    let objects = try objects(table(1000, end: end) { "{\"a\":\"\($0)\",\"b\":\"\\n{\"}" } + "\n")
    #expect(objects.all == (0..<1000).map(String.init))
    #expect(objects.ahead > 450)
  }

  @Test func `objects that stand in others are no lines of their own`() throws {
    let inner = table(300, end: ",\n") { "{\"a\":\"9\($0)\"}" }
    let text = table(60) { "{\"a\":\"\($0)\",\"b\":[\($0 == 50 ? "\n" + inner : "")]}" }
    let objects = try objects(text)
    #expect(objects.all == (0..<60).map(String.init))
  }

  @Test func `an object that is wrong is told with its line, in any part`() {
    for broken in [3, 250, 499] {
      let text = table(500) { $0 == broken ? "{\"a\":!}" : "{\"a\":\"\($0)\"}" }
      let error = refusal { () throws(ReadError) in _ = try objects(text) }
      #expect(error?.line == broken + 1)
      #expect(error == refusal { () throws(ReadError) in _ = try objects(text, isAhead: false) })
    }
  }
}
