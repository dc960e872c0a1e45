/// Why an input cannot be read: where, what was met, what was wanted. Text from the input is not made safe here.
package struct ReadError: Error, Hashable {
  /// From 1; `nil` where the input has no lines or the trouble has no place.
  package var line: Int?
  package var met: String
  package var wanted: String

  package init(line: Int? = nil, met: String, wanted: String) {
    self.line = line
    self.met = met
    self.wanted = wanted
  }

  package var message: String { "met \(met), wanted \(wanted)" }
}

extension ReadError {
  /// A piece of the input for a message: quoted, cut after 60 bytes.
  package static func quoted(_ bytes: some Sequence<UInt8>) -> String {
    let shown = Array(bytes.prefix(61))
    return "\"\(String(decoding: shown.prefix(60), as: UTF8.self))\(shown.count > 60 ? "…" : "")\""
  }
}
