import Foundation
import Model
import Syntax
import Testing

@testable import Readers

/// What the reader makes of a fixture.
private func run(_ format: String, _ name: String) throws -> TestRun {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let file = folder.appending(path: "Fixtures").appending(path: format).appending(path: name)
  let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  return try #require(try evidence(format, text).tests.first)
}

extension TestRun {
  fileprivate func test(_ name: String) throws -> TestCase { try #require(cases.first { $0.name == name }) }

  /// The names of the tests that carry a tag.
  fileprivate func names(tagged tag: String) -> [String] {
    let names = cases.map(\.name)
    return (tags[tag] ?? []).map { names[$0] }
  }
}

struct NUnitTests {
  @Test func `version 3 has classes, categories, reasons and traces`() throws {
    let run = try run("nunit", "nunit3.xml")
    #expect(run.cases.map(\.outcome) == [.passed, .failed, .error, .skipped, .inconclusive, .inconclusive])
    let sums = try run.test(#"Sums(1,"a.b")"#)
    #expect(sums.className == "Shop.Cart")
    #expect(sums.message == "  Expected: 2\n  But was:  1\n\n   at Shop.Cart.Sums() in /work/Cart.cs:line 12")
    #expect(run.names(tagged: "fast") == ["Adds"])
    #expect(run.names(tagged: "smoke").count == 6)
    #expect(run.instant?.description == "2026-11-21T02:00:35Z")
    #expect(run.troubles == [])
  }

  @Test func `version 2 has whole names, and suites that cannot be run`() throws {
    let run = try run("nunit", "nunit2.xml")
    #expect(run.cases.map(\.outcome) == [.passed, .error, .skipped, .error, .failed, .failed, .skipped])
    #expect(run.cases.map(\.id)[1] == "Shop.Cart::Sums(1.5)")
    #expect(run.names(tagged: "slow") == ["Ships"])
    #expect(run.troubles.map(\.message) == ["the suite Bad failed, and none of its tests did: no constructor"])
  }

  @Test func `failures that no test shows are told`() throws {
    let report =
      #"<test-results failures="1"><test-suite success="True"><test-case name="A.b" success="True"/></test-suite></test-results>"#
    let run = try #require(try evidence("nunit", report).tests.first)
    #expect(run.troubles == [TestTrouble(.broken, "it counts 1 failure, and no test of it failed")])
  }
}

struct XUnitNetTests {
  @Test func `version 2 has traits, errors of the assembly and words it does not know`() throws {
    let run = try run("xunit.net", "v2.xml")
    #expect(
      run.cases.map(\.id) == ["Shop.Cart::Adds", "Shop.Cart::Sums(a: 1)", "Shop.Cart::ships in time", "Shop.Cart::Odd"])
    #expect(run.cases.map(\.outcome) == [.passed, .failed, .skipped, .error])
    #expect(run.names(tagged: "smoke") == ["Adds"])
    #expect(run.names(tagged: "Owner=Ann") == ["Adds"])
    #expect(run.troubles == [TestTrouble(.broken, "assembly-cleanup /work/shop.dll broke: no end")])
  }

  @Test func `version 3 says where tests are`() throws {
    let run = try run("xunit.net", "v3.xml")
    #expect(try run.test("Adds").location == Location("/work/Cart.cs", line: 7))
    #expect(run.cases.map(\.outcome) == [.passed, .skipped])
  }
}

struct TRXTests {
  @Test func `results have the classes and categories that stand behind them`() throws {
    let run = try run("trx", "mstest.trx")
    #expect(
      run.cases.map(\.name) == ["Adds", "Sums (1)", "Sums (2)", "Sums", "Ships", "Guesses", "Hangs", "Says nothing"])
    #expect(
      run.cases.map(\.outcome) == [.passed, .passed, .failed, .failed, .skipped, .inconclusive, .error, .error])
    #expect(try run.test("Ships").className == "Shop.CartTests")
    #expect(run.names(tagged: "smoke") == ["Adds"])
    #expect(try run.test("Sums (2)").message.hasPrefix("Assert.AreEqual failed\n   at Shop.CartTests"))
    #expect(try run.test("Sums").message == "One row failed")
  }

  @Test func `a host that crashed cut the run off`() throws {
    #expect(try run("trx", "crashed.trx").troubles.map(\.kind) == [.cutOff])
  }
}

struct RobotTests {
  @Test func `a suite whose end failed broke outside its tests`() throws {
    let run = try run("robot", "output.xml")
    #expect(run.cases.map(\.id) == ["Shop.End::Adds", "Shop.Pay::By card", "Shop.Pay::By bill", "Shop.Pay::By coin"])
    #expect(try run.test("By bill").location == Location("/work/shop/pay.robot", line: 5))
    #expect(try run.test("By bill").message == "no bank")
    #expect(run.names(tagged: "smoke") == ["By card"])
    #expect(
      run.troubles == [TestTrouble(.broken, "the suite End failed, and none of its tests did: Suite teardown failed:")])
  }

  @Test func `tags of keywords are none of the test's`() throws {
    let run = try run("robot", "older.xml")
    #expect(Set(run.tags.keys) == ["smoke", "pay"])
    #expect(run.cases.map(\.outcome) == [.passed, .skipped, .error])
  }
}

struct CucumberTests {
  @Test func `what is set up before a scenario belongs to it`() throws {
    let run = try run("cucumber", "jvm.json")
    #expect(run.cases.map(\.name) == ["by card", "by coin", "by bill", "by note"])
    #expect(run.cases.map(\.outcome) == [.failed, .failed, .skipped, .skipped])
    #expect(run.cases.map(\.message).prefix(2) == ["no cart\n at Cart.java:3", "no end"])
    #expect(run.names(tagged: "smoke") == ["by card"])
  }

