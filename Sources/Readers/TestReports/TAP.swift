import Model
import Syntax

extension Reader {
  static let tap = Reader(
    "tap", gates: [.integration], hints: ["*.tap", "tap*.txt"],
    source: "Test Anything Protocol 12, 13 and 14 (testanything.org), subtests as Test::More and node:test write them"
  ) { head in
    head.beginsTAP || head.announcesTAP
  } read: { source, origin throws(ReadError) in
    var report = TAPReport(origin)
    var isAhead = try !Head(&source).beginsTAP
    while let line = try source.nextLine() {
      do throws(ReadError) {
        if isAhead {
          guard case .version = try TAPLine(source.buffer[line]).kind else { continue }
          isAhead = false
        }
        try report.take(source.buffer[line])
      } catch {
        throw ReadError(line: source.line(at: line.lowerBound), met: error.met, wanted: error.wanted)
      }
    }
    report.finish()
    var evidence = Evidence()
    evidence.tests = [report.run]
    return evidence
  }
}

extension Head {
  fileprivate var beginsTAP: Bool {
    // A plan that cannot be read is TAP all the same.
    guard let line = try? TAPLine(ArraySlice(firstLine.utf8)) else { return true }
    return switch line.kind {
    case .version, .plan: true
    case .subtest: contains("ok 1")
    case .point(let point): point.number != nil
    default: false
    }
  }

  /// What runs the tests may say so first, as npm does.
  fileprivate var announcesTAP: Bool {
    guard let first = bytes.first, !"<{[".utf8.contains(first) else { return false }
    return contains("\nTAP version 1")
  }
}

/// What was read of a stream of TAP so far.
struct TAPReport {
  private(set) var run: TestRun
  /// The tests that are open, outermost first: each holds the points of one level.
  private var levels: [Level] = []
  /// The name of the subtest that a comment announced, and the level of that comment.
  private var announced: (name: String, depth: Int)?
  private var point: TestCase?
  private var words = FailureText()
  /// How far the block of YAML is indented that is open.
  private var block: Int?
  private var hasBailedOut = false

  private struct Level {
    let name: String
    var planned: Int?
    var seen = 0
  }

  init(_ origin: Path) { run = TestRun(origin: origin) }

  mutating func take(_ text: ArraySlice<UInt8>) throws(ReadError) {
    let line = try TAPLine(text)
    if let block, isOfBlock(line, block) { return takeOfBlock(line, text) }
    block = nil
    switch line.kind {
    case .version where line.indent == 0:
      // Another stream in the same file.
      closePoint()
      if levels.first.map({ $0.seen > 0 || $0.planned != nil }) == true { closeLevels(above: 0) }
    case .plan(let count): takePlan(count, line)
    case .point(let point): take(point, line)
    case .subtest(let name): announce(name, line)
    case .comment(let text): takeWords(text)
    case .bailOut(let reason): bailOut(reason)
    case .blockStart: if point != nil { block = line.indent }
    case .version, .blockEnd, .other: break
    }
  }

  mutating func finish() {
    closePoint()
    if levels.isEmpty, !hasBailedOut { run.troubles.append(TestTrouble(.cutOff, "it has neither a plan nor a test")) }
    closeLevels(above: 0)
  }
}

extension TAPReport {
  private mutating func takePlan(_ count: Int, _ line: TAPLine) {
    closePoint()
    guard let depth = open(line) else { return }
    if let planned = levels[depth].planned {
      run.troubles.append(TestTrouble(.cutOff, "\(`where`(depth)) has two plans, of \(planned) and of \(count)"))
    }
    levels[depth].planned = count
  }

