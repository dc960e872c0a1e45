import Model
import Testing

@testable import Readers

struct OwnersFileTests {
  private func owners(of path: Path, _ file: String) -> [String] { Owners(file: Array(file.utf8)).owners(of: path) }

  @Test(
    arguments: [
      ("*", "a/b.py", true), ("*.py", "a/b.py", true), ("*.py", "a/b.pyc", false), ("/*.py", "a/b.py", false),
      ("/a/", "a/b/c.py", true), ("/a/", "x/a/c.py", false), ("a/", "x/a/c.py", true), ("a", "x/a/c.py", true),
      ("docs/*", "docs/a.md", true), ("docs/*", "docs/b/a.md", false), ("docs/*", "x/docs/a.md", false),
      ("**/logs", "build/logs/a/b", true), ("/apps/**/x.py", "apps/a/b/x.py", true), ("/a/b", "a/b", true),
      ("/a/b", "a/bc", false), ("a\\ b/", "a b/c", true), ("!a", "a", false), ("[ab]", "a", false),
    ] as [(String, Path, Bool)])
  func `a pattern means files as gitignore has it`(_ pattern: String, _ path: Path, _ isOwned: Bool) {
    #expect(owners(of: path, "\(pattern) @ann\n") == (isOwned ? ["@ann"] : []))
  }

  @Test func `the last pattern that matches decides, and may take all owners away`() {
    let file = "# all\n* @all @ann # us\r\n\n/pay/ @money\n/pay/free/\n"
    #expect(owners(of: "x", file) == ["@all", "@ann"])
    #expect(owners(of: "pay/x", file) == ["@money"])
    #expect(owners(of: "pay/free/x", file) == [])
  }

  @Test func `what is no rule is passed over`() {
    #expect(owners(of: "a", "[Section][2] @x\n^[Other]\n!a @b\n#a @c\n\u{0}\n") == [])
    #expect(Owners(file: [0xFF, 0x20, 0x40, 0xFE]).owners(of: "a") == [])
  }
}
