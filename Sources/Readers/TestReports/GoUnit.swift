import Model

/// A package, or a test of one, by what its events said so far.
struct GoUnit {
  struct Name: Hashable {
    let package: String
    let test: String
  }

  enum Action: String, CaseIterable {
    case output, run, pause, pass, fail, skip, start, bench, attr, artifacts
    case resume = "cont"
    case buildOutput = "build-output"
    case buildFailure = "build-fail"
  }

  let name: Name
  /// The hash of its name.
  let hash: UInt32
  private(set) var outcome: TestCase.Outcome?
  private var hasFailedBefore = false
  private var nanoseconds: UInt64?
  private var words = FailureText()
  /// Whether it began or ended, and whether it did so in a way that leaves nothing of its words.
  private var (hasTurned, hasForgotten) = (false, false)
  /// Whether another unit tells why this one failed.
  var isExplained = false

  init(_ name: Name, hash: UInt32) {
    self.name = name
    self.hash = hash
  }

  mutating func take(_ action: Action, _ output: [UInt8], _ elapsed: UInt64?) {
    nanoseconds = elapsed ?? nanoseconds
    if !output.isEmpty { words.append(output) }
    switch action {
    case .pass, .bench: end(.passed)
    case .fail: end(.failed)
    case .skip: end(.skipped)
    case .buildFailure: end(.error)
    case .run, .start: begin()
    case .output, .buildOutput, .pause, .resume, .attr, .artifacts: break
    }
  }

  private mutating func begin() {
    turn(to: nil)
    forget()
  }

  private mutating func end(_ new: TestCase.Outcome) {
    turn(to: new)
    if !new.isBad { forget() }
  }

  private mutating func turn(to new: TestCase.Outcome?) {
    hasFailedBefore = hasFailedBefore || outcome?.isBad == true
    outcome = new
    hasTurned = true
  }

  private mutating func forget() {
    words = FailureText()
    hasForgotten = true
  }

  /// Takes what later events told of the same unit.
  mutating func append(_ later: GoUnit) {
    nanoseconds = later.nanoseconds ?? nanoseconds
    isExplained = isExplained || later.isExplained
    if later.hasTurned {
      turn(to: later.outcome)
      hasFailedBefore = hasFailedBefore || later.hasFailedBefore
    }
    if later.hasForgotten { forget() }
    words.append(later.words)
  }
}

extension GoUnit {
  /// Tells of one test, whose last try decides, as of a case of the group that was entered last. One that began and did
  /// not end broke its package, or was cut off with it.
  func tell(_ cases: inout TestCases) {
    cases.append(outcome ?? .error, nanoseconds: outcome == nil ? nil : nanoseconds) { $0 += name.test.utf8 }
    switch outcome {
    case nil: cases.amendLast(.error, isFlaky: false, message: words.isEmpty ? "it began and did not end" : words.text)
    case let bad? where bad.isBad: cases.amendLast(bad, isFlaky: false, message: words.text)
    case .passed? where hasFailedBefore: cases.amendLast(.passed, isFlaky: true, message: "")
    default: break
    }
  }

  /// What is wrong with a package besides its tests.
  func trouble(hasFailedTest: Bool) -> TestTrouble? {
    let shown = name.package.isEmpty ? "the package" : name.package
    let words = words.text.headline
    switch outcome {
    case nil where hasFailedTest: return nil
    case nil: return TestTrouble(.cutOff, "\(shown) did not come to its end")
    case .error: return TestTrouble(.broken, "\(shown) does not build: \(self.words.text)")
    case .failed where !hasFailedTest && !isExplained:
      return TestTrouble(.broken, "\(shown) failed, and none of its tests did\(words.isEmpty ? "" : ": \(words)")")
    default: return nil
    }
  }
}

/// Units in the order in which they were met.
struct GoUnits {
  private(set) var units: [GoUnit] = []
  private var places = PlaceIndex()
  /// Which units failed because of others that were not met before.
  private var causes: [(name: GoUnit.Name, other: GoUnit.Name)] = []
  private static let causesCap = 1024
  /// Where the last event went: the next one is of the same unit, as often as not.
  private var last = 0

  /// - Returns: whether the unit was met for the first time.
  @discardableResult
  @_optimize(speed)
  mutating func take(_ action: GoUnit.Action?, _ output: [UInt8], _ elapsed: UInt64?, of name: GoUnit.Name) -> Bool {
    let isNew = find(name)
    if let action { units[last].take(action, output, elapsed) }
    return isNew
  }

  /// Takes what is told of the same unit as before.
  mutating func takeMore(_ action: GoUnit.Action?, _ output: [UInt8], _ elapsed: UInt64?) {
    if let action { units[last].take(action, output, elapsed) }
  }

  mutating func explain(_ name: GoUnit.Name, by other: GoUnit.Name) {
    guard place(of: other, GoUnits.hash(other)) != nil else {
      if causes.count <= GoUnits.causesCap { causes.append((name, other)) }
      return
    }
    _ = find(name)
    units[last].isExplained = true
  }

  /// Whether all is known that must be, so that they may be put behind others.
  var canFollow: Bool { causes.count <= GoUnits.causesCap }

  /// Takes what later events told.
  mutating func append(_ later: GoUnits) {
    var later = later
    placeAll()
    for cause in later.causes where place(of: cause.other, GoUnits.hash(cause.other)) != nil {
      if let place = later.place(of: cause.name, GoUnits.hash(cause.name)) { later.units[place].isExplained = true }
    }
    units.reserveCapacity(units.count + later.units.count)
    for unit in later.units {
      if let place = place(of: unit.name, unit.hash) { units[place].append(unit) } else { units.append(unit) }
    }
  }

  private static func hash(_ name: GoUnit.Name) -> UInt32 { UInt32(truncatingIfNeeded: name.hashValue) }

  /// Those that were put behind others get their places when one is asked for, which mostly is never.
  private mutating func placeAll() {
    while places.count < units.count { places.insert(places.count, hash: units[places.count].hash) }
  }

  private func place(of name: GoUnit.Name, _ hash: UInt32) -> Int? {
    places.first(hash) { units[$0].name == name }
  }

  @_optimize(speed)
  private mutating func find(_ name: GoUnit.Name) -> Bool {
    if last < units.count, units[last].name == name { return false }
    placeAll()
    let hash = GoUnits.hash(name)
    if let place = place(of: name, hash) {
      last = place
      return false
    }
    last = units.count
    places.insert(last, hash: hash)
    units.append(GoUnit(name, hash: hash))
    return true
  }
}
