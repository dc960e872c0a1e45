import Model
import Syntax

/// What a file's metrics say of it.
struct CloverMetrics {
  /// Outcomes of conditions.
  private(set) var conditionals: Share?
  /// `nil` where there are none: writers that know no methods write 0.
  private(set) var methods: Share?

  init() {}

  init(_ element: XMLElement) {
    conditionals = element.share("coveredconditionals", of: "conditionals")
    methods = element.share("coveredmethods", of: "methods").flatMap { $0.total > 0 ? $0 : nil }
  }
}

/// A line with a condition, and how often it was true and false; or, as istanbul and ReportGenerator use the same
/// attributes, how many outcomes of the line's branches were taken and how many were not.
struct CloverCondition {
  let trueCount: Int
  let falseCount: Int
  /// Of the line itself, where it says so.
  let count: CountSign

  init(_ element: XMLElement) throws(ReadError) {
    let known = (element.integer("truecount"), element.integer("falsecount"))
    guard let trueCount = known.0, let falseCount = known.1 else {
      throw ReadError(met: "a condition without truecount or falsecount", wanted: "truecount=\"COUNT\" and falsecount")
    }
    self.trueCount = trueCount
    self.falseCount = falseCount
    count = element.countIfAny("count") ?? CountSign(isHit: trueCount > 0 || falseCount > 0)
  }

  /// As OpenClover means it.
  fileprivate var asCounts: Share { Share(covered: (trueCount > 0 ? 1 : 0) + (falseCount > 0 ? 1 : 0), total: 2) }

  /// As istanbul means it; `nil` where it makes no sense.
  fileprivate var asOutcomes: Share? {
    let sum = trueCount.addingReportingOverflow(falseCount)
    guard trueCount >= 0, falseCount >= 0, !sum.overflow, sum.partialValue < 1 << 31 else { return nil }
    return Share(covered: trueCount, total: sum.partialValue)
  }
}

/// The conditions of one file. Which of the two things they say is told by which of them the file's metrics confirm.
struct CloverConditions {
  private var all: [(condition: CloverCondition, line: UInt32, ordinal: Int)] = []

  /// - Parameter line: of several conditions on one line each is one of its own.
  mutating func add(_ condition: CloverCondition, _ line: UInt32) {
    let ordinal = all.last.map { $0.line == line ? $0.ordinal + 1 : 0 } ?? 0
    all.append((condition, line, ordinal))
  }

  /// The two outcomes of each condition; none where conditions say how many there are.
  func outcomes(under metrics: CloverMetrics) -> [(Arm, isTaken: Bool)] {
    if saysHowMany(metrics) { return [] }
    return all.flatMap { condition, line, ordinal in
      [
        (Arm(line, ordinal, 0), condition.trueCount > 0), (Arm(line, ordinal, 1), condition.falseCount > 0),
      ]
    }
  }

  /// The outcomes of each line; none where conditions say how often they were true and false.
  func counts(under metrics: CloverMetrics) -> [(outcomes: Share, line: UInt32)] {
    if !saysHowMany(metrics) { return [] }
    return all.compactMap { condition, line, _ in condition.asOutcomes.map { ($0, line) } }
  }

  private func saysHowMany(_ metrics: CloverMetrics) -> Bool {
    let zero = Share(covered: 0, total: 0)
    guard let stated = metrics.conditionals, stated != all.reduce(zero, { $0 + $1.condition.asCounts }) else {
      return false
    }
    return all.allSatisfy { $0.condition.asOutcomes != nil }
      && stated == all.reduce(zero) { $0 + ($1.condition.asOutcomes ?? zero) }
  }
}
