extension Reader {
  /// Every format that is read, in the order in which they are asked. A new format is one row here.
  package static let all: [Reader] = [
    .lcov,
    .cobertura,
    .junit,
    .tap,
    .nunit,
    .xunitNet,
    .trx,
    .robot,
    .goTest,
    .ctrf,
    .cucumber,
    .mocha,
    .dart,
    .rspec,
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
