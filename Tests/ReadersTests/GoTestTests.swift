import Model
import Syntax
import Testing

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
