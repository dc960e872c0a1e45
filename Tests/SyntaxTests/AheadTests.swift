import Syntax
import Testing

/// Numbers, each the member `a` of an object.
private struct Numbers: JSONRecords {
  private(set) var all: [Int] = []
  /// How many of them another reader took.
  private(set) var ahead = 0
  var isOfAnotherKind = false

  var fresh: Numbers { Numbers() }

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      if key == "a" { all.append(try json.integer() ?? -1) } else { try json.skip() }
    }
  }

  mutating func append(_ later: Numbers) -> Bool {
    if isOfAnotherKind { return false }
    all += later.all
    ahead += later.all.count
    return true
  }
}

/// A list may be read in parts, the later of them by other cores.
struct AheadTests {
  /// What a list becomes when every plan is carried out at once.
  private func numbers(
    _ text: String, isOfAnotherKind: Bool = false, isAhead: Bool = true, isInner: Bool = false
  ) throws(ReadError) -> Numbers {
    var json = JSONReader(try source(text, isAhead: isAhead))
    var numbers = Numbers()
    numbers.isOfAnotherKind = isOfAnotherKind
    try json.beginArray()
    try json.takeElements(into: &numbers, isInner: isInner)
    try json.finish()
    return numbers
  }

  private func list(_ count: Int, separator: String = ",", _ member: (Int) -> String = { "\"a\":\($0)" }) -> String {
    "[" + (0..<count).map { "{\(member($0))}" }.joined(separator: separator) + "]"
  }

  @Test(arguments: [",", ", ", ",\n  ", "\n,\n"])
  func `the later parts of a list are read by another core, wherever its blanks stand`(_ separator: String) throws {
    let numbers = try numbers(list(1000, separator: separator))
    #expect(numbers.all == Array(0..<1000))
    #expect(numbers.ahead > 400)
    #expect(numbers.ahead < 600)
  }

  @Test func `of a list among others another core is asked only when much of the input was in it`() throws {
    let numbers = try numbers(list(1600), isInner: true)
    #expect(numbers.all == Array(0..<1600))
    #expect(numbers.ahead > 700)
    #expect(numbers.ahead < 770)
  }

  @Test(arguments: 0...4) func `a list of few is read like any other`(_ count: Int) throws {
    #expect(try numbers(list(count)).all == Array(0..<count))
  }

  @Test func `another core may begin where nothing of the list does, which counts for nothing`() throws {
    let inner = list(100)
    let numbers = try numbers(list(5) { "\"a\":\($0),\"b\":\(inner)" })
    #expect(numbers.all == Array(0..<5))
    #expect(numbers.ahead < 2)
  }

  @Test func `a string that looks like the beginning of a record is none`() throws {
    let text = list(200) { "\"a\":\($0),\"b\":\"},{\\\"a\\\":7},{'a':\"" }
    #expect(try numbers(text).all == Array(0..<200))
  }

  @Test func `what belongs to another list counts for nothing`() throws {
    let numbers = try numbers(list(200), isOfAnotherKind: true)
    #expect(numbers.all == Array(0..<200))
  }

  @Test func `what is wrong is told with its line, in any part and behind the list`() {
    for broken in [10, 300, 799, 800] {
      var lines = list(800, separator: ",\n").split(separator: "\n").map(String.init)
      if broken < 800 { lines[broken] = "{\"a\":!}," } else { lines.append("!") }
      let text = lines.joined(separator: "\n")
      let error = refusal { () throws(ReadError) in _ = try numbers(text) }
      #expect(error?.line == broken + 1)
      #expect(error == refusal { () throws(ReadError) in _ = try numbers(text, isAhead: false) })
    }
  }

  @Test func `a list that is cut off is refused`() {
    let text = list(500)
    for end in stride(from: 1, to: text.utf8.count, by: 97) {
      #expect(refusal { () throws(ReadError) in _ = try numbers(String(text.prefix(end))) } != nil)
    }
  }
}
