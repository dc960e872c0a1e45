package import Model

/// What a run is asked to do.
package struct Request: Sendable {
  package var gates: [GateID] = GateID.allCases
  package var base: String?
  package var head: String?
  /// Where the policy is; `nil`: at its usual place.
  package var configuration: Path?
  /// Which commit's `sixgate.yaml` holds.
  package var lawOrigin = LawOrigin.base
  /// A policy that stands below the repository's own.
  package var organisation: Organisation?
  /// Whether the gates behind the first that blocks are left out.
  package var stopsAtFirstBlock = false
  /// The minor version of Kubernetes that manifests are for; `nil`: the policy's.
  package var kubernetesMinor: Int?
  /// Where the record is that the change is compared with; `nil`: in the usual notes, if there are any.
  package var records: RecordStore?
  /// Whether the programs are run that the policy names.
  package var executes = false
  /// Whether charts and kustomizations are rendered.
  package var renders = false
  /// Whether the tests of the change's commits are run.
  package var replays = false
  /// Where the reports are that CI kept of the tests of commits; `nil`: nowhere.
  package var evidence: Path?
  /// Whether some report has room for pictures, which may want to know more.
  package var draws = false
  /// Where a step of the pipeline saved who reviewed the change; `nil`: nowhere.
  package var reviews: Path?
  /// Whether the report is to come with a record.
  package var isRecorded = false

  package init() {}

  /// An organisation's policy and the SHA-256 of its bytes.
  package struct Organisation: Sendable {
    package let path: Path
    package let digest: String

    package init(path: Path, digest: String) {
      self.path = path
      self.digest = digest
    }
  }
}

/// Which commit of a change its law is read from.
package enum LawOrigin: String, CaseIterable, Sendable {
  /// The one that the change is to be merged into: nobody loosens the law for their own change.
  case base
  /// The change itself, as the checkout holds it.
  case head
}

extension Request {
  /// Whether any of its gates looks at reports and manifests: gate 1 looks at the history alone.
  var wantsFiles: Bool { gates.contains { $0 != .tdd } }
}
