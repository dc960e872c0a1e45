import Model

/// What the sections of a tracefile state of themselves, held against their records.
///
/// What is missed and stands in no record is told. Tools count in different ways what stands in records, and nobody's
/// way is wrong.
struct LcovTotals {
  /// LF and LH, BRF and BRH, FNF and FNH.
  var lines = LcovTotal()
  var branches = LcovTotal() {
    didSet {
      // Of all writers only llvm-cov states branches behind the lines and before the totals of these.
      if branches.found != nil, lines.found == nil, lines.records.total > 0 { isOfLLVM = true }
    }
  }
  var functions = LcovTotal()
  /// How many records of outcomes the open section has, those that repeat one or say that it is unreachable among them.
  var outcomes = 0
  private var isOfLLVM = false

  /// Takes down what the sections state together, beside what their records come to. Of a file that is read in parts,
  /// only all of them together tell.
  func tell(_ report: inout CoverageReport) {
    for (kind, total) in [(CoverageKind.lines, lines), (.branches, branches), (.functions, functions)] {
      report.stated[kind] = total.stated
      report.tallies[kind] = [total.distinct]
    }
  }

  /// Ends a section.
  ///
  /// - Parameter uncalledAliases: names of functions that were called by another name at most
  mutating func end(_ own: CoverageShares, uncalledAliases: Int) {
    let isUncalled =
      own[.functions].total > 0 ? own[.functions].missed > 0 : functions.share.map { $0.missed > 0 } ?? false
    let hasInstances = functions.found.map { $0 < own[.functions].total } ?? false
    let (isOfLLVM, records) = (isOfLLVM, lines.records)
    lines.end(own[.lines]) { stated in
      // gcovr and llvm-cov count a line once for each function that it is part of, llvm-cov leaves out those of macros.
      guard isOfLLVM || stated.total > records.total else { return false }
      return stated.missed <= own[.lines].missed || isUncalled || isOfLLVM && stated.covered > own[.lines].covered
    }
    branches.end(own[.branches]) { [outcomes] stated in
      // Some count what is repeated or unreachable, and of a template llvm-cov counts the instance that is covered best.
      stated.missed <= own[.branches].missed + outcomes - own[.branches].total
        || isOfLLVM && (hasInstances || stated.covered > own[.branches].covered)
    }
    functions.end(own[.functions]) { $0.missed <= own[.functions].missed + uncalledAliases }
    (outcomes, self.isOfLLVM) = (0, false)
  }
}

/// What sections state of one kind.
struct LcovTotal {
  /// Of the section that is open.
  var found: Int?
  var hit: Int?
  /// All records of the open section, those that repeat a point among them.
  fileprivate var records = Share.none
  /// What all sections state, and what their points come to.
  fileprivate var stated = Share.none
  fileprivate var distinct = Share.none

  mutating func count(_ records: Int, hits: Int) {
    self.records = self.records + Share(covered: hits, total: records)
  }

  /// What the open section states; `nil` where that is nothing, or nonsense.
  fileprivate var share: Share? {
    guard let found, let hit, hit <= found else { return nil }
    return Share(covered: hit, total: found)
  }

  /// A section counts with its points where it states nothing, counts its records, or comes to the same in another way.
  fileprivate mutating func end(_ own: Share, isTheSame: (_ stated: Share) -> Bool) {
    distinct = distinct + own
    if let share, share != own, share != records, !isTheSame(share) {
      stated = stated + share
    } else {
      stated = stated + own
    }
    (found, hit, records) = (nil, nil, .none)
  }
}

extension Share {
  fileprivate static let none = Share(covered: 0, total: 0)
}
