import Model
import Syntax

/// Rows under a header, as many fields in each as the header has. The last row may be cut short: it is left out, and
/// that is said.
struct TableReader: ~Copyable {
  var csv: CSVReader
  let columns: Columns
  private let separator: Character
  private var isCutShort = false

  init(_ source: inout ByteSource, separator: Character = ",") throws(ReadError) {
    csv = CSVReader(&source, separator: separator)
    self.separator = separator
    guard try csv.nextRow() else { throw ReadError(met: "no header", wanted: "a first line with names of columns") }
    var names: [String] = []
    for column in 0..<csv.count { names.append(csv.text(column)) }
    columns = Columns(names)
  }

  /// Rows of a table whose header was read elsewhere.
  private init(_ source: inout ByteSource, under columns: Columns, separator: Character) {
    csv = CSVReader(&source, separator: separator)
    self.columns = columns
    self.separator = separator
  }

  func column(_ name: String) throws(ReadError) -> Int {
    guard let column = columns[name] else { throw csv.error("a header with \(name)") }
    return column
  }

  /// Takes the next row.
  mutating func next() throws(ReadError) -> Bool {
    while !isCutShort, try csv.nextRow() {
      if csv.count == columns.count { return true }
      try refuse("\(columns.count) fields")
    }
    return false
  }

  /// Takes all rows; of many other cores may take some.
  ///
  /// - Parameter take: takes rows for as long as there is a next one.
  mutating func takeRows(
    into log: inout ResponseLog,
    _ take: @escaping @Sendable (inout TableReader, inout ResponseLog) throws(ReadError) -> Void
  ) throws(ReadError) {
    let (columns, separator) = (columns, separator)
    var source = csv.handOver()
    isCutShort = try !source.takeLines(into: &log, beginning: "\n") { source, log throws(ReadError) in
      var rows = TableReader(&source, under: columns, separator: separator)
      try take(&rows, &log)
      source = rows.csv.handOver()
      return !rows.isCutShort
    }
  }

  /// Refuses the row, if it is not the last and cut short.
  mutating func refuse(_ wanted: String) throws(ReadError) {
    guard csv.isUnended else { throw csv.error(wanted) }
    isCutShort = true
  }

  func text(_ column: Int?) -> String {
    guard let column else { return "" }
    return csv.text(column)
  }

  /// A number times ten to the power of `places`; another one where the table has no such column.
  mutating func fixedPoint(_ column: Int?, places: Int, absent: UInt64 = 0) -> UInt64? {
    guard let column else { return absent }
    return csv.fixedPoint(column, places: places)
  }

  /// The measurement, with a word about the row that is missing.
  func marked(_ benchmark: Benchmark) -> Benchmark {
    guard isCutShort else { return benchmark }
    var benchmark = benchmark
    benchmark.caveats.append(Caveat(.cutShort, "the last line is cut short and left out"))
    return benchmark
  }
}
