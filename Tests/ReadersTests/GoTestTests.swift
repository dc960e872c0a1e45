import Model
import Syntax
import Testing

@testable import Readers

private func run(_ events: String...) throws -> TestRun {
  try #require(try evidence("go-test", events.joined(separator: "\n") + "\n").tests.first)
}

private func event(_ action: String, _ test: String? = nil, _ rest: String = "", package: String = "p") -> String {
  let test = test.map { #","Test":"\#($0)""# } ?? ""
  return #"{"Time":"2026-11-21T02:00:35Z","Action":"\#(action)","Package":"\#(package)"\#(test)\#(rest)}"#
}

struct GoTestTests {
  @Test func `a test is its package and its name`() throws {
    let run = try run(
      event("run", "TestA"), event("pass", "TestA"), event("run", "TestA/b"), event("skip", "TestA/b"), event("pass"))
    #expect(run.cases.map(\.id) == ["p::TestA", "p::TestA/b"])
    #expect(run.cases.map(\.outcome) == [.passed, .skipped])
    #expect(run.instant?.description == "2026-11-21T02:00:35Z")
    #expect(run.troubles == [])
  }

  @Test func `the words of a failure are what the test printed`() throws {
    let run = try run(
      event("run", "T"), event("output", "T", #","Output":"=== RUN   T\n""#),
      event("output", "T", #","Output":"    a_test.go:7: \"x\"\n""#),
      event("output", "T", #","Output":"--- FAIL: T\n""#),
      event("fail", "T"), event("fail"))
    #expect(run.cases.first?.message == "    a_test.go:7: \"x\"\n")
  }

  @Test func `tests that run side by side keep their words apart`() throws {
    let run = try run(
      event("run", "A"), event("run", "B"), event("output", "A", #","Output":"a""#), event("pause", "A"),
      event("output", "B", #","Output":"b""#), event("cont", "A"), event("fail", "B"), event("fail", "A"), event("fail")
    )
    #expect(run.cases.map(\.message) == ["a", "b"])
  }

  @Test func `a test that failed and passed when it ran again is flaky`() throws {
    let run = try run(
      event("run", "T"), event("fail", "T"), event("fail"), event("run", "T"), event("pass", "T"), event("pass"))
    #expect(run.cases.map(\.outcome) == [.passed])
    #expect(run.cases.map(\.isFlaky) == [true])
    #expect(run.troubles == [])
  }

  @Test func `a test that passed and failed when it ran again failed`() throws {
    let run = try run(event("run", "T"), event("pass", "T"), event("run", "T"), event("fail", "T"), event("fail"))
    #expect(run.cases.map(\.outcome) == [.failed])
  }

  @Test func `a test that passed at last in a package that failed is no pass`() throws {
    let run = try run(event("run", "T"), event("fail", "T"), event("run", "T"), event("pass", "T"), event("fail"))
    #expect(run.troubles.map(\.kind) == [.broken])
  }

  @Test func `a test without an end broke`() throws {
    let run = try run(event("run", "T"), event("output", "T", #","Output":"panic: gone\n""#), event("fail"))
    #expect(run.cases.map(\.outcome) == [.error])
    #expect(run.cases.first?.message == "panic: gone\n")
    #expect(run.troubles == [])
  }

  @Test func `a package that failed without a test says why`() throws {
    let run = try run(event("start"), event("output", nil, #","Output":"FAIL\tp [setup failed]\n""#), event("fail"))
    #expect(run.troubles.map(\.message) == ["p failed, and none of its tests did: FAIL\tp [setup failed]"])
  }

  @Test func `what does not build is told once`() throws {
    let run = try run(
      #"{"ImportPath":"p [p.test]","Action":"build-output","Output":"a_test.go:3:5: undefined: x\n"}"#,
      #"{"ImportPath":"p [p.test]","Action":"build-fail"}"#, event("start"),
      event("fail", nil, #","FailedBuild":"p [p.test]""#))
    #expect(run.troubles.map(\.message) == ["p [p.test] does not build: a_test.go:3:5: undefined: x\n"])
  }

  @Test func `what does not build is told by lines that are no events, before Go 1.24`() throws {
    let run = try run(event("pass", "T"), event("pass"), "# q", "q/a.go:3:5: undefined: x", "FAIL\tq [build failed]")
    #expect(run.troubles.map(\.kind) == [.broken])
    #expect(run.troubles.first?.message.contains("q/a.go:3:5") == true)
  }

  @Test func `a package without an end was cut off`() throws {
    #expect(try run(event("run", "T"), event("pass", "T")).troubles.map(\.kind) == [.cutOff])
  }

  @Test func `lines that are no events are passed over`() throws {
    let run = try run(
      "go: downloading x", event("run", "T"), "", "noise", event("pass", "T"), event("pass"), "exit status 1")
    #expect(run.cases.map(\.outcome) == [.passed])
    #expect(run.troubles == [])
  }

  @Test func `a line that is cut is refused`() throws {
    #expect(try refusal("go-test", event("run", "T") + "\n" + #"{"Time":"20"#).line == 2)
  }

  @Test func `events without a package are of one`() throws {
    let run = try run(#"{"Action":"run","Test":"T"}"#, #"{"Action":"pass","Test":"T"}"#, #"{"Action":"fail"}"#)
    #expect(run.cases.map(\.id) == ["T"])
    #expect(run.troubles.map(\.kind) == [.broken])
  }

  @Test(arguments: [event("start"), "# noise\n" + event("run", "T"), #"{"Action":"output","Output":"x"}"#])
  func `is known by its first event`(_ stream: String) throws { #expect(try format(of: stream + "\n") == "go-test") }
}

/// A stream of events is read in two parts like in one.
struct GoTestAheadTests {
  /// Packages side by side, whose tests fail, pass, run again, print much or nothing, and break.
  private func events(_ count: Int, lines: (Int) -> String? = { _ in nil }) -> [String] {
    var events = ["p", "q", "r"].map { event("start", package: $0) }
    for place in 0..<count {
      let package = ["p", "q", "r", "s\(place / 40)"][place % 4]
      let test = "Test\(place % 23)"
      let words = String(repeating: "line \(place) \\u00e9\\n", count: place % 11 == 0 ? 120 : place % 3)
      events.append(event(["run", "output", "cont", "output"][place % 4], test, package: package))
      events.append(event("output", test, #","Output":"\#(words)""#, package: package))
      let elapsed = #","Elapsed":0.\#(place % 9)"#
      if place % 5 != 0 { events.append(event(["pass", "fail", "skip"][place % 3], test, elapsed, package: package)) }
      if place % 17 == 0 { events.append(event("output", nil, #","Output":"FAIL \#(place)\n""#, package: package)) }
      if place % 29 == 0 { events.append(event("fail", nil, #","FailedBuild":"b\#(place / 58)""#, package: package)) }
      if place % 31 == 0 { events.append(#"{"ImportPath":"b\#(place / 62)","Action":"build-fail"}"#) }
      if let line = lines(place) { events.append(line) }
    }
    return events
  }

  private func expectLikeOne(_ events: [String], _ end: String = "\n") throws {
    let text = events.joined(separator: end) + end
    let wanted = try #require(try evidence("go-test", text).tests.first)
    let (evidence, counted) = try evidenceReadAhead("go-test", text)
    #expect(evidence.tests.first == wanted)
    #expect(counted)
  }

  @Test(arguments: 200..<240) func `tests whose events stand in both parts are told like others`(_ count: Int) throws {
    try expectLikeOne(events(count))
  }

  @Test func `units that were put behind others are found by what is told then`() {
    var (first, second) = (GoUnits(), GoUnits())
    let names = ["a", "b", "c"].map { GoUnit.Name(package: $0, test: "") }
    for name in names.dropLast() { first.take(.start, [], nil, of: name) }
    for name in names.dropFirst() { second.take(.fail, [], nil, of: name) }
    second.explain(names[1], by: names[0])
    first.append(second)
    first.take(.pass, [], 7, of: names[2])
    first.take(.skip, [], nil, of: names[0])
    #expect(first.units.map(\.name) == names)
    #expect(first.units.map(\.outcome) == [.skipped, .failed, .passed])
    #expect(first.units.map(\.isExplained) == [false, true, false])
  }

  @Test func `line ends of either kind part the events`() throws {
    try expectLikeOne(events(200), "\r\n")
    try expectLikeOne(events(200), "\n\n")
  }

  @Test(arguments: [1, 2, 3, 7, 50, 110, 199])
  func `lines that are no events are told like others, whichever part their beginning stands in`(_ step: Int) throws {
    try expectLikeOne(
      events(200) { place in
        guard place % step == 0 else { return nil }
        let lines = ["# b/\(place)", "b/a.go:\(place): undefined: x", "FAIL\tb/\(place) [build failed]", "ok"]
        return lines[place / step % 4]
      })
    try expectLikeOne(events(200) { $0 % step == 0 ? "b/a.go:\($0): undefined" : nil })
    try expectLikeOne(events(200) { $0 % step == 0 ? "FAIL\tb/\($0)" : "x" })
    try expectLikeOne(events(200) { $0 == 0 || $0 == step ? "# b" : $0 == 198 ? "FAIL\tb" : "x \($0)" })
  }

  @Test(arguments: 1..<40) func `a stream that is cut off is refused as on one core`(_ left: Int) throws {
    let text = String(events(200).joined(separator: "\n").dropLast(left))
    let wanted = Result { try evidence("go-test", text).tests }
    let found = Result { try evidenceReadAhead("go-test", text).evidence.tests }
    #expect("\(found)" == "\(wanted)")
  }
}
