package import Model
package import Syntax

/// Turns the bytes of one report format into evidence.
package struct Reader: Sendable {
  /// The format's name, as `formats` and `inspect` show it.
  package let format: String
  /// The gates that its evidence speaks to.
  package let gates: [GateID]
  /// Where such a report lies when nobody configured anything.
  package let usualNames: [Glob]
  /// Where one may lie too, among files of other formats that are nobody's concern.
  package let hints: [Glob]
  /// Where the format is described, for docs.
  package let source: String
  /// Whether the first 64 KiB are of this format; never by name.
  package let recognises: @Sendable (_ head: Head) -> Bool
  /// Where a file of the format may be cut so that its parts can be read for themselves.
  package let boundary: Boundary?
  /// Whether it can make use of a core that reads ahead.
  package let looksAhead: Bool
  package let read: @Sendable (_ source: inout ByteSource, _ origin: Path) throws(ReadError) -> Evidence

  init(
    _ format: String, gates: [GateID], usualNames: [Glob] = [], hints: [Glob] = [], source: String,
    boundary: Boundary? = nil, looksAhead: Bool = false,
    recognises: @escaping @Sendable (Head) -> Bool,
    read: @escaping @Sendable (inout ByteSource, Path) throws(ReadError) -> Evidence
  ) {
    self.format = format
    self.gates = gates
    self.usualNames = usualNames
    self.hints = hints
    self.source = source
    self.boundary = boundary
    self.recognises = recognises
    self.looksAhead = looksAhead
    self.read = read
  }
}

extension Reader {
  /// Every place that is looked at for it.
  package var names: [Glob] { usualNames + hints }
}

/// A text at which the files of a format may be cut.
package struct Boundary: Sendable {
  package let text: [UInt8]
  /// How many bytes of the text belong to the part before.
  package let cut: Int
  /// Whether what is read of a part knows the lines where it stands.
  package let tellsLines: Bool
  /// Files of less than so many bytes are not worth a cut.
  package let worth: Int

  init(_ text: String, cut: Int, tellsLines: Bool, worth: Int) {
    self.text = Array(text.utf8)
    self.cut = cut
    self.tellsLines = tellsLines
    self.worth = worth
  }
}
