import Model
import Testing

@testable import Readers

/// What is told of a finding.
struct SARIFTellingTests {
  private func finding(_ result: String, more: String = "") throws -> ScanFinding {
    let text = "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\(result)}]\(more)}]}"
    return try #require(try evidence("sarif", text).scans.first?.findings.first)
  }

  private func location(_ artifact: String, more: String = "") throws -> Location? {
    let region = "\"region\":{\"startLine\":7,\"startColumn\":\"3\",\"endLine\":9}"
    let physical = "\"physicalLocation\":{\(region),\"artifactLocation\":\(artifact)}"
    return try finding("\"locations\":[{\"logicalLocations\":[]},{\(physical)},{\(physical)}]", more: more).location
  }

  @Test(arguments: [
    ("src/a.c", "src/a.c"), ("./src//a.c", "src/a.c"), ("a%20b/%C3%A9.c", "a b/é.c"), ("100%.c", "100%.c"),
    ("file:///home/u/a.c", "/home/u/a.c"), ("file://host/share/a.c", "/share/a.c"), ("file:/a.c", "/a.c"),
    ("file:///C:/w/a.c", "C:/w/a.c"), ("src\\\\a.c", "src/a.c"),
    ("https://example.com/a//b", "https://example.com/a//b"),
    ("..a/.b", "..a/.b"), ("src/../a.c", "a.c"), ("a/", "a"),
  ])
  func `a URI names a file`(_ uri: String, _ path: String) throws {
    let found = try location("{\"uri\":\"\(uri)\",\"uriBaseId\":\"%SRCROOT%\"}")
    #expect(found == Location(Path(path), line: 7, column: 3))
  }

  @Test func `a base below the root is a folder, the root itself is none`() throws {
    let bases = """
      , "originalUriBaseIds": {
        "ROOT": {"uri": "file:///home/runner/work/"}, "SUB": {"uri": "services/api/", "uriBaseId": "ROOT"},
        "DEEP": {"uri": "src/", "uriBaseId": "SUB"}, "A": {"uri": "a/", "uriBaseId": "B"},
        "B": {"uri": "b/", "uriBaseId": "A"}
      }
      """
    for (base, path) in [("ROOT", "x.c"), ("SUB", "services/api/x.c"), ("DEEP", "services/api/src/x.c"), ("?", "x.c")] {
      #expect(try location("{\"uri\":\"x.c\",\"uriBaseId\":\"\(base)\"}", more: bases)?.path == Path(path))
    }
    #expect(try location("{\"uri\":\"x.c\",\"uriBaseId\":\"A\"}", more: bases) != nil, "a circle ends")
  }

  @Test func `a file may be named by its place in the run's list`() throws {
    let artifacts = ",\"artifacts\":[{\"location\":{\"uri\":\"a.c\"}},{\"location\":{\"uri\":\"b%2Fc.c\",\"index\":1}}]"
    #expect(try location("{\"index\":1}", more: artifacts)?.path == "b/c.c")
    #expect(try location("{\"index\":1,\"uri\":\"own.c\"}", more: artifacts)?.path == "own.c")
    #expect(try location("{\"index\":2}", more: artifacts) == nil)
    #expect(try location("{}", more: artifacts) == nil)
  }

  @Test func `a title is the first line that says something, at most 300 bytes of it`() throws {
    func title(_ text: String) throws -> String { try finding("\"message\":{\"text\":\"\(text)\"}").title }
    #expect(try title("one\\ntwo") == "one")
    #expect(try title("\\n \\t\\r\\n  two \\r\\nthree") == "two ")
    #expect(try title(String(repeating: "x", count: 300)).utf8.count == 300)
    for start in ["", "x", "xx"] {
      let long = try title(start + String(repeating: "é", count: 200))
      #expect(long.utf8.count <= 300 && long.hasSuffix("é…"))
    }
    #expect(try finding("\"message\":{\"markdown\":\"*m*\"}").title == "*m*")
  }

