package import Model

extension Reader {
  /// Every format that is read, in the order in which they are asked. A new format is one row here; of a scanner whose
  /// reports are a list of records it is a file in `gates/scanners/`.
  package static let all = [Reader](describing: [])

  /// The same, with those that a policy describes.
  package static func all(under policy: Policy) -> [Reader] {
    policy.security.formats.isEmpty ? all : [Reader](describing: policy.security.formats)
  }

  fileprivate static let programmed: [Reader] = [
    .lcov,
    .cobertura,
    .junit,
    .sarif,
    .trivy,
    .terraformPlan,
    .terraformValidation,
    .heyText,
    .heyCSV,
    .iperf3,
  ]
}

extension [Reader] {
  fileprivate init(describing formats: [ScanFormat]) {
    let builtIn = (try? ScanFormat.builtIn()) ?? []
    self = Reader.programmed + Reader.described(formats + builtIn) + [.kubernetes]
  }
}
