import Syntax
import Testing

/// The numbers of elements `r`, and how many elements of other names stand among them.
private struct NumberedRecords: XMLRecords {
  static var record: StaticString { "r" }
  private(set) var all: [Int] = []
  private(set) var others = 0
  private(set) var texts: [UInt8] = []
  /// How many of them another handler took.
  private(set) var ahead = 0
  var deepest = Int.max

  func fresh(below depth: Int) -> NumberedRecords? { depth <= deepest ? NumberedRecords() : nil }

  mutating func open(_ element: XMLElement) throws(ReadError) {
    switch element.name {
    case "r":
      guard let number = element.integer("n") else { throw ReadError(met: "no number", wanted: "n=NUMBER") }
      all.append(number)
    case "t": element.hearText()
    default: others += 1
    }
  }

  mutating func take(_ text: Span<UInt8>) {
    for index in text.indices { texts.append(text[index]) }
  }

  mutating func append(_ later: NumberedRecords) {
    all += later.all
    others += later.others
    texts += later.texts
    ahead += later.all.count
  }
}

/// A document may be read in two parts, the later of them by another core.
struct XMLAheadTests {
  private func records(
    _ text: String, isAhead: Bool = true, deepest: Int = .max
  ) throws(ReadError) -> NumberedRecords {
    var source = try source(text, isAhead: isAhead)
    var records = NumberedRecords()
    records.deepest = deepest
    try readXMLRecords(&source, into: &records)
    return records
  }

  /// Groups of ten records; what is put behind each record stands around nothing.
  private func document(_ count: Int, behind: (Int) -> String = { _ in "\n" }) -> String {
    let groups = stride(from: 0, to: count, by: 10).map { first in
      let records = (first..<min(first + 10, count)).map { "<r n=\"\($0)\"><x/></r>\(behind($0))" }
      return "<group>\(records.joined())</group>"
    }
    return "<?xml version=\"1.0\"?>\n<all>\n\(groups.joined(separator: "\n "))\n</all>\n"
  }

  /// Enough for libxml2 to be given more than one chunk.
  private let many = 8000

  @Test(arguments: ["", "\n", " <!-- <s/> -->", "<x/>\n"])
  func `the later parts are read by another core`(_ between: String) throws {
    let text = document(many) { _ in between }
    let (numbers, whole) = (try records(text), try records(text, isAhead: false))
    #expect(numbers.all == Array(0..<many))
    #expect(numbers.others == whole.others)
    #expect(numbers.ahead > many / 4)
    #expect(numbers.ahead < many / 2)
    #expect(whole.ahead == 0)
  }

  @Test func `where elements around a record say more than their names, one core reads all`() throws {
    let numbers = try records(document(many), deepest: 1)
    #expect(numbers.all == Array(0..<many))
    #expect(numbers.ahead == 0)
  }

  @Test(arguments: [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<t>", "</t>"), ("<?p ", "?>")])
  func `what only looks like a record counts for nothing`(_ open: String, _ close: String) throws {
    let false_ = (0..<9000).map { "<r n=\"\($0)\"/> \n" }.joined()
    let hidden = open + (open == "<t>" ? false_.split(separator: "<").joined(separator: "&lt;") : false_) + close
    let before = (0..<2000).map { "<r n=\"\($0)\"/>" }.joined()
    let text = "<all><group>\(before)\(hidden)<r n=\"2000\"/></group></all>"
    let numbers = try records(text)
    #expect(numbers.all == Array(0...2000))
    #expect(numbers.ahead <= 1)
    #expect(numbers.texts == (try records(text, isAhead: false)).texts)
  }

  @Test func `records that stand under other elements are read by one core`() throws {
    let first = (0..<4000).map { "<r n=\"\($0)\"/>" }.joined()
    let second = (4000..<8000).map { "<r n=\"\($0)\"/>" }.joined()
    let numbers = try records("<all><a>\(first)</a><b>\(second)</b></all>")
    #expect(numbers.all == Array(0..<8000))
    #expect(numbers.ahead == 0)
  }

  @Test func `what is wrong is refused, in any part and behind the records`() {
    let lines = document(many).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for broken in [20, 3000, 4500, 8000, lines.count - 2] {
      for wrong in ["<r/>", "<r n=\"1\">", "</r>", "<r n='1' <", "&none;"] {
        var lines = lines
        lines[broken] = wrong
        let text = lines.joined(separator: "\n")
        #expect(refusal { () throws(ReadError) in _ = try records(text) } != nil)
        #expect(refusal { () throws(ReadError) in _ = try records(text, isAhead: false) } != nil)
      }
    }
  }

  @Test func `a document that is cut off is refused`() {
    let text = document(many)
    for share in 1..<20 {
      let cut = String(text.prefix(text.utf8.count * share / 20))
      #expect(refusal { () throws(ReadError) in _ = try records(cut) } != nil)
    }
  }

  @Test func `forbidden bytes are counted in all parts`() throws {
    let text = document(many) { $0 % 1000 == 0 ? "\u{1}<x/>" : "" }
    for isAhead in [true, false] {
      var source = try source(text, isAhead: isAhead)
      var records = NumberedRecords()
      try readXMLRecords(&source, into: &records)
      #expect(source.scrubbed == 8)
    }
  }
}
