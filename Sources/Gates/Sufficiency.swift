import Model

/// How a measured number stands to a limit.
enum Standing: Hashable {
  case holds
  case broken
  /// It may be either: why that cannot be told.
  case open(String)

  var isOpen: Bool {
    if case .open = self { true } else { false }
  }
}

/// A share of all requests that may break a limit, and what was seen: the form in which percentiles and error rates
/// are judged, for shares are exact whatever the numbers are distributed like.
struct SharedLimit {
  /// Of the requests, 0 to 1.
  let allowed: Double
  /// The number of requests that may break it.
  let allowedCount: Int
  /// How many do: at least, and at most.
  let breaking: ClosedRange<Int>
  let count: Int

  /// How many it takes before none at all would mean that the limit holds.
  var needed: Int { Statistics.samplesNeeded(for: 1 - allowed) }
  /// How many it takes to know it well: ten that may break it.
  var comfortable: Int { allowed > 0 ? Int((10 / allowed).rounded(.up)) : 1 }
  var isEnough: Bool { count >= needed }

  /// Whether it is broken beyond chance.
  var isDecisivelyBroken: Bool { Statistics.share(of: breaking.lowerBound, in: count).lowerBound >= allowed }
  /// The same of one run among others, whose requests share its luck: too few of them must show it more clearly.
  var isBrokenBeyondRuns: Bool {
    let deviations = isEnough ? Statistics.twoSided : Statistics.surely
    return Statistics.share(of: breaking.lowerBound, in: count, deviations: deviations).lowerBound >= allowed
  }
  /// Whether chance could have made it hold.
  var isBorderline: Bool { Statistics.share(of: breaking.upperBound, in: count).upperBound >= allowed }

  var standing: Standing {
    if breaking.upperBound <= allowedCount { return .holds }
    if breaking.lowerBound > allowedCount { return .broken }
    return .open("the limit lies between two bounds of the histogram")
  }
}

extension SharedLimit {
  /// A limit on a percentile: that no more than the rest of the samples break it, or no more than its own share where
  /// the limit is a lower one.
  init?(_ metric: Metric, _ limit: Limit, _ run: Benchmark) {
    guard let basisPoints = metric.basisPoints, let latencies = run.latencies, latencies.count > 0 else { return nil }
    count = latencies.count
    let (product, overflows) = count.multipliedReportingOverflow(by: basisPoints)
    guard !overflows else { return nil }
    let rank = max(1, (product + 9_999) / 10_000)
    allowed = Double(limit.isUpper ? 10_000 - basisPoints : basisPoints) / 10_000
    allowedCount = limit.isUpper ? count - rank : rank - 1
    breaking = latencies.count(breaking: limit)
  }

  /// A limit on the share of attempts that fail.
  init?(failuresOf run: Benchmark, _ limit: Limit) {
    guard limit.isUpper, let attempts = run.attempts, let failures = run.failures, attempts > 0 else { return nil }
    count = attempts
    allowed = limit.value.approximation
    let exact = limit.value.units * Int128(attempts)
    let (whole, rest) = exact.quotientAndRemainder(dividingBy: Decimal(1).units)
    let isReached = limit.comparison == .below && rest == 0
    allowedCount = Int(clamping: isReached ? whole - 1 : whole)
    breaking = failures...(run.omitsFailures ? attempts : failures)
  }
}

extension Reading {
  /// How a printed number stands to a limit, which it may have been rounded across.
  func standing(to limit: Limit) -> Standing {
    let ends = [quantity.value.units - slack.units, quantity.value.units + slack.units].map { Decimal(units: $0) }
    if !limit.holds(quantity.value) { return .broken }
    return ends.allSatisfy(limit.holds)
      ? .holds : .open("\(quantity) is a rounded number, and the limit is nearer than the rounding")
  }
}