  @Test(arguments: ["ruby.json", "behave.json"])
  func `both dialects say the same`(_ name: String) throws {
    let run = try run("cucumber", name)
    #expect(run.cases.map(\.className) == Array(repeating: "Paying", count: 4))
    #expect(run.cases.map(\.outcome) == [.passed, .failed, .error, .passed])
    #expect(run.cases.map { $0.location?.line } == [7, 9, 11, 17])
    #expect(run.names(tagged: "checkout").count == 4)
    #expect(run.names(tagged: "smoke") == ["by card"])
  }
}

struct CTRFTests {
  @Test func `retries make a pass flaky, and what is neither passed nor skipped is no pass`() throws {
    let run = try run("ctrf", "retries.json")
    #expect(run.cases.map(\.outcome) == [.passed, .passed, .passed, .skipped, .error])
    #expect(run.cases.map(\.isFlaky) == [false, true, true, false, false])
    #expect(run.commit == "0123456789abcdef0123456789abcdef01234567")
    #expect(run.instant?.description == "2026-11-21T02:08:06Z")
    #expect(run.names(tagged: "@smoke") == ["adds"])
    #expect(try run.test("is cancelled").location == Location("e2e/a.ts", line: 12))
  }

  @Test func `totals that no test bears out are told`() throws {
    let report = #"{"results":{"tool":{},"summary":{"tests":3,"failed":1},"tests":[{"name":"a","status":"passed"}]}}"#
    let run = try #require(try evidence("ctrf", report).tests.first)
    #expect(run.troubles.map(\.kind) == [.broken, .miscounted])
  }
}

struct MochaTests {
  @Test func `hooks that failed are tests that failed, and a failure behind a pass holds`() throws {
    let run = try run("mocha", "mocha.json")
    let twice = run.cases.filter { $0.name == "ends twice" }
    #expect(twice.map(\.outcome) == [.passed, .failed])
    #expect(run.cases.contains { $0.name.contains("hook") && $0.outcome == .failed })
    #expect(try run.test("is flaky").isFlaky)
    #expect(try run.test("adds").className == "cart")
    #expect(run.troubles == [])
  }

  @Test func `failures without a list of them are told`() throws {
    let report = #"{"stats":{"failures":2},"tests":[{"title":"a"}],"passes":[],"pending":[],"failures":[]}"#
    let run = try #require(try evidence("mocha", report).tests.first)
    #expect(run.troubles.map(\.kind) == [.miscounted, .broken])
  }
}

struct RSpecTests {
  @Test func `examples have their places and their exceptions`() throws {
    let run = try run("rspec", "rspec.json")
    #expect(run.cases.map(\.id) == ["Cart::adds", "Cart::sums", "Cart::ships", "Cart of a guest::is kept"])
    #expect(run.cases.map(\.outcome) == [.passed, .failed, .skipped, .failed])
    #expect(try run.test("sums").location == Location("./cart_spec.rb", line: 3))
    #expect(try run.test("sums").message.contains("expected: 2"))
  }

  @Test func `an error outside of examples breaks the run`() throws {
    let run = try run("rspec", "outside.json")
    #expect(run.cases.isEmpty)
    #expect(run.troubles.map(\.kind) == [.broken])
    #expect(run.troubles.first?.message.contains("broken_spec.rb:1") == true)
  }
}

struct DartTests {
  @Test func `what is hidden is no test`() throws {
    let run = try run("dart", "machine.json")
    #expect(run.cases.map(\.id) == ["cart::adds", "cart::sums", "cart::ships", "cart::pays"])
    #expect(run.cases.map(\.outcome) == [.passed, .failed, .skipped, .error])
    #expect(try run.test("sums").location == Location("/work/test/cart_test.dart", line: 9))
    #expect(run.troubles == [])
  }

  @Test func `a run without its last event was cut off`() throws {
    let run = try run("dart", "cut.json")
    #expect(run.cases.map(\.outcome) == [.passed, .error])
    #expect(run.troubles.map(\.kind) == [.cutOff])
  }
}

struct TestDurationTests {
  private static let durations: [(String, String, String, UInt64?)] = [
    ("nunit", "nunit3.xml", "Adds", 10_000_000), ("nunit", "nunit2.xml", "Adds", 1_000_000),
    ("xunit.net", "v2.xml", "Adds", 10_000_000), ("trx", "mstest.trx", "Adds", 10_000_000),
    ("trx", "mstest.trx", "Hangs", nil), ("robot", "output.xml", "By card", 716_000),
    ("cucumber", "jvm.json", "by card", 2), ("ctrf", "retries.json", "adds", 3_000_000),
    ("mocha", "mocha.json", "ships", nil), ("rspec", "rspec.json", "adds", nil),
    ("dart", "machine.json", "adds", 1_000_000), ("tap", "perl.tap", "pays", nil),
  ]

  @Test(arguments: durations)
  func `how long a test ran is in nanoseconds`(
    _ format: String, _ name: String, _ test: String, _ nanoseconds: UInt64?
  ) throws {
    let found = try run(format, name).test(test).nanoseconds
    if format == "rspec" { #expect((1..<1_000_000_000).contains(found ?? 0)) } else { #expect(found == nanoseconds) }
  }

  @Test func `spans that are no times are none`() {
    #expect(nanoseconds(ofHours: Array("01:02:03.5".utf8)) == 3_723_500_000_000)
    for text in ["", "1:2", "x:00:00", "00:99:00", "99999999999:00:00", "00:00:-1", "00:00:60", "23:00:18446744073"] {
      #expect(nanoseconds(ofHours: Array(text.utf8)) == nil)
    }
  }
}
