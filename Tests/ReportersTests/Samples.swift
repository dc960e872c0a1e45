import Model

/// A report to be told, with the name under which its golden files lie.
struct Sample: Sendable {
  let name: String
  let report: Report

  static let all = [passed, warned, waived, failed, unjudged, inapplicable, single, crowded, hostile, components]

  private init(
    _ name: String, notices: [String] = [], change: Change = .sample, findings: [Finding] = [],
    components: [ComponentReport] = [], _ verdicts: [Verdict]
  ) {
    self.name = name
    report = Report(
      version: "0.1.0", change: change, verdicts: verdicts, components: components, findings: findings,
      notices: notices)
  }

  static let passed = Sample("passed", Verdict.passing)

  static let warned = Sample(
    "warned", notices: ["sixgate.yaml was read from the base of the change"],
    Verdict.passing.with(
      Verdict(
        gate: .performance, outcome: .warned, reason: "only warns: the test bed is being moved",
        measured: [Measure("p95", required: "< 50 ms", found: "61 ms")],
        findings: [
          Finding(
            rule: "performance.target", effect: .fail, message: "p95 of checkout is 61 ms",
            remedy: "Make it faster, or argue for another target", requirements: ["002-49"])
        ])))

  /// Findings that were waived, some that were there before, and what is said of waivers.
  static let waived = Sample(
    "waived",
    findings: [
      Finding(
        rule: "waiver.expired", effect: .warn, message: "W-3 expired on 2026-11-01, 20 days ago",
        location: Location(".sixgate/waivers/w-3.yaml"), remedy: "Fix what was found, or ask for a new waiver",
        requirements: ["002-107"]),
      Finding(
        rule: "waiver.ends-soon", effect: .note, message: "W-7 expires on 2026-12-01, in 10 days",
        location: Location(".sixgate/waivers/w-7.yaml"), remedy: "Do what its follow-up says"),
    ],
    Verdict.passing.with(
      Verdict(
        gate: .coverage, outcome: .warned, measured: [Measure("lines", required: "100 %", found: "83.40 %")],
        findings: (1...12).map { (line: Int) in
          Finding(
            rule: "coverage.lines", effect: .fail, message: "line \(line) never ran",
            location: Location("src/old.py", line: line), remedy: "Test these lines, or remove them",
            requirements: ["002-23"]
          ).pardoned(.debt(because: "the base has it"))
        }),
      Verdict(
        gate: .security, outcome: .failed, measured: [Measure("critical", required: "0", found: "2")],
        findings: [
          Finding(
            rule: "security.critical", effect: .fail, severity: .critical, message: "CVE-2026-0001 in libexample",
            location: Location("requirements.txt", line: 3), remedy: "Upgrade it", requirements: ["002-27"]
          ).pardoned(.waived(by: "W-7", until: Day("2026-12-01"))),
          Finding(
            rule: "security.critical", effect: .fail, severity: .critical, message: "CVE-2026-0002 in libother",
            location: Location("requirements.txt", line: 4), remedy: "Upgrade it", requirements: ["002-27"]),
        ])))

