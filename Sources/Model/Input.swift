/// A file that a run was given or found, and what became of it.
package struct Input: Hashable, Sendable {
  package enum Status: String, CaseIterable, Sendable {
    /// A missing one is named by the policy, and not there.
    case read, unreadable, missing
    case unknownFormat = "unknown-format"
  }

  package var path: Path
  /// The name of the format that it was recognised as.
  package var format: String?
  package var status: Status
  /// Why it was not read: line, or `nil` where a line means nothing, and words.
  package var error: InputError?
  /// The gates that its format speaks to; those that asked for it where no format was recognised.
  package var gates: [GateID]

  package init(path: Path, format: String?, status: Status, error: InputError? = nil, gates: [GateID]) {
    self.path = path
    self.format = format
    self.status = status
    self.error = error
    self.gates = gates
  }
}

/// Why an input was not read.
package struct InputError: Hashable, Sendable {
  package var message: String
  package var line: Int?

  package init(message: String, line: Int? = nil) {
    self.message = message
    self.line = line
  }
}
