package import Model

/// What a run is asked to do.
package struct Request: Sendable {
  package var gates: [GateID] = GateID.allCases
  package var base: String?
  package var head: String?
  /// Where the policy is; `nil`: at its usual place.
  package var configuration: Path?
  /// Whether the gates behind the first that blocks are left out.
  package var stopsAtFirstBlock = false
  /// Where the record is that the change is compared with; `nil`: in the usual notes, if there are any.
  package var records: RecordStore?
  /// Whether the report is to come with a record.
  package var isRecorded = false

  package init() {}
}