  static let failed = Sample(
    "failed",
    Verdict.passing.with(
      Verdict(
        gate: .coverage, outcome: .failed, reason: "19 lines never ran",
        measured: [
          Measure("lines", required: "100 %", found: "98.71 %"),
          Measure("functions", required: "100 %", found: "100 %"),
        ],
        findings: [
          Finding(
            rule: "coverage.lines", effect: .fail, message: "line 42 never ran",
            location: Location("src/pay.py", line: 42), remedy: "Test this line, or remove it",
            requirements: ["002-24", "002-25"]),
          Finding(
            rule: "coverage.lines", effect: .fail, message: "line 7 never ran",
            location: Location("src/basket.py", line: 7), remedy: "Test this line, or remove it",
            requirements: ["002-24", "002-25"]),
          Finding(
            rule: "coverage.excluded", effect: .note, message: "3 lines are excluded by the report",
            location: Location("src/basket.py"), remedy: "Say in sixgate.yaml why"),
        ],
        inputs: [Input(path: "coverage.lcov", format: "lcov", status: .read, gates: [.coverage])]
      ).showing(
        Table(
          "Files, worst first", head: ["file", "lines", "branches"],
          rows: [
            ["src/basket.py", "50.00 % (1/2)", ""],
            [
              "src/a/very/long/folder/of/folders/in/which/nobody/would/look/for/anything/pay.py", "98.99 % (98/99)",
              "1",
            ],
          ])
      ).drawing(
        Table(
          "Changed lines", head: ["changed file", "ran", "lines"],
          rows: [
            ["src/pay.py", "30 of 31", "12-30 ran, 31-34 no code, 35-41 ran, 42 missed, 43-46 ran"],
            ["src/basket.py", "1 of 2", "6 ran, 7 missed"], ["src/new.py", "0 of 0", "1-40 unknown"],
          ])),
      Verdict(
        gate: .infrastructure, outcome: .failed,
        measured: [Measure("malformed objects", required: "0", found: "1 of 4")],
        findings: [
          Finding(
            rule: "infrastructure.schema", effect: .fail, message: "spec.replica is no field of a Deployment",
            location: Location("k8s/web.yaml", line: 7), remedy: "Correct the field", requirements: ["002-38"]),
          Finding(
            rule: "infrastructure.own-image-tag", effect: .warn, message: "web:latest names no commit",
            location: Location("k8s/web.yaml", line: 22), remedy: "Name the commit"),
        ]
      ).drawing(
        Table(
          "Manifests", head: ["manifest", "object", "line"],
          rows: [
            ["k8s/web.yaml", "Deployment web in shop", "1"], ["k8s/web.yaml", "Service web in shop", "30"],
            ["k8s/jobs.yaml", "CronJob nightly", "1"], ["k8s/jobs.yaml", "ConfigMap jobs", "25"],
          ])),
      Verdict(
        gate: .integration, outcome: .passed, measured: [Measure("failed", required: "0", found: "0 of 31")]
      ).drawing(
        Table(
          "Slowest tests", head: ["test", "took", "outcome"],
          rows: [
            ["Checkout::pays", "12.500 s", "passed"], ["Checkout::refunds", "3.125 s", "failed"],
            ["Cart::sums", "0.040 s", "skipped"],
          ]),
        Table(
          "Test timeline", head: ["suite", "began", "took", "tests", "outcome"],
          rows: [
            ["Cart", "0.000 s", "1.250 s", "20", "passed"], ["Checkout", "0.500 s", "15.625 s", "10", "failed"],
            ["Stock", "1.250 s", "0.002 s", "1", "passed"],
          ])),
      Verdict(
        gate: .security, outcome: .failed, measured: [Measure("critical", required: "0", found: "1")],
        findings: [
          Finding(
            rule: "security.severity", effect: .fail, severity: .critical,
            message: "CVE-2026-0001 in libexample 1.2.3, fixed in 1.2.4",
            location: Location("requirements.txt", line: 3),
            remedy: "Raise libexample to 1.2.4", requirements: ["002-30"]),
          Finding(
            rule: "security.severity", effect: .warn, severity: .medium, message: "CVE-2026-0002 has a plan",
            location: Location("requirements.txt", line: 4, column: 9), remedy: "Follow the plan"),
        ],
        inputs: [Input(path: "trivy.json", format: "trivy", status: .read, gates: [.security, .infrastructure])])))

  static let unjudged = Sample(
    "unjudged",
    change: Change(platform: .gitlab, problem: "the history is shallow: set GIT_DEPTH to 0"),
    Verdict.passing.with(
      Verdict(gate: .tdd, outcome: .cannotJudge, reason: "the history is not there"),
      Verdict(
        gate: .integration, outcome: .cannotJudge,
        findings: [
          Finding(
            rule: "integration.unreadable", effect: .cannotJudge,
            message: "junit.xml cannot be read: met the end of the file, wanted </testsuite>",
            location: Location("junit.xml", line: 120), remedy: "Make the test job write the file whole",
            requirements: ["002-44"])
        ],
        inputs: [
          Input(
            path: "junit.xml", format: nil, status: .unreadable,
            error: InputError(message: "met the end of the file, wanted </testsuite>", line: 120),
            gates: [.integration])
        ])))

  static let inapplicable = Sample(
    "inapplicable",
    GateID.allCases.map { Verdict(gate: $0, outcome: .notApplicable, reason: "only documentation is changed") })

  /// A monorepo: one component that fails, one that passes, one as it was, one without anything, and more than are shown.
  static let components = Sample(
    "components",
    components: [
      component("checkout", [(.coverage, .failed), (.integration, .passed)]),
      component("a`|<b>", [(.coverage, .passed), (.integration, .warned)]),
      component("mail", [(.coverage, .failed), (.integration, .passed)], from: "1f3a5b7c9d1f3a5b"),
      component("docs", [(.coverage, .notApplicable), (.integration, .notApplicable)]),
    ] + (1...60).map { component("svc-\($0)", [(.coverage, .passed), (.integration, .passed)]) },
    [
      Verdict(
        gate: .coverage, outcome: .failed, reason: "1 of 64 components: checkout",
        findings: [
          {
            var finding = Finding(
              rule: "coverage.lines", effect: .fail, message: "line 7 never ran",
              location: Location("services/checkout/src/pay.py", line: 7), remedy: "Test these lines, or remove them")
            (finding.component, finding.owners) = ("checkout", ["@shop/pay", "ann@example.com"])
            return finding
          }()
        ]),
      Verdict(gate: .integration, outcome: .warned, reason: "1 of 64 components: a`|<b>"),
    ])

  private static func component(
    _ name: String, _ outcomes: [(GateID, Outcome)], from commit: String? = nil
  ) -> ComponentReport {
    let verdicts = outcomes.map { gate, outcome in
      Verdict(gate: gate, outcome: outcome, measured: [Measure("lines", required: "100 %", found: "98 %")])
    }
    return ComponentReport(name: name, verdicts: verdicts, carriedFrom: commit)
  }

