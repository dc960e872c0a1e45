import Model
import Syntax

/// An object of JSON that is small enough to be held: its leaves by the way to them, `stats.mean`.
///
/// Of lists only the numbers are kept, those of lists in lists in one row.
struct JSONRecord {
  private(set) var fields: [(path: String, text: String)] = []
  private var lists: [String: [Decimal]] = [:]
  private(set) var line = 1

  /// Of one list, so that a file that is made to fill the memory does not.
  private static let listCap = 1 << 22

  init() {}

  func text(_ path: String) -> String? { fields.last { $0.path == path }?.text }
  func number(_ path: String) -> Decimal? { text(path).flatMap { Decimal($0) } }
  /// A number with the places it was written with.
  func printed(_ path: String) -> PrintedNumber? { text(path).flatMap { PrintedNumber($0) } }
  func numbers(_ path: String) -> [Decimal] { lists[path] ?? [] }
  func integer(_ path: String) -> Int? { text(path).flatMap { Int($0) } ?? number(path)?.wholePart }

  /// The leaves below a way, with the rest of theirs.
  func fields(below prefix: String) -> [(path: String, text: String)] {
    fields.filter { $0.path.hasPrefix(prefix) }.map { (String($0.path.dropFirst(prefix.count)), $0.text) }
  }

  fileprivate mutating func read(_ json: inout JSONReader, at path: String) throws(ReadError) {
    switch try json.peek() {
    case .object:
      try json.beginObject()
      while let key = try json.nextKey() { try read(&json, at: path.isEmpty ? key : "\(path).\(key)") }
    case .array: try readList(&json, at: path)
    case .string, .number, .bool: fields.append((path, try json.text() ?? ""))
    case .null: try json.null()
    }
  }

  private mutating func readList(_ json: inout JSONReader, at path: String) throws(ReadError) {
    try json.beginArray()
    while try json.nextElement() {
      switch try json.peek() {
      case .number:
        guard let number = Decimal(try json.digits()) else { continue }
        lists[path, default: []].append(number)
        if lists[path, default: []].count > JSONRecord.listCap {
          throw ReadError(line: json.line, met: "more than \(JSONRecord.listCap) numbers", wanted: "a shorter list")
        }
      case .array: try readList(&json, at: path)
      case .object, .string, .bool, .null: try json.skip()
      }
    }
  }

  /// Takes the value that comes next as a member of that name.
  mutating func take(_ key: String, _ json: inout JSONReader) throws(ReadError) { try read(&json, at: key) }

  fileprivate init(_ json: inout JSONReader) throws(ReadError) {
    line = json.line
    try read(&json, at: "")
  }
}

extension JSONReader {
  /// The object that comes next, with all of its leaves.
  mutating func record() throws(ReadError) -> JSONRecord { try JSONRecord(&self) }

  /// Hands over the objects of the list that comes next, each as a record.
  mutating func forEachRecord(_ take: (JSONRecord) throws(ReadError) -> Void) throws(ReadError) {
    try beginArray()
    while try nextElement() { try take(try record()) }
  }
}

extension Decimal {
  /// What stands before the point; `nil` where it does not fit.
  var wholePart: Int? { Int(exactly: units / Decimal(1).units) }
}
