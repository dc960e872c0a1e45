import Model
import Testing

@testable import Gates

/// How the paths of reports are mapped to the files of the repository, in this order.
struct CoveragePathTests {
  /// The file that a path of a report is found to be.
  private func found(
    _ reported: Path, files: [Path] = ["src/pay.py", "tests/test_pay.py"], roots: [Path] = [],
    packages: [Path: Path] = [:], mapped: [Path: Path] = [:]
  ) throws -> Path? {
    var matter = CoverageCase([reported: .of(missed: [1])])
    (matter.files, matter.roots, matter.packages) = (files, roots, packages)
    matter.policy = { policy in policy.coverage.pathMap = mapped.map { Policy.PathMapping($0, means: $1) } }
    return try matter.judge().findings.first { $0.rule == "coverage.lines" }?.location?.path
  }

  @Test(
    arguments: [
      "src/pay.py", "./src/pay.py", "src/../src/pay.py", "src//pay.py", "/builds/shop/src/pay.py", #"C:\ci\src\pay.py"#,
      #"src\pay.py"#, "pay.py", "file:///work/src/pay.py", "webpack:///./src/pay.py", "shop/src/pay.py",
    ] as [Path])
  func `however a report spells a path, its file is found`(_ path: Path) throws {
    #expect(try found(path) == "src/pay.py")
  }

  @Test func `the same path goes before every other that ends so`() throws {
    #expect(try found(#"src/l\win.py"#, files: [#"src/l\win.py"#, "src/l/win.py"]) == #"src/l\win.py"#)
    #expect(try found("pay.py", files: ["pay.py", "src/pay.py"]) == "pay.py")
  }

  @Test func `a root that the report names leads to its file`() throws {
    #expect(try found("pay.py", files: ["a/pay.py", "b/pay.py"], roots: ["/ci/shop/b"]) == "b/pay.py")
    #expect(try found(#"a\pay.py"#, files: ["x/a/pay.py", "y/a/pay.py"], roots: [#"C:\ci\y"#]) == "y/a/pay.py")
  }

  @Test func `of files at the end of a path the longest is meant`() throws {
    #expect(try found("/ci/src/pay.py", files: ["pay.py", "src/pay.py"]) == "src/pay.py")
  }

  @Test func `the name of a Go module stands for its folder`() throws {
    let files: [Path] = ["go.mod", "x.go", "tools/go.mod", "tools/x.go", "tools/lint/x.go"]
    let packages: [Path: Path] = ["example.com/shop": "", "example.com/shop/tools": "tools"]
    #expect(try found("example.com/shop/x.go", files: files, packages: packages) == "x.go")
    #expect(try found("example.com/shop/tools/x.go", files: files, packages: packages) == "tools/x.go")
    #expect(try found("example.com/shop/tools/lint/x.go", files: files, packages: packages) == "tools/lint/x.go")
  }

  @Test func `a path that several files could be is never guessed`() throws {
    let matter = CoverageCase(["pay.py": .of(hit: [1]), "src/cart.py": .of(hit: [1])])
    var ambiguous = matter
    ambiguous.files = ["a/pay.py", "b/pay.py", "src/cart.py"]
    let verdict = try ambiguous.judge()
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["coverage.ambiguous"])
    #expect(verdict.words == "pay.py of the report could be any of a/pay.py, b/pay.py")
    #expect(verdict.remedy(of: "coverage.ambiguous")?.contains("coverage.map") == true)
  }

  @Test func `of several files the one beside the others of the report is meant`() throws {
    var matter = CoverageCase(["pay.py": .of(missed: [1]), "cart.py": .of(hit: [1])])
    matter.files = ["a/pay.py", "b/pay.py", "b/cart.py"]
    let verdict = try matter.judge()
    #expect(verdict.findings.map(\.location?.path) == ["b/pay.py"])
  }

  @Test func `what the policy maps has the last word`() throws {
    let files: [Path] = ["services/shop/src/pay.py", "src/pay.py"]
    #expect(try found("/app/src/pay.py", files: files, mapped: ["/app": "services/shop"]) == "services/shop/src/pay.py")
    #expect(try found("src/pay.py", files: files, mapped: ["src": "services/shop/src"]) == "services/shop/src/pay.py")
    #expect(try found("/app/pay.py", files: ["pay.py"], mapped: ["/app": "elsewhere"]) == nil)
  }

  @Test func `what is not found is told with the mapping that would find it`() throws {
    var matter = CoverageCase(["/app/lib/pay.py": .of(hit: [1])])
    matter.files = ["services/shop/lib/pay.py"]
    let verdict = try matter.judge()
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.rules == ["coverage.out-of-scope", "coverage.unmatched"])
    #expect(
      verdict.remedy(of: "coverage.unmatched")
        == "Add coverage.map: { \"/app\": \"services/shop\" }, if /app/lib/pay.py means services/shop/lib/pay.py")
  }

  @Test func `letters that differ are a hint and no match`() throws {
    var matter = CoverageCase(["SRC/Pay.py": .of(hit: [1]), "src/cart.py": .of(hit: [1])])
    matter.files = ["src/pay.py", "src/cart.py"]
    let verdict = try matter.judge()
    #expect(verdict.rules == ["coverage.unmatched"])
    #expect(verdict.remedy(of: "coverage.unmatched")?.contains("src/pay.py, not SRC/Pay.py") == true)
  }

  @Test func `how many files were found is told`() throws {
    var matter = CoverageCase(["src/pay.py": .of(hit: [1]), "/usr/lib/x.py": .of(hit: [1]), "gone.py": .of(hit: [1])])
    matter.files = ["src/pay.py"]
    let verdict = try matter.judge()
    #expect(verdict.outcome == .warned)
    #expect(verdict.found("files of the reports found") == "1 of 3")
  }
}