  static let single = Sample("single", [Verdict.passing[1]])
}

extension Sample {
  /// More findings than anybody shows, over all levels and gates.
  static let crowded = Sample(
    "crowded",
    Verdict.passing.with(
      crowd(.coverage, .fail, 25, "Test this line, or remove it"), crowd(.security, .warn, 12, "Write a plan"),
      crowd(.integration, .note, 11, "Name the test")))

  private static func crowd(_ gate: GateID, _ effect: Effect, _ count: Int, _ remedy: String) -> Verdict {
    let findings = (1...count).map { line in
      Finding(
        rule: RuleID("\(gate.rawValue).crowd"), effect: effect, message: "thing \(line) is not as it should be",
        location: Location("src/a.py", line: line), remedy: remedy, requirements: ["002-1"])
    }
    return Verdict(gate: gate, outcome: effect == .fail ? .failed : .warned, reason: "a crowd", findings: findings)
  }

  /// Hostile text in every place that text from outside can reach.
  static let hostile = Sample(
    "hostile", notices: [HostileText.payloads.joined(separator: " ")],
    change: Change(base: "::error::base", head: "##[error]head", origin: "`|<b>", branch: "\u{1B}[31m\n::error::b"),
    findings: HostileText.payloads.map { text in
      Finding(rule: RuleID(text), effect: .warn, message: text, location: Location(Path(text)), remedy: text)
    },
    [
      Verdict(
        gate: .security, outcome: .failed, reason: "##[add-mask]e\u{202E}",
        measured: [Measure("::a|b`c", required: "<b>\n##[x]", found: "\u{1B}[2J")],
        findings: HostileText.payloads.map { text in
          Finding(
            rule: RuleID(text.isEmpty ? "a.b" : text), effect: .fail, severity: .high, message: text,
            location: Location(Path(text), line: 1, column: 1), remedy: text, requirements: [text])
        },
        inputs: HostileText.payloads.map {
          Input(
            path: Path($0), format: $0, status: .unreadable, error: InputError(message: $0, line: 1),
            gates: [.security])
        }
      ).showing(Table("::error::t", head: ["`a|b", "<i>"], rows: HostileText.payloads.map { [$0, $0] }))
        .drawing(
          Table(
            "<b>\n::x", head: ["changed file", "<i>", "y"], rows: HostileText.payloads.map { [$0, $0, "1 " + $0] }),
          Table("##[x]", head: ["test", "took", "`"], rows: HostileText.payloads.map { [$0, $0, $0] }),
          Table("<svg>", head: ["manifest", "object", "line"], rows: HostileText.payloads.map { [$0, $0, $0] }),
          Table("\u{1B}[2J", head: ["<script>"], rows: HostileText.payloads.map { [$0] }))
    ])
}

extension Verdict {
  fileprivate func showing(_ table: Table) -> Verdict {
    var verdict = self
    verdict.table = table
    return verdict
  }

  fileprivate func drawing(_ pictures: Table...) -> Verdict {
    var verdict = self
    verdict.pictures = pictures
    return verdict
  }

  static let passing = [
    Verdict(gate: .tdd, outcome: .passed, reason: "4 behaviour commits, each behind a commit of tests"),
    Verdict(
      gate: .coverage, outcome: .passed,
      measured: [
        Measure("lines", required: "100 %", found: "100 %"), Measure("branches", required: "100 %", found: "100 %"),
      ]),
    Verdict(
      gate: .security, outcome: .passed,
      measured: [Measure("critical", required: "0", found: "0"), Measure("high", required: "0", found: "0")]),
    Verdict(gate: .infrastructure, outcome: .notApplicable, reason: "no manifest and no Terraform file"),
    Verdict(gate: .integration, outcome: .passed, measured: [Measure("failed", required: "0", found: "0 of 31")]),
    Verdict(
      gate: .performance, outcome: .passed,
      measured: [
        Measure("p95", required: "< 50 ms", found: "31.2 ms"), Measure("p99", required: "< 100 ms", found: "44.9 ms"),
        Measure("throughput", required: "> 100 Mbit/s", found: "941.3 Mbit/s"),
      ]),
  ]
}

extension Finding {
  func pardoned(_ pardon: Pardon) -> Finding {
    var finding = self
    finding.pardon = pardon
    return finding
  }
}

extension [Verdict] {
  /// With other verdicts of the same gates in their places.
  func with(_ others: Verdict...) -> [Verdict] {
    map { verdict in others.first { $0.gate == verdict.gate } ?? verdict }
  }
}

extension Change {
  static let sample = Change(
    base: "1f3a9c2b4d5e6f708192a3b4c5d6e7f8091a2b3c", head: "8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b",
    origin: "GITHUB_BASE_REF", branch: "feature/basket", pullRequest: 12, platform: .github)
}
