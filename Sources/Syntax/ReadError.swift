/// Why an input cannot be read: where, what was met, what was wanted. Text from the input is not made safe here.
package struct ReadError: Error, Hashable {
  /// The input's name, where the caller does not know which one it is.
  package var input: String?
  /// From 1; `nil` where the input has no lines or the trouble has no place.
  package var line: Int?
  /// From 1, in characters; `nil` where only the line is known.
  package var column: Int?
  package var met: String
  package var wanted: String

  package init(line: Int? = nil, column: Int? = nil, met: String, wanted: String) {
    self.line = line
    self.column = column
    self.met = met
    self.wanted = wanted
  }

  package var message: String { "met \(met), wanted \(wanted)" }

  /// With the place in front, as far as it is known.
  package var placed: String {
    let place = [input, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
    return place.isEmpty ? message : "\(place): \(message)"
  }

  package func of(_ input: some CustomStringConvertible) -> ReadError {
    var error = self
    error.input = String(describing: input)
    return error
  }
}

extension ReadError {
  /// A piece of the input for a message: quoted, cut after 60 bytes.
  package static func quoted(_ bytes: some Sequence<UInt8>) -> String {
    let shown = Array(bytes.prefix(61))
    return "\"\(String(decoding: shown.prefix(60), as: UTF8.self))\(shown.count > 60 ? "…" : "")\""
  }
}