  @Test func `a result without words is told by its rule`() throws {
    let tool = """
      ,"tool":{"driver":{"rules":[{"id":"A","name":"n","fullDescription":{"text":"full"},
        "shortDescription":{"text":"short\\nand more"}}]}}
      """
    let found = try finding("\"message\":{\"id\":\"default\"},\"ruleIndex\":0", more: tool)
    #expect(found.title == "short")
    #expect(found.id == "A")
  }

  @Test(arguments: ["vulnerability", "misconfiguration", "secret", "license"])
  func `a rule's tags say what it finds`(_ tag: String) throws {
    let tool = ",\"tool\":{\"driver\":{\"rules\":[{\"id\":\"A\",\"properties\":{\"tags\":[\"x\",\"\(tag)\",1]}}]}}"
    #expect(try finding("\"ruleId\":\"A\"", more: tool).kind.rawValue == tag)
  }

  @Test func `a scanner for secrets finds secrets`() throws {
    #expect(try finding("", more: ",\"tool\":{\"driver\":{\"name\":\"Gitleaks\"}}").kind == .secret)
    #expect(try finding("", more: ",\"tool\":{\"driver\":{\"name\":\"semgrep\"}}").kind == .code)
  }

  @Test func `what a snippet shows is not kept`() throws {
    let found = try finding(
      "\"locations\":[{\"physicalLocation\":{\"region\":{\"snippet\":{\"text\":\"key = hunter2\"}}}}],\"properties\":{\"m\":\"hunter2\"}"
    )
    #expect(!"\(found)".contains("hunter2"))
  }

  @Test func `texts that come again stay apart`() throws {
    let results = (0..<3000).map { "{\"ruleId\":\"r\($0 % 1500)\",\"message\":{\"text\":\"m\\t\($0 % 1400)\"}}" }
    let text = "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[\(results.joined(separator: ","))]}]}"
    let found = try #require(try evidence("sarif", text, blockSize: 999).scans.first?.findings)
    #expect(found.map(\.id) == (0..<3000).map { "r\($0 % 1500)" })
    #expect(found.map(\.title) == (0..<3000).map { "m\t\($0 % 1400)" })
  }

  @Test func `files that differ in the middle of their names stay apart`() throws {
    func path(_ number: Int) -> String { "infrastructure/module\(10_000 + number % 700)/environments/main.tf" }
    let results = (0..<3000).map {
      "{\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"\(path($0))\"}}}]}"
    }
    let text = "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[\(results.joined(separator: ","))]}]}"
    let found = try #require(try evidence("sarif", text, blockSize: 999).scans.first?.findings)
    #expect(found.map(\.location?.path) == (0..<3000).map { Path(path($0)) })
  }

  @Test func `files of one folder are told from it, and absolute ones are not`() throws {
    let bases = #""originalUriBaseIds":{"SRC":{"uri":"app/","uriBaseId":"ROOT"},"ROOT":{"uri":"file:///w/"}}"#
    func result(_ uri: String, _ base: String) -> String {
      #"{"locations":[{"physicalLocation":{"artifactLocation":{"uri":"\#(uri)","uriBaseId":"\#(base)"}}}]}"#
    }
    let results = [("a.c", "SRC"), ("b.c", "SRC"), ("a.c", "SRC"), ("a.c", "ROOT"), ("/x/a.c", "SRC"), ("a.c", "NONE")]
    let run = "{\"results\":[\(results.map(result).joined(separator: ","))],\(bases)}"
    let scans = try evidence("sarif", "{\"version\":\"2.1.0\",\"runs\":[\(run),\(run)]}").scans
    #expect(scans.count == 2)
    for scan in scans {
      #expect(
        scan.findings.map(\.location?.path) == ["app/a.c", "app/b.c", "app/a.c", "a.c", "/x/a.c", "a.c"].map { $0 })
    }
  }
}
