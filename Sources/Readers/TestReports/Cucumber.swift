import Model
import Syntax

extension Reader {
  static let cucumber = Reader(
    "cucumber", gates: [.integration], hints: ["cucumber*.json", "*cucumber*.json", "behave*.json"],
    source: "Cucumber's JSON (cucumber/cucumber-json-schema: ruby, jvm, js) and behave's (behave --format json)"
  ) { head in
    head.bytes.first == UInt8(ascii: "[") && head.contains("\"keyword\"")
      && (head.contains("\"elements\"") || head.contains("\"uri\"") || head.contains("\"location\""))
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var run = TestRun(origin: origin)
    try json.beginArray()
    while try json.nextElement() {
      var feature = CucumberFeature()
      try feature.take(&json)
      feature.add(to: &run)
    }
    try json.finish()
    var evidence = Evidence()
    evidence.tests = [run]
    return evidence
  }
}

/// A feature: writers differ in what stands before its scenarios and what behind them.
private struct CucumberFeature {
  private var file: String?
  private var name = ""
  private var status: String?
  private var tags: [String] = []
  private var elements: [CucumberElement] = []

  private enum Key: String, CaseIterable { case uri, location, name, status, tags, elements }
  private static let keys = Keys<Key>()

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: CucumberFeature.keys) {
      switch key {
      case .uri: file = try json.text()
      case .location: file = try json.text().map { CucumberElement.place($0).file }
      case .name: name = try json.text() ?? ""
      case .status: status = try json.text()
      case .tags: tags = try json.cucumberTags()
      case .elements: try takeElements(&json)
      }
    }
  }

  private mutating func takeElements(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsArray() else { return }
    while try json.nextElement() { elements.append(try CucumberElement(&json)) }
  }

  /// A background is no test: where its steps are told apart, they belong to the scenario that follows.
  func add(to run: inout TestRun) {
    var background = CucumberSteps()
    var hasBad = false
    for element in elements {
      if element.isBackground {
        background = element.steps.haveRun ? element.steps : CucumberSteps()
        continue
      }
      let test = element.test(behind: background, of: name, in: file)
      hasBad = hasBad || test.outcome.isBad
      run.append(test, tags: tags + element.tags)
      background = CucumberSteps()
    }
    if !hasBad, let status, ["failed", "error", "hook_error", "cleanup_error"].contains(status) {
      run.troubles.append(TestTrouble(.broken, "the feature \(name) failed, and no scenario of it did"))
    }
  }
}

/// A scenario, or a background.
private struct CucumberElement {
  private(set) var isBackground = false
  private(set) var tags: [String] = []
  private(set) var steps = CucumberSteps()
  private var name = ""
  private var line: Int?
  /// The outcome that behave gives the scenario as a whole.
  private var status: String?

  private enum Key: String, CaseIterable { case type, name, line, location, status, tags, steps, before, after }
  private static let keys = Keys<Key>()

  init(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: CucumberElement.keys) {
      switch key {
      case .type: isBackground = try json.text() == "background"
      case .name: name = try json.text() ?? ""
      case .line: line = try json.wholeNumber()
      case .location: line = try json.text().flatMap { CucumberElement.place($0).line }
      case .status: status = try json.text()
      case .tags: tags = try json.cucumberTags()
      case .steps, .before, .after: try steps.take(&json)
      }
    }
  }

  func test(behind background: CucumberSteps, of feature: String, in file: String?) -> TestCase {
    let all = background.joined(with: steps)
    let whole = status.map { TestCase.Outcome(cucumber: $0) }
    let outcome = [all.outcome, whole].compactMap { $0 }.max { $0.rank < $1.rank } ?? .skipped
    return TestCase(
      suite: feature, className: feature, name: name, outcome: outcome,
      location: file.map { Location(Path($0), line: line.flatMap { $0 > 0 ? $0 : nil }) },
      nanoseconds: all.nanoseconds, message: all.message)
  }

  /// behave's `features/a.feature:12`.
  static func place(_ text: String) -> (file: String, line: Int?) {
    guard let colon = text.lastIndex(of: ":"), let line = Int(text[text.index(after: colon)...]) else {
      return (text, nil)
    }
    return (String(text[..<colon]), line)
  }
}

