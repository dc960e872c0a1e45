import Model

extension Reader {
  /// Every format that is read, in the order in which they are asked. A new format is one row here; of a scanner whose
  /// reports are a list of records it is a file in `gates/scanners/`.
  package static let all: [Reader] = programmed + described((try? ScanFormat.builtIn()) ?? []) + [.kubernetes]

  private static let programmed: [Reader] = [
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
