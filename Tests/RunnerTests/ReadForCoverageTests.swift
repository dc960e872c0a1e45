import Model
import Readers
import Syntax
import Testing

@testable import Runner

/// What is read for gate 2 besides the reports.
struct ReadForCoverageTests {
  private func matter(_ reported: [Path], _ files: [Path], under policy: String = "") throws -> Case {
    var evidence = Evidence()
    for path in reported {
      var file = FileCoverage()
      file.lines.add(1, isHit: true)
      evidence.coverage.add(file, at: path)
    }
    let law = try Policy.file(Array(policy.utf8))
    return Case(
      evidence: evidence,
      files: RepositoryFiles(files.map { RepositoryFile(path: $0, kind: law.classifier.kind(of: $0)) }),
      change: Change(base: "aaa", head: "bbb"), policy: law, instant: Instant(seconds: 0))
  }

  /// A world of some files, whose git answers each question that has such a word in it.
  private func world(_ files: [Path: String], git: [String: String] = [:]) -> World {
    var world = World.holding(files.mapValues { Array($0.utf8) })
    world.gitIn = { _, arguments, _ throws(ReadError) in
      guard let answer = git.first(where: { arguments.contains($0.key) })?.value else {
        throw ReadError(met: "git \(arguments)", wanted: "none of it")
      }
      return ByteStream(Array(answer.utf8))
    }
    return world
  }

  @Test func `the lines of sources that reports speak of are counted`() throws {
    var matter = try matter(["/ci/src/a.py", "tests/test_a.py"], ["src/a.py", "src/b.py", "tests/test_a.py"])
    readForCoverage(&matter, in: world(["src/a.py": "one\ntwo\nthree", "src/b.py": "", "tests/test_a.py": "x"]))
    #expect(matter.sources == ["src/a.py": SourceText(lines: 3)])
    #expect(matter.changedLines == nil)
    #expect(matter.packages.isEmpty)
  }

  @Test func `the tests that stand in a source are told apart`() throws {
    var matter = try matter(["src/a.rs"], ["src/a.rs"])
    let text = "fn a() {}\n\n#[cfg(test)]\nmod tests {\n\n  // b\n  fn b() {}\n}\nfn c() {}\n#[test]\nfn d() {}\n"
    readForCoverage(&matter, in: world(["src/a.rs": text]))
    #expect(matter.sources == ["src/a.rs": SourceText(lines: 11, tests: [3...4, 7...8, 10...11])])
  }

  @Test func `a source that cannot be read is not told of`() throws {
    var matter = try matter(["src/a.py"], ["src/a.py"])
    readForCoverage(&matter, in: world([:]))
    #expect(matter.sources.isEmpty)
  }

  @Test func `the names of Go's modules stand for their folders`() throws {
    var matter = try matter(["example.com/shop/a.go"], ["a.go", "go.mod", "tools/go.mod", "empty/go.mod"])
    readForCoverage(
      &matter,
      in: world([
        "go.mod": "// x\n\nmodule example.com/shop // y\n\ngo 1.22\n",
        "tools/go.mod": "module\t\"example.com/tools\"\n",
        "empty/go.mod": "go 1.22\n", "a.go": "package shop\n",
      ]))
    #expect(matter.packages == ["example.com/shop": Path(bytes: []), "example.com/tools": "tools"])
  }

  @Test func `git says which lines changed where they are asked for`() throws {
    var matter = try matter(["src/a.py"], ["src/a.py"], under: "coverage: { changed-lines: 90 }")
    let diff = "--- a/src/a.py\n+++ b/src/a.py\n@@ -0,0 +2,3 @@\n+a\n+b\n+c\n"
    readForCoverage(&matter, in: world(["src/a.py": "x\n"], git: ["--unified=0": diff]))
    #expect(matter.changedLines?.files == ["src/a.py": [2...4]])
  }

  @Test func `for a picture alone the changed lines stand apart from what is judged`() throws {
    var matter = try matter(["src/a.py"], ["src/a.py"])
    let diff = "--- a/src/a.py\n+++ b/src/a.py\n@@ -0,0 +2,3 @@\n+a\n+b\n+c\n"
    readForCoverage(&matter, draws: true, in: world(["src/a.py": "x\n"], git: ["--unified=0": diff]))
    #expect(matter.changedLines == nil && matter.drawnLines?.files == ["src/a.py": [2...4]])
  }

  @Test func `a diff that the policy names goes before git's`() throws {
    var matter = try matter(["src/a.py"], ["src/a.py"], under: "coverage: { changed-lines: 90, diff: my.diff }")
    readForCoverage(&matter, in: world(["my.diff": "+++ b/src/a.py\n@@ -1 +1 @@\n-x\n+y\n"]))
    #expect(matter.changedLines?.files == ["src/a.py": [1...1]])
  }

  @Test(arguments: ["+++ b/src/a.py\n@@ -1 +1 @@\n-x\n", nil])
  func `a diff that is broken or missing leaves the lines unknown, and why`(_ diff: String?) throws {
    var matter = try matter(["src/a.py"], ["src/a.py"], under: "coverage: { changed-lines: 90, diff: my.diff }")
    readForCoverage(&matter, in: world(diff.map { ["my.diff": $0] } ?? [:]))
    #expect(matter.changedLines == nil)
    #expect(matter.change.problem?.contains("my.diff") == true)
  }

  @Test func `when the head was committed is asked where a report says when it was written`() throws {
    var matter = try matter(["src/a.py"], ["src/a.py"])
    var report = CoverageReport()
    report.written = Instant(seconds: 1)
    matter.evidence.coverage.append(report)
    let world = world(["src/a.py": "x\n"], git: ["--format=%ct": "1700000000\n"])
    readWhenCommitted(&matter, in: world)
    #expect(matter.change.committed == Instant(seconds: 1_700_000_000))
    var scanned = try self.matter(["src/a.py"], ["src/a.py"])
    readWhenCommitted(&scanned, in: world)
    #expect(scanned.change.committed == nil)
    var scan = Scan(tool: "trivy", origin: "t.json")
    scan.made = Instant(seconds: 1)
    scanned.evidence.scans = [scan]
    readWhenCommitted(&scanned, in: world)
    #expect(scanned.change.committed == Instant(seconds: 1_700_000_000))
  }
}
