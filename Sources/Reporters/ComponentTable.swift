internal import Model

/// How the components came out, a row each: those that block first; of which there was nothing to judge, the number.
struct ComponentTable {
  /// So many rows are shown, and those behind them are counted.
  static let shown = 60
  /// And so many of those that were not judged anew.
  static let shownCarried = 5

  let head: [String]
  let rows: [Row]
  /// What is left out: rows too many, and components that nothing is said of.
  let rest: String?

  struct Row {
    let name: String
    /// In the order of the gates that were run.
    let outcomes: [Outcome?]
    /// Where it is carried over from; empty for what was judged.
    let note: String
  }

  /// `nil` where the repository was judged as one.
  init?(_ report: Report) {
    guard !report.components.isEmpty else { return nil }
    let gates = report.verdicts.map(\.gate)
    head = gates.map(\.brief)
    let eventful = report.components.filter { component in
      component.carriedFrom != nil || component.verdicts.contains { $0.outcome != .notApplicable }
    }
    let ranked = eventful.map { ($0, $0.rank) }.ordered { ($0.1, $0.0.name) < ($1.1, $1.0.name) }
    let judged = ranked.map(\.0).filter { $0.carriedFrom == nil }
    let carried = ranked.map(\.0).filter { $0.carriedFrom != nil }
    let shown = judged.prefix(ComponentTable.shown) + carried.prefix(ComponentTable.shownCarried)
    rows = shown.map { component in
      Row(
        name: component.name,
        outcomes: gates.map { gate in component.verdicts.first { $0.gate == gate }?.outcome }, note: component.origin)
    }
    let left = [
      (judged.count - ComponentTable.shown, "none of them worse"),
      (carried.count - ComponentTable.shownCarried, "\(carried.first?.origin ?? "") and none of them worse"),
      (report.components.count - ranked.count, "nothing to judge"),
    ]
    let words = left.filter { $0.0 > 0 }.map { "… and \($0.0) more, \($0.1)" }.joined(separator: "; ")
    rest = words.isEmpty ? nil : words
  }
}

extension Outcome {
  /// The outcome in six columns.
  var brief: String {
    switch self {
    case .passed: "pass"
    case .warned: "warn"
    case .failed: "FAIL"
    case .cannotJudge: "CANNOT"
    case .notApplicable: "-"
    }
  }
}

extension GateID {
  /// The gate's name in six columns.
  fileprivate var brief: String {
    switch self {
    case .tdd: "tdd"
    case .coverage: "cover"
    case .security: "secur"
    case .infrastructure: "infra"
    case .integration: "integ"
    case .performance: "perf"
    }
  }
}

extension ComponentReport {
  /// Where it is carried over from; empty for what was judged.
  fileprivate var origin: String { carriedFrom.map { "as of \($0.prefix(10))" } ?? "" }

  /// Lower for what is told first.
  fileprivate var rank: Int {
    let outcomes = Set(verdicts.map(\.outcome))
    return Outcome.worstFirst.firstIndex(where: outcomes.contains) ?? Outcome.worstFirst.count
  }
}

extension Report {
  /// What the components measured that keep a gate from passing: `payments: lines 50 %, required 90 %`.
  func shortfalls(of gate: GateID) -> [String] {
    let all = components.filter { $0.carriedFrom == nil }.compactMap { component -> String? in
      guard let verdict = component.verdicts.first(where: { $0.gate == gate && $0.outcome.blocks }),
        !verdict.measured.isEmpty, let words = verdict.summaries.first
      else { return nil }
      return "\(component.name): \(words)"
    }
    return Array(all.prefix(20))
  }
}
