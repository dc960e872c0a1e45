import Model
import Syntax
import Testing

@testable import Readers

struct UnifiedDiffTests {
  private func changed(_ diff: String, blockSize: Int = 16) throws -> ChangedLines {
    var source = try ByteSource(ByteStream(Array(diff.utf8), blockSize: blockSize))
    return try UnifiedDiff.read(&source)
  }

  private let head = "diff --git a/x.py b/x.py\nindex 1..2 100644\n--- a/x.py\n+++ b/x.py\n"

  @Test func `lines are those of the new file`() throws {
    let lines = try changed(head + "@@ -3,0 +4,2 @@ def f\n+a\n+b\n@@ -9 +11 @@\n-c\n+d\n@@ -20,2 +21,0 @@\n-e\n-f\n")
    #expect(lines.files == ["x.py"])
    #expect(lines.lines(of: "x.py") == [4...5, 11...11])
    #expect(
      [3, 4, 5, 6, 10, 11, 12].map { lines.contains($0, of: "x.py") } == [false, true, true, false, false, true, false])
  }

  @Test func `lines around a change are not of it`() throws {
    let lines = try changed(head + "@@ -1,4 +1,5 @@\n a\n-b\n+B\n+++ b/y.py\n\n d\n\\ No newline at end of file\n")
    #expect(lines.files == ["x.py"])
    #expect(lines.lines(of: "x.py") == [2...3])
  }

  @Test func `a file that is renamed goes by its new name, one that is gone by none`() throws {
    let lines = try changed(
      "diff --git a/old.py b/new.py\nsimilarity index 90%\nrename from old.py\nrename to new.py\n--- a/old.py\n"
        + "+++ b/new.py\n@@ -1 +1 @@\n-a\n+b\ndiff --git a/x b/x\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"
        + "diff --git a/p b/p\nBinary files a/p and b/p differ\n")
    #expect(lines.files == ["new.py"])
  }

  @Test(arguments: [
    ("+++ b/a b.py", "a b.py"), ("+++ a/b.py\t2026-01-01 00:00:00", "a/b.py"),
    (#"+++ "b/\303\274\t\"\\.py""#, "ü\t\"\\.py"),
    ("+++ b/b/c.py\r", "b/c.py"), ("+++ ü.py", "ü.py"),
  ])
  func `names come as git and others write them`(_ line: String, _ name: String) throws {
    #expect(try changed("\(line)\n@@ -0,0 +1 @@\n+a\n").files == [Path(name)])
  }

  @Test(arguments: [
    ("@@ -1,2 +1,2 @@\n-a\n+b\n", 8), ("@@ -1 +1 @@\n-a\n*b\n", 7), ("@@ -x +1 @@\n", 5), ("@@ -1 @@\n", 5),
    ("@@ -1,2,3 +1 @@\n", 5), ("@@ -1 +99999999999 @@\n", 5), ("@@ -1 +1,-1 @@\n", 5),
  ])
  func `a hunk that is not as its head says is refused`(_ hunk: String, _ line: Int) throws {
    let error = #expect(throws: ReadError.self) { try changed(head + hunk) }
    #expect(error?.line == line, "\(error?.placed ?? "")")
  }

  @Test func `an empty diff changes nothing`() throws {
    #expect(try changed("").files.isEmpty)
  }
}