  private mutating func take(_ point: TAPPoint, _ line: TAPLine) {
    closePoint()
    guard let depth = open(line) else { return }
    levels[depth].seen += 1
    let due = levels[depth].seen
    if let number = point.number, number != due, !run.troubles.contains(where: { $0.kind == .miscounted }) {
      run.troubles.append(TestTrouble(.miscounted, "test \(number) stands where test \(due) is due"))
    }
    let enclosing = levels[...depth].map(\.name).filter { !$0.isEmpty }
    let outcome: TestCase.Outcome = point.directive != nil ? .skipped : point.isOk ? .passed : .failed
    self.point = TestCase(
      className: enclosing.joined(separator: " > "), name: point.name.isEmpty ? "test \(due)" : point.name,
      outcome: outcome, message: point.reason)
  }

  /// Opens the level of a line, and closes those within.
  /// - Returns: `nil` where the line is deeper than any subtest can be: it is something that a test printed.
  private mutating func open(_ line: TAPLine, named name: String = "") -> Int? {
    if levels.isEmpty { levels.append(Level(name: "")) }
    guard let depth = line.depth, depth <= levels.count else { return nil }
    closeLevels(above: depth + 1)
    if depth == levels.count { levels.append(Level(name: announcedName(for: depth) ?? name)) }
    announced = nil
    return depth
  }

  private func announcedName(for depth: Int) -> String? { announced?.depth == depth - 1 ? announced?.name : nil }

  /// A comment stands before a subtest at the level of its point, or within it as its first line (Test::More).
  private mutating func announce(_ name: String, _ line: TAPLine) {
    closePoint()
    let isFirst = line.depth == max(levels.count, 1) && announcedName(for: line.depth ?? 0) == nil
    guard let depth = open(line, named: name) else { return }
    if !isFirst { announced = (name, depth) }
  }

  private mutating func closeLevels(above count: Int) {
    while levels.count > count {
      let depth = levels.count - 1
      let level = levels[depth]
      if let problem = problem(of: level), !hasBailedOut {
        run.troubles.append(TestTrouble(.cutOff, "\(`where`(depth)) \(problem)"))
      }
      levels.removeLast()
    }
  }

  private func problem(of level: Level) -> String? {
    guard let planned = level.planned else { return "has no plan: nothing says that all of it ran" }
    return planned == level.seen ? nil : "has a plan of \(planned), and \(level.seen) ran"
  }

  private func `where`(_ depth: Int) -> String {
    let names = levels[...depth].map(\.name).filter { !$0.isEmpty }
    return names.isEmpty ? "the run" : "the subtest \(names.joined(separator: " > "))"
  }

  private mutating func bailOut(_ reason: String) {
    closePoint()
    hasBailedOut = true
    run.troubles.append(TestTrouble(.cutOff, "it bailed out\(reason.isEmpty ? "" : ": \(reason.bounded)")"))
  }
}

extension TAPReport {
  /// A line that is indented less than the block is none of it: the block was never ended.
  private func isOfBlock(_ line: TAPLine, _ indent: Int) -> Bool {
    guard line.indent < indent else { return true }
    if case .point = line.kind { return false }
    if case .plan = line.kind { return false }
    return true
  }

  private mutating func takeOfBlock(_ line: TAPLine, _ text: ArraySlice<UInt8>) {
    if case .blockEnd = line.kind, line.indent == block {
      block = nil
    } else {
      let words = String(decoding: text, as: UTF8.self)
      takeDuration(words)
      takeWords(words)
    }
  }

  /// Milliseconds that a block of YAML tells.
  private mutating func takeDuration(_ text: String) {
    let key = "duration_ms:"
    let line = text.drop { $0 == " " }
    guard line.hasPrefix(key) else { return }
    point?.nanoseconds = nanoseconds(ofSeconds: Array(line.dropFirst(key.count).utf8)).map { $0 / 1000 }
  }

  private mutating func takeWords(_ text: String) {
    guard point?.outcome == .failed else { return }
    words.append(text)
    words.append("\n")
  }

  private mutating func closePoint() {
    guard var done = point else { return }
    if !words.isEmpty { done.message = words.text }
    run.cases.append(done)
    (point, words) = (nil, FailureText())
  }
}
