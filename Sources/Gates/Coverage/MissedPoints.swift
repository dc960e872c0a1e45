import Model

/// What did not run of one file, place by place.
struct MissedPoints {
  private let kind: CoverageKind
  private let path: Path
  private let file: FileCoverage
  private let changed: ChangedLines?
  /// The most places of one file that are told each for itself.
  private static let shown = 20
  /// The most places of a kind that are: as many as GitHub shows of a report. Behind them a file tells its count.
  static let shownOfAll = 5000

  init(_ kind: CoverageKind, _ path: Path, _ file: FileCoverage, _ changed: ChangedLines?) {
    self.kind = kind
    self.path = path
    self.file = file
    self.changed = changed
  }

  /// Those of the change come first, and are told in full before others are.
  /// - Returns: how many places it told.
  func tell(_ hearing: inout Hearing) -> Int {
    let places = places
    if places.isEmpty {
      hearing.find(kind.rule, "\(kind.missed(of: file.shares)); the report does not say which", at: Location(path))
      return 1
    }
    let shown = (places.filter(\.isOfChange) + places.filter { !$0.isOfChange }).prefix(MissedPoints.shown)
    for place in shown {
      hearing.find(kind.rule, place.words, at: Location(path, line: place.line), isOfChange: place.isOfChange)
    }
    let rest = places.count - shown.count
    if rest > 0 { hearing.find(kind.rule, "\(rest) more places \(kind.neverHappened)", at: Location(path)) }
    return shown.count
  }
  private var places: [Place] {
    switch kind {
    case .lines: lines
    case .branches: branches
    case .functions: functions
    }
  }

  private struct Place {
    var line: Int?
    var words: String
    var isOfChange: Bool
  }

  private var lines: [Place] {
    let missed = Dictionary(grouping: file.lines.missed) { changed?.contains($0, of: path) == true }
    return missed.flatMap { isOfChange, lines in
      runs(of: lines).map { Place(line: $0.lowerBound, words: "\($0.words) never ran", isOfChange: isOfChange) }
    }.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
  }

  private var branches: [Place] {
    file.branchesByLine.filter(\.value.misses).sorted { $0.key < $1.key }.map { line, share in
      let missed = "\(share.total - share.covered) of \(share.total.of("branch", "branches")) never taken"
      let names = file.untakenNames(on: line)
      let words = ([missed] + names.prefix(3)).joined(separator: ", ") + (names.count > 3 ? " …" : "")
      return Place(line: line, words: words, isOfChange: changed?.contains(line, of: path) == true)
    }
  }

  private var functions: [Place] {
    file.functions.missed.map { name in
      Place(
        line: name.line > 0 ? name.line : nil, words: "\(name.name) was never called",
        isOfChange: changed?.contains(name.line, of: path) == true)
    }
  }
}

extension CoverageKind {
  var rule: RuleID {
    switch self {
    case .lines: CoverageRule.lines
    case .branches: CoverageRule.branches
    case .functions: CoverageRule.functions
    }
  }

  /// `3 lines of 20 never ran`
  func missed(of shares: CoverageShares) -> String {
    let (share, missed) = (shares[self], shares[self].total - shares[self].covered)
    let being = missed == 1 ? "was" : "were"
    let fate =
      switch self {
      case .lines: "never ran"
      case .branches: "\(being) never taken"
      case .functions: "\(being) never called"
      }
    return "\(missed.of(singular, rawValue)) of \(share.total) \(fate)"
  }

  fileprivate var neverHappened: String {
    switch self {
    case .lines: "never ran"
    case .branches: "have branches never taken"
    case .functions: "were never called"
    }
  }
}

/// Ascending numbers as runs of neighbours.
func runs(of numbers: [Int]) -> [ClosedRange<Int>] {
  numbers.reduce(into: []) { runs, number in
    if let last = runs.last, last.upperBound == number - 1 {
      runs[runs.count - 1] = last.lowerBound...number
    } else {
      runs.append(number...number)
    }
  }
}

extension ClosedRange<Int> {
  /// `line 7`, `lines 7-9`
  var words: String { count == 1 ? "line \(lowerBound)" : "lines \(lowerBound)-\(upperBound)" }
}
