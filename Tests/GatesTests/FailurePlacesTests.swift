import Model
import Testing

@testable import Gates

struct FailurePlacesTests {
  private static let files: [(Path, FileKind)] = [
    ("src/pay.py", .source), ("tests/test_pay.py", .test), ("pkg/cart/cart_test.go", .test),
    ("pkg/bank/cart_test.go", .test), ("e2e/Cart.cs", .test), ("tests/it/vpn.bats", .test), ("web/a b.ts", .source),
  ]
  private let places = FailurePlaces(
    RepositoryFiles(files.map { RepositoryFile(path: $0.0, kind: $0.1) }))

  private static let words: [(String, String?)] = [
    ("tests/test_pay.py:10: AssertionError", "tests/test_pay.py:10"),
    ("/home/runner/work/shop/shop/tests/test_pay.py:10", "tests/test_pay.py:10"),
    ("  File \"/work/tests/test_pay.py\", line 7, in test_pay", "tests/test_pay.py:7"),
    ("  File \"/work/src/pay.py\", line 3\n  File \"/work/tests/test_pay.py\", line 7", "tests/test_pay.py:7"),
    ("src/pay.py:3: in pay\n/usr/lib/python3/x.py:9: Error", "src/pay.py:3"),
    ("    cart_test.go:19: expected 3", "pkg/bank/cart_test.go:19"),
    ("   at Shop.Cart.Sums() in C:\\build\\e2e\\Cart.cs:line 12", "e2e/Cart.cs:12"),
    ("(in test file tests/it/vpn.bats, line 3)", "tests/it/vpn.bats:3"),
    ("at Context.<anonymous> (file:///work/tests/test_pay.py:43:15)", "tests/test_pay.py:43"),
    ("at localhost:8080, at 12:30:01 and 1.2.3.4:80", nil), ("../../etc/passwd.txt:3", nil), ("/etc/hosts.py:3", nil),
    ("test_pay.py:0", nil), ("test_pay.py:99999999999999999999", nil), (":7", nil), ("", nil), ("x.py", nil),
  ]

  @Test(arguments: words)
  func `words name a file of the repository and its line`(_ words: String, _ place: String?) {
    #expect(places.place(in: words, of: "example.com/shop/pkg/bank")?.description == place)
  }

  @Test func `of two files of one name none is meant where nothing tells which`() {
    #expect(places.place(in: "cart_test.go:19", of: "other") == nil)
    #expect(places.place(in: "pkg/cart/cart_test.go:19", of: "other")?.description == "pkg/cart/cart_test.go:19")
  }

  private func test(_ path: Path, _ line: Int?, _ message: String = "") -> TestCase {
    .of(.failed, at: Location(path, line: line), saying: message)
  }

  @Test func `what the report names goes before what it says`() {
    #expect(places.place(of: test("/w/src/pay.py", 4, "tests/test_pay.py:10"))?.description == "src/pay.py:4")
    #expect(places.place(of: test("./tests/test_pay.py", nil, "src/pay.py:10"))?.description == "src/pay.py:10")
    #expect(places.place(of: test("tests/test_pay.py", nil))?.description == "tests/test_pay.py")
    #expect(places.place(of: test("/usr/lib/x.py", 4)) == nil)
    #expect(places.place(of: test("tests\\test_pay.py", 4))?.description == "tests/test_pay.py:4")
  }

  @Test func `without a list of files what lies outside is still none`() {
    let places = FailurePlaces(RepositoryFiles())
    #expect(places.place(of: test("a/b.py", 4))?.description == "a/b.py:4")
    #expect(places.place(of: test("../b.py", 4)) == nil)
    #expect(places.place(of: test("/b.py", 4)) == nil)
  }

  @Test func `a finding stands where the failure is`() throws {
    let run = TestRun.of(.of(.failed, saying: "tests/test_pay.py:10: AssertionError"))
    let verdict = try Gate.integration.judge(.of(files: ["tests/test_pay.py"], tests: [run]))
    #expect(verdict.findings.first?.location == Location("tests/test_pay.py", line: 10))
  }
}
