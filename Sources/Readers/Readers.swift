extension Reader {
  /// Every format that is read, in the order in which they are asked. A new format is one row here.
  package static let all: [Reader] = [
    .lcov,
    .clover,
    .cobertura,
    .goProfile,
    .coveralls,
    .coveragePy,
    .gcovr,
    .gcovrSummary,
    .istanbul,
    .istanbulSummary,
    .jacoco,
    .llvmCov,
    .opencover,
    .sonarqube,
    .junit,
    .sarif,
    .trivy,
    .terraformPlan,
    .terraformValidation,
    .heyText,
    .heyCSV,
    .iperf3,
    .kubernetes,
  ]
}