/// What steps and hooks come to: the worst of them decides.
private struct CucumberSteps {
  private(set) var outcome: TestCase.Outcome?
  private(set) var message = ""
  private(set) var nanoseconds: UInt64 = 0
  /// Whether any has a result: behave tells the steps of a background once, and without.
  private(set) var haveRun = false

  private enum Key: String, CaseIterable { case name, result }
  private static let keys = Keys<Key>()
  private struct Result {
    var status: String
    var nanoseconds: UInt64 = 0
    var error = ""
  }

  private enum ResultKey: String, CaseIterable {
    case status, duration
    case error = "error_message"
  }
  private static let resultKeys = Keys<ResultKey>()

  mutating func take(_ json: inout JSONReader) throws(ReadError) {
    guard try json.beginsArray() else { return }
    while try json.nextElement() {
      var name = ""
      // A step without a result was not run.
      var result = Result(status: "skipped")
      try json.beginObject()
      while let key = try json.nextKey(of: CucumberSteps.keys) {
        switch key {
        case .name: name = try json.text() ?? ""
        case .result:
          result = try CucumberSteps.result(&json)
          haveRun = true
        }
      }
      let words = result.error.isEmpty ? "the step is \(result.status): \(name)" : result.error
      take(TestCase.Outcome(cucumber: result.status), words)
      nanoseconds = nanoseconds.addingReportingOverflow(result.nanoseconds).partialValue
    }
  }

  private static func result(_ json: inout JSONReader) throws(ReadError) -> Result {
    var result = Result(status: "")
    try json.beginObject()
    while let key = try json.nextKey(of: CucumberSteps.resultKeys) {
      switch key {
      case .status: result.status = try json.text() ?? ""
      case .duration: result.nanoseconds = try json.cucumberDuration() ?? 0
      // behave writes a list of lines.
      case .error: result.error = try json.texts().joined(separator: "\n")
      }
    }
    return result
  }

  private mutating func take(_ new: TestCase.Outcome, _ words: String) {
    if let outcome, outcome.rank >= new.rank { return }
    outcome = new
    message = new == .passed ? "" : FailureText(words).text
  }

  func joined(with later: CucumberSteps) -> CucumberSteps {
    guard let outcome else { return later }
    var all = self
    if let new = later.outcome, new.rank > outcome.rank { all = later }
    all.nanoseconds = nanoseconds.addingReportingOverflow(later.nanoseconds).partialValue
    return all
  }
}

extension TestCase.Outcome {
  /// A step that nobody defined shows nothing, and neither does one that fits twice.
  fileprivate init(cucumber word: String) {
    switch word {
    case "passed": self = .passed
    case "failed": self = .failed
    case "skipped", "pending", "untested", "xfailed", "pending_warn", "untested_pending": self = .skipped
    default: self = .error
    }
  }

  fileprivate var rank: Int {
    switch self {
    case .passed: 0
    case .skipped, .inconclusive: 1
    case .failed: 2
    case .error: 3
    }
  }
}

extension JSONReader {
  private enum TagKey: String, CaseIterable { case name }
  private static let tagKeys = Keys<TagKey>()

  /// Nanoseconds; behave writes a fraction of seconds.
  fileprivate mutating func cucumberDuration() throws(ReadError) -> UInt64? {
    guard try peek() == .number else {
      try skip()
      return nil
    }
    let digits = try digits()
    let isWhole = digits.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    return isWhole ? UInt64(String(decoding: digits, as: UTF8.self)) : Readers.nanoseconds(ofSeconds: digits)
  }

  /// Texts, as behave writes them, or objects with a name that begins with `@`.
  fileprivate mutating func cucumberTags() throws(ReadError) -> [String] {
    guard try beginsArray() else { return [] }
    var tags: [String] = []
    while try nextElement() {
      guard try peek() == .object else {
        if let tag = try text() { tags.append(tag) }
        continue
      }
      try beginObject()
      while try nextKey(of: JSONReader.tagKeys) != nil {
        if let name = try text() { tags.append(name.hasPrefix("@") ? String(name.dropFirst()) : name) }
      }
    }
    return tags
  }
}
