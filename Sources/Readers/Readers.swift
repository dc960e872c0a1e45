package import Model

extension Reader {
  /// Every format that is read, in the order in which they are asked. A new format is one row here; of a scanner whose
  /// reports are a list of records it is a file in `gates/scanners/`.
  package static let all = [Reader](describing: [], minor: nil)

  /// The same, with those that a policy describes.
  package static func all(under policy: Policy) -> [Reader] {
    let (formats, minor) = (policy.security.formats, policy.infrastructure.kubernetesMinor)
    return formats.isEmpty && minor == nil ? all : [Reader](describing: formats, minor: minor)
  }

  fileprivate static let programmed: [Reader] = [
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
    .tap,
    .nunit,
    .xunitNet,
    .trx,
    .robot,
    .goBenchJSON,
    .goTest,
    .ctrf,
    .cucumber,
    .mocha,
    .mochawesome,
    .jest,
    .googleTest,
    .catch2XML,
    .dart,
    .rspec,
    .sarif,
    .trivy,
    .mitigations,
    .terraformPlan,
    .terraformValidation,
    .terraformSource,
    .terraformJSON,
    .heyText,
    .heyCSV,
    .iperf3,
    .iperf3Events,
    .iperf3Text,
    .wrk,
    .ab,
    .abPercentiles,
    .abSamples,
    .siege,
    .ping,
    .fping,
    .k6Summary,
    .k6Samples,
    .k6CSV,
    .vegeta,
    .vegetaText,
    .vegetaSamples,
    .vegetaCSV,
    .jtlCSV,
    .jtlXML,
    .jmeterStatistics,
    .locustCSV,
    .locustJSON,
    .gatling,
    .gatlingAssertions,
    .artillery,
    .hgrm,
    .hlog,
    .hyperfine,
    .hyperfineCSV,
    .googleBenchmark,
    .googleBenchmarkCSV,
    .pytestBenchmark,
    .goBench,
    .jmh,
    .jmhCSV,
    .cargoBench,
    .criterion,
    .criterionEstimates,
    .cargoCriterion,
    .benchmarkDotNet,
    .catch2,
    .benchmarkJS,
    .asv,
    .rubyBenchmark,
    .dartBenchmark,
    .iai,
    .julia,
    .prometheusText,
    .prometheusJSON,
    .ownJSON,
    .ownSamples,
    .ownCSV,
    .customBenchmarks,
    .bencherMetrics,
  ]
}

extension [Reader] {
  fileprivate init(describing formats: [ScanFormat], minor: Int?) {
    let builtIn = (try? ScanFormat.builtIn()) ?? []
    self =
      Reader.programmed + Reader.described(formats + builtIn) + [
        .kubernetes(minor: minor), .compose, .prometheusRules, .featureFlags, .helmValues, .dockerfile, .consoleTime,
      ]
  }
}
