import Model
import Readers
import Syntax
import Testing

struct UnifiedDiffTests {
  private func read(_ text: String) throws -> ChangedLines {
    var source = try ByteSource(Array(text.utf8))
    return try UnifiedDiff.read(&source)
  }

  private func diff(_ name: String, _ hunks: String) -> String {
    "diff --git a/\(name) b/\(name)\nindex 1..2 100644\n--- a/\(name)\n+++ b/\(name)\n\(hunks)"
  }

  @Test func `the lines that a hunk adds are those behind the plus`() throws {
    let changed = try read(diff("a.py", "@@ -3,2 +3,3 @@ def f():\n-a\n-b\n+a\n+b\n+c\n@@ -9 +11 @@\n-x\n+y\n"))
    #expect(changed.files == ["a.py": [3...5, 11...11]])
    #expect(changed.contains(5, of: "a.py") && changed.contains(11, of: "a.py"))
    #expect(!changed.contains(6, of: "a.py") && !changed.contains(3, of: "b.py"))
  }

  @Test func `what looks like a header within a hunk is a line of it`() throws {
    let changed = try read(diff("a.py", "@@ -1,2 +1,2 @@\n--- b/x\n-@@ -1 +1 @@\n+++ b/y\n+@@ -9 +9 @@\n"))
    #expect(changed.files == ["a.py": [1...2]])
  }

  @Test func `a file that only lost lines is touched and has none`() throws {
    let changed = try read(diff("a.py", "@@ -1,2 +0,0 @@\n-a\n-b\n"))
    #expect(changed.touches("a.py") && changed.files["a.py"] == [])
  }

  @Test func `a file that is removed is not there, one that is renamed is under its new name`() throws {
    let removed = "diff --git a/a.py b/a.py\ndeleted file mode 100644\n--- a/a.py\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"
    let renamed = "diff --git a/b.py b/c.py\nsimilarity index 100%\nrename from b.py\nrename to c.py\n"
    #expect(try read(removed + renamed).files == ["c.py": []])
  }

  @Test func `names are as git quotes them, or end at a tab`() throws {
    #expect(try read("+++ \"b/\\303\\244 \\\"x\\\"\\t.py\"\n").touches(Path("ä \"x\"\t.py")))
    #expect(try read("+++ b/a b.py\t\n").touches("a b.py"))
    #expect(try read("+++ plain.py\t2026-01-01 10:00:00\n").touches("plain.py"))
  }

  @Test func `lines of context and the missing end of a file count as they should`() throws {
    let changed = try read(diff("a.py", "@@ -1,3 +1,3 @@\n a\n-b\n\\ No newline at end of file\n+c\n\n+++ b/d.py\n"))
    #expect(changed.files == ["a.py": [2...2], "d.py": []])
  }

  @Test(arguments: ["@@ -1 @@\n", "@@ -a +b @@\n", "@@ -1,2 +1,99999999999999999999 @@\n", "@@ -1,1 +1,2 @@\n-a\n+b\n"])
  func `a hunk that is none is refused with its line`(_ hunk: String) throws {
    let error = try #require(throws: ReadError.self) { try read(diff("a.py", hunk)) }
    #expect((error.line ?? 0) >= 5)
  }
}
