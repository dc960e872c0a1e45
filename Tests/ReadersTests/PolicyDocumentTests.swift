import Model
import Syntax
import Testing

@testable import Readers

struct PolicyDocumentTests {
  private func read(_ text: String) throws -> PolicyDocument {
    var source = try ByteSource(Array(text.utf8))
    return try readPolicyDocument(&source, at: "docs/policy.md")
  }

  @Test func `fields stand behind a colon, in bold or not, in lists, and in tables of two columns`() throws {
    let fields = try read(
      """
      # Policy
      **Owner**: Ann: and Bob
      - Policy Version: `1.0`
        > _Next Review_: 2027-01-01
      | Status | Active |
      | a | b | c |
      Owner: somebody else
      Empty:
      """
    ).fields
    #expect(fields["owner"] == PolicyDocument.Text("Ann: and Bob", line: 2))
    #expect(fields["policy version"] == PolicyDocument.Text("1.0", line: 3))
    #expect(fields["next review"] == PolicyDocument.Text("2027-01-01", line: 4))
    #expect(fields["status"] == PolicyDocument.Text("Active", line: 5))
    #expect(fields["a"] == nil && fields["empty"]?.text == "")
  }

  @Test func `rows and headings are entries, and code is none of it`() throws {
    let document = try read("## [1.1] - 2026\n| 1.0 | 2025 | first |\n```\n| 2.0 | x | y |\nOwner: z\n```\n| 3.0 |")
    #expect(document.entries.isSuperset(of: ["1.1", "1.0", "3.0"]) && !document.entries.contains("2.0"))
    #expect(document.fields["owner"] == nil)
  }

  @Test func `the title of a document is no entry of its change log`() throws {
    #expect(try read("# Policy 1.0\n## 0.9\n").entries == ["0.9"])
  }

  @Test func `quotes of a front matter are no part of what stands between them`() throws {
    let fields = try read("---\nversion: \"1.0\"\neffective: '2026-01-01'\n---").fields
    #expect(fields["version"]?.text == "1.0" && fields["effective"]?.text == "2026-01-01")
  }

  @Test func `what is very long is cut before anybody is told of it`() throws {
    let long = String(repeating: "a", count: 100_000)
    let document = try read("Version: \(long)\n[a](\(long))\n")
    #expect(document.fields["version"].map { $0.text.utf8.count < 10_000 } == true)
    #expect(document.links.allSatisfy { $0.text.utf8.count < 10_000 } && document.links.count == 1)
  }

  @Test func `links lead to files, addresses and places in the page do not`() throws {
    let document = try read(
      """
      [a](../adr/a.md) and [b](b.md#part "title"), [c](https://example.com/c.md) [d](#d) [e](mailto:e@example.com)
      `.docs/policies/review.md`, `docs/*.md`, `kubectl apply -f a/b.md`, `b.md`
      """)
    #expect(document.links.map(\.text) == ["../adr/a.md", "b.md", "/.docs/policies/review.md"])
    #expect(document.links.map(\.line) == [1, 1, 2])
  }

  @Test(
    arguments: [
      ("[a](<../a b.md> \"title\")", ["../a b.md"]), ("[a](a%20b.md)", ["a b.md"]), ("[a]: ../a.md", ["../a.md"]),
      ("[a]: <a b.md> 'title'", ["a b.md"]), ("[a]: a.md \"title\"", ["a.md"]), ("[^1]: a.md", []),
      ("[Note]: a sentence", []), ("[a]: https://example.com/a.md", []), ("[a](%zz.md)", ["%zz.md"]), ("[a]:", []),
      ("[a](<)", []),
    ] as [(String, [String])])
  func `links are written in several ways`(_ line: String, _ targets: [String]) throws {
    #expect(try read(line).links.map(\.text) == targets)
  }

  @Test(arguments: ["", ":", "|", "#", "](", "``", "a: b](c", "| | |", "**"])
  func `scraps are read and say nothing`(_ text: String) throws {
    #expect(try read(text).fields["owner"] == nil)
  }

  @Test func `what no person reads is refused`() throws {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 21)
    #expect(throws: ReadError.self) {
      var source = try ByteSource(ByteStream(bytes), cap: .ofDocument)
      _ = try readPolicyDocument(&source, at: "a.md")
    }
  }
}
