import Syntax
import Testing

struct CSVTests {
  /// The rows of a text, whose blocks are so short that rows are cut.
  private func rows(_ text: String, separator: Character = ",", blockSize: Int = 3) throws -> [[String]] {
    var source = try ByteSource(ByteStream(Array(text.utf8), blockSize: blockSize))
    var csv = CSVReader(&source, separator: separator)
    var rows: [[String]] = []
    while try csv.nextRow() {
      var row: [String] = []
      for column in 0..<csv.count { row.append(csv.text(column)) }
      rows.append(row)
    }
    return rows
  }

  @Test func `fields stand between commas, rows between line ends`() throws {
    #expect(try rows("a,b\r\n\n1,,\n,\nlast") == [["a", "b"], ["1", "", ""], ["", ""], ["last"]])
  }

  @Test func `quotes hold commas, line ends and doubled quotes`() throws {
    #expect(try rows("\"a,b\",\"c\nd\",\"e\"\"f\"\nx\n") == [["a,b", "c\nd", "e\"f"], ["x"]])
  }

  @Test func `a quote inside a field is a character`() throws {
    #expect(try rows("5\" disk,a\"b\n") == [["5\" disk", "a\"b"]])
  }

  @Test func `a quote that nothing closes runs to the end`() throws {
    #expect(try rows("a,\"b\nc").last?.first == "a")
  }

  @Test func `tabs separate where they are said to`() throws {
    #expect(try rows("a,b\tc\n", separator: "\t") == [["a,b", "c"]])
  }

  @Test func `nothing has no rows`() throws {
    #expect(try rows("").isEmpty)
    #expect(try rows("\n\r\n\n").isEmpty)
  }

  @Test(arguments: [
    ("0.0011", 9, 1_100_000), ("2", 9, 2_000_000_000), ("\"12.5\"", 1, 125), ("0.123456789999", 9, 123_456_789),
    ("007", 0, 7), ("1.9", 0, 1),
  ])
  func `numbers are taken exactly, places beyond those asked for are cut`(
    _ text: String, _ places: Int, _ value: UInt64
  ) throws {
    var source = try ByteSource(Array("\(text)\n".utf8))
    var csv = CSVReader(&source)
    _ = try csv.nextRow()
    let number = csv.fixedPoint(0, places: places)
    #expect(number == value)
  }

  @Test(arguments: ["", "-1", "+1", "1.", ".5", "1e3", "NaN", "1,5", " 1", "1 ", "99999999999999999999", "1.2.3"])
  func `what is no plain number is none`(_ text: String) throws {
    var source = try ByteSource(Array("\(text);\n".utf8))
    var csv = CSVReader(&source, separator: ";")
    _ = try csv.nextRow()
    let number = csv.fixedPoint(0, places: 9)
    #expect(number == nil)
  }

  @Test func `a row that is refused is shown with its line`() throws {
    var source = try ByteSource(ByteStream(Array("a\nb\n\nc,d\n".utf8), blockSize: 2))
    var csv = CSVReader(&source)
    for _ in 0..<3 { _ = try csv.nextRow() }
    let error = csv.error("a number").placed
    #expect(error == "4: met \"c,d\", wanted a number")
  }

  @Test func `a column that the row has not is empty`() throws {
    var source = try ByteSource(Array("c,d\n".utf8))
    var csv = CSVReader(&source)
    _ = try csv.nextRow()
    let (text, isEmpty, number) = (csv.text(2), csv.isEmpty(2), csv.integer(2))
    #expect(text.isEmpty && isEmpty && number == nil)
  }

  @Test func `a row without a line's end is known`() throws {
    var source = try ByteSource(Array("a,b".utf8))
    var csv = CSVReader(&source)
    _ = try csv.nextRow()
    let isUnended = csv.isUnended
    #expect(isUnended)
    let hasMore = try csv.nextRow()
    #expect(!hasMore)
  }

  @Test func `a number is the same wherever in the input it stands`() throws {
    let texts = [
      "0", "7", "0.0123", "12.5", "1234567", "12345678", "123456789012", "1234567.1234567", "0.12345678", "00012", "1.",
      ".5", "1.2.3", "-1", "+1", "1e5", "", " 1", "1 ", "1/2", "9:", "18446744073709551616",
    ]
    for text in texts {
      for places in 0...10 {
        var found: [UInt64?] = []
        for behind in ["", "\n" + String(repeating: "x", count: 64)] {
          var source = try ByteSource(Array("x,\(text)\(behind)".utf8))
          var csv = CSVReader(&source)
          #expect(try csv.nextRow())
          found.append(csv.fixedPoint(1, places: places))
        }
        #expect(found[0] == found[1], "\(text), \(places) places")
      }
    }
  }

  @Test func `digits beyond the places are cut off`() throws {
    var source = try ByteSource(Array("1.2345678,1.5,7,0.0019 and no more than that,".utf8))
    var csv = CSVReader(&source)
    #expect(try csv.nextRow())
    #expect((0..<3).map { csv.fixedPoint($0, places: 2) } == [123, 150, 700])
    #expect(csv.fixedPoint(3, places: 2) == nil)
  }
}
