import Model
import Syntax

// Reports that are lines of text: tables of comma-separated values, and paragraphs of labelled lines.

extension ScanTaking {
  /// Takes a table whose first row names the columns; each other row is a member of the whole.
  ///
  /// - Source: RFC 4180
  mutating func takeTable(_ source: inout ByteSource) throws(ReadError) {
    let columns = try source.nextRow() ?? []
    begin(0)
    takeBlank(0, isList: true)
    for column in columns { if let node = plan.nodes[0].child(column) { take(node, nil) } }
    while let row = try source.nextRow() {
      guard row.count == columns.count else {
        throw ReadError(
          line: source.line - 1, met: "a row of \(row.count) fields", wanted: "one of \(columns.count), as in the first"
        )
      }
      takeMembers(zip(columns, row))
    }
    end(0)
  }

  /// Takes blocks of `Label: value` lines, each a member of the whole; a line without a label is a member of that
  /// name.
  mutating func takeParagraphs(_ source: inout ByteSource) throws(ReadError) {
    var block: [(String, String)] = []
    begin(0)
    takeBlank(0, isList: true)
    while let range = try source.nextLine() {
      let line = source.text(range)
      if let (label, text) = line.parted(by: ": ") {
        block.append((label, text))
      } else {
        if !block.isEmpty { takeMembers(block) }
        block = []
        if let node = plan.nodes[0].child(line), !line.isEmpty { take(node, nil) }
      }
    }
    if !block.isEmpty { takeMembers(block) }
    end(0)
  }

  private mutating func takeMembers(_ members: some Sequence<(String, String)>) {
    guard let record = plan.nodes[0].every else { return }
    begin(record)
    take(record, nil)
    for (name, text) in members {
      guard let node = plan.nodes[record].child(name) else { continue }
      begin(node, name: name)
      take(node, text.isEmpty ? nil : text)
      end(node)
    }
    end(record)
  }
}

extension ByteSource {
  /// Takes the next row of comma-separated values, which may span lines within quotes; `nil` at the end.
  fileprivate mutating func nextRow() throws(ReadError) -> [String]? {
    guard var row = try nextLine().map({ Array(buffer[$0]) }) else { return nil }
    while row.count(where: { $0 == UInt8(ascii: "\"") }) % 2 == 1 {
      guard let more = try nextLine() else {
        throw ReadError(line: line, met: "a quote that is not closed", wanted: "the rest of the row")
      }
      row += [UInt8(ascii: "\n")] + buffer[more]
      if row.count > ByteCap.token { throw ReadError(line: line, met: "a row of 16 MiB", wanted: "an end to it") }
    }
    return row.fields
  }
}

extension [UInt8] {
  /// The fields of a row, without the quotes around them.
  fileprivate var fields: [String] {
    var fields: [[UInt8]] = [[]]
    var isQuoted = false
    for (index, byte) in enumerated() {
      if byte == UInt8(ascii: "\"") {
        // Two quotes inside of quotes are one.
        if !isQuoted, index > 0, self[index - 1] == byte { fields[fields.count - 1].append(byte) }
        isQuoted.toggle()
      } else if byte == UInt8(ascii: ","), !isQuoted {
        fields.append([])
      } else {
        fields[fields.count - 1].append(byte)
      }
    }
    return fields.map { String(decoding: $0, as: UTF8.self) }
  }
}
