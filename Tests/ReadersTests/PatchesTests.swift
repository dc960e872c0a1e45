import Model
import Syntax
import Testing

@testable import Readers

private let law = Result<Policy, any Error> { try Policy.builtIn() }
private let id = String(repeating: "a", count: 40)

/// What git prints of a commit before its patch.
private func head(_ id: String = id, changing paths: String...) -> String {
  let (old, new) = (String(repeating: "1", count: 40), String(repeating: "2", count: 40))
  let raw = paths.map { ":100644 100644 \(old) \(new) M\0\($0)\0" }
  return "commit \(id)\0\0Ann <ann@example.com>\0" + "86400\0x\0\0\0" + (raw.isEmpty ? "" : "\n\(raw.joined())") + "\0"
}

/// The same of a merge, where it is the patch that says what it changes.
private func mergeHead(_ id: String = id) -> String {
  head(id).replacing("\(id)\0\0", with: "\(id)\0\(id) \(id)\0") + "\0"
}

/// A commit with a patch of one file, as git prints it.
private func patch(_ path: String, _ hunks: String...) -> String {
  head(changing: path) + diff(path, hunks.joined())
}

private func diff(_ path: String, _ hunks: String) -> String {
  "diff --git a/\(path) b/\(path)\nindex 1..2 100644\n--- a/\(path)\n+++ b/\(path)\n\(hunks)"
}

private func patches(
  _ text: some Sequence<UInt8>, isWhole: Bool = false, blockSize: Int = 64
) throws -> [String: [(path: Path, patch: Patch)]] {
  var source = try ByteSource(ByteStream(Array(text), blockSize: blockSize))
  let commits = try GitLog.read(&source, isWhole ? .wholeFiles : .lines, law.get().classifier)
  return Dictionary(
    commits.map { ($0.id, $0.changes.compactMap { change in change.patch.map { (change.path, $0) } }) }
  ) { first, _ in first }.filter { !$0.value.isEmpty }
}

/// What is read of the one file of a patch.
private func read(_ text: String, isWhole: Bool = false) throws -> Patch {
  try #require(try patches(text.utf8, isWhole: isWhole)[id]?.first?.patch)
}

struct PatchesTests {
  @Test func `lines of code are counted where they stand`() throws {
    let patch = try read(patch("pay.py", "@@ -3,2 +3,4 @@ def pay():\n-a = 1\n-# b\n+# c\n+\n+a = 2\n+d = 3\n"))
    #expect(patch.production == Patch.Tally(added: 2, removed: 1))
    #expect(patch.firstLine == 5)
    #expect(patch.tests == Patch.Tally())
    #expect(!patch.isWhole)
  }

  @Test func `a test's lines, declarations, expectations and marks are counted`() throws {
    let text =
      "@@ -1 +1,5 @@\n-  assert x\n+@pytest.mark.skip\n+def test_a():\n+  # b\n+  assert y == taxRate\n+  z = 1\n"
    let patch = try read(patch("tests/test_pay.py", text))
    #expect(patch.tests == Patch.Tally(added: 3, removed: 1))
    #expect(patch.units == Patch.Tally(added: 1))
    #expect(patch.expectations == Patch.Tally(added: 1, removed: 1))
    #expect(patch.skips == Patch.Tally(added: 1))
    #expect(patch.words.contains(Word("taxRate")) && patch.words.contains(Word("test_a")))
    #expect(patch.production == Patch.Tally())
  }

  @Test func `names are those that are declared, that have two words or stand above the lines`() throws {
    let patch = try read(
      patch("pay.py", "@@ -3,0 +3,2 @@ class Till:\n+def pay(x):\n+  return x * tax_rate + max(_x)\n"))
    #expect(patch.names == ["pay", "tax_rate", "Till"])
  }

  @Test func `a declaration that goes is known`() throws {
    #expect(try read(patch("pay.py", "@@ -3 +2,0 @@\n-def pay(x):\n")).losesNames)
    #expect(try !read(patch("pay.py", "@@ -3 +3 @@\n-def pay(x):\n+def pay(x, y):\n")).losesNames)
    #expect(try !read(patch("pay.py", "@@ -3 +2,0 @@\n-  x = 1\n")).losesNames)
  }

  @Test func `lines that move sideways change nothing, where that means nothing`() throws {
    #expect(try read(patch("a.js", "@@ -3 +3 @@\n-  x()\n+    x() \n")).production == Patch.Tally())
    #expect(try read(patch("a.py", "@@ -3 +3 @@\n-  x()\n+    x()\n")).production.added == 1)
    #expect(try read(patch("a.py", "@@ -3 +3 @@\n-  x()\n+  x()\r\n")).production == Patch.Tally())
  }

  @Test func `a long line is passed over behind its beginning, and counts as changed`() throws {
    let long = String(repeating: "x", count: 100_000)
    let patch = try read(patch("a.js", "@@ -3,2 +3,2 @@\n-\(long)1\n-y\n+\(long)2\n+z()\n"))
    #expect(patch.production == Patch.Tally(added: 2, removed: 2))
  }

  @Test func `a comment that does not end is none`() throws {
    #expect(try read(patch("a.c", "@@ -0,0 +1,2 @@\n+/* a\n+b();\n")).production.added == 2)
    #expect(try read(patch("a.c", "@@ -0,0 +1,2 @@\n+/* a\n+b(); */\n")).production.added == 0)
  }

  @Test func `with the whole file in sight a line in a comment or in a test is known`() throws {
    let c = "@@ -1,3 +1,4 @@\n /* a\n+   b()\n    c */\n d();\n"
    #expect(try read(patch("a.c", c), isWhole: true).production.added == 0)
    #expect(try read(patch("a.c", "@@ -1,0 +2 @@\n+   b()\n")).production.added == 1)
    let rust = "@@ -1,4 +1,5 @@\n #[cfg(test)]\n mod tests {\n+  assert!(x);\n }\n fn y() {}\n"
    let patch = try read(patch("a.rs", rust), isWhole: true)
    #expect(patch.tests.added == 1 && patch.production.added == 0 && patch.isWhole)
  }

  @Test func `with the whole file in sight a test says all its words`() throws {
    let patch = try read(
      patch("test_a.py", "@@ -1,2 +1,3 @@\n from shop import money\n # nothing\n+x = 1\n"), isWhole: true)
    #expect(patch.mentions.contains(Word("money")) && !patch.mentions.contains(Word("nothing")))
  }

  @Test func `a generated file says so in its first lines`() throws {
    #expect(try read(patch("a.go", "@@ -0,0 +1,2 @@\n+// Code generated by x. DO NOT EDIT.\n+x\n")).isGenerated)
    #expect(try !read(patch("a.go", "@@ -0,0 +90 @@\n+// Code generated by x. DO NOT EDIT.\n")).isGenerated)
    #expect(try !read(patch("a.go", "@@ -0,0 +1 @@\n+// DO NOT EDIT Code generated\n")).isGenerated)
  }

  @Test func `a merge brings what none of its parents has, unless they disagree`() throws {
    func merge(_ hunk: String) throws -> Int {
      let head = "diff --cc a.py\nindex 1,2..3\n--- a/a.py\n+++ b/a.py\n"
      return try patches((mergeHead() + head + hunk).utf8)[id]?.first?.patch.production.added ?? 0
    }
    #expect(try merge("@@@ -1,0 -1,0 +1,1 @@@\n++x = 1\n") == 1)
    #expect(try merge("@@@ -1,1 -1,18446744073709551615 +1,1 @@@\n- y = 1\n++x = 1\n") == 1)
    #expect(try merge("@@@ -1,1 -1,1 +1,1 @@@\n--x = 1\n++x = 2\n") == 1)
    #expect(try merge("@@@ -1,1 -1,1 +1,1 @@@\n- x = 1\n -x = 2\n++x = 3\n") == 0)
    #expect(try merge("@@@@ -1,0 -1,0 -1,1 +1,0 @@@@\n  -y = 1\n") == 0)
  }

  @Test func `names are read as git writes them`() throws {
    let git = "diff --git \"a/x\" \"b/x\"\n"
    let odd = "a\"\n\t\\é.py"
    let quoted = try patches(
      (head(changing: odd) + git + "--- /dev/null\n+++ \"b/a\\\"\\n\\t\\\\\\303\\251.py\"\n@@ -0,0 +1 @@\n+x\n").utf8)
    #expect(quoted[id]?.first?.path == Path(odd))
    let spaced = try patches(
      (head(changing: "b c.py") + git + "--- a/b c.py\t\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n").utf8)
    #expect(spaced[id]?.first?.path == Path("b c.py"))
  }

  @Test func `what is no file of its own has no lines`() throws {
    let link = patch("a.py", "@@ -0,0 +1 @@\n+b.py\n").replacing(":100644 100644", with: ":000000 120000")
    #expect(try patches(link.utf8).isEmpty)
  }

  @Test func `what is no code is passed over`() throws {
    #expect(try patches(patch("README.md", "@@ -0,0 +1 @@\n+x\n").utf8).isEmpty)
    let git = "diff --git a/a.py b/a.py\nindex 1..2\n"
    let binary = head(changing: "a.py") + git + "Binary files a/a.py and b/a.py differ\n"
    #expect(try patches(binary.utf8).isEmpty)
    #expect(try patches("".utf8).isEmpty)
  }

  @Test(arguments: [
    "fatal: bad revision\n", "commit abc\0", head() + "@@ -1 +1 @@\n-x\n+y\n", head() + "fatal: bad\n",
    head() + "diff --git a/a b/a\n@@ -1 +1 @@\n-x\n+y\n", head() + "diff --git a/a b/a\n--- x/a\n",
    patch("a.py", "@@ -1 +1 @@\n-x\n"), patch("a.py", "@@ -1 +1 @@\n*x\n"), patch("a.py", "@@ 1 +1 @@\n"),
    patch("a.py", "@@ -1 +1\n"), patch("a.py", "@@@ -1 +1 @@@\n"), patch("a.py", "@@ -1,99999999999999999999 +1 @@\n"),
  ])
  func `what git never prints is refused`(_ text: String) {
    #expect(throws: ReadError.self) { try patches(text.utf8) }
  }

  private static let whole = Array(
    (patch("a.rs", "@@ -1,2 +1,3 @@ fn x()\n-a\n-b\n+#[test]\n+fn c() {\n+}\n\\ No newline at end of file\n")
      + mergeHead(id.replacing("a", with: "b"))
      + "diff --cc a.py\n--- a/a.py\n+++ b/a.py\n@@@ -1,1 -1,1 +1,2 @@@\n- x\n -y\n++z\n++w\n")
      .utf8)

  @Test func `a patch cut anywhere or with one byte changed is read or refused`() throws {
    #expect(try patches(PatchesTests.whole).count == 2)
    for place in PatchesTests.whole.indices {
      _ = try? patches(PatchesTests.whole[..<place])
      for byte: UInt8 in [0x00, 0x0A, 0x2B, 0x2D, 0x39, 0x40, 0xFF] {
        var changed = PatchesTests.whole
        changed[place] = byte
        #expect(((try? patches(changed, blockSize: 7))?.count ?? 0) <= 3)
      }
    }
  }
}

struct PatchDigestTests {
  private func digest(_ text: String) throws -> PatchDigest? {
    var source = try ByteSource(Array("commit \(id)\n\n\(text)".utf8))
    return try PatchDigest.read(&source)[id]
  }

  @Test func `what takes a commit back is its inverse, wherever the lines stand by then`() throws {
    let there = try digest(diff("a.py", "@@ -1 +1,2 @@\n-a\n+b\n+c\n"))
    let back = try digest(diff("a.py", "@@ -7,2 +7 @@\n-b\n-c\n+a\n"))
    #expect(there != nil && there == back?.inverse && there != back)
  }

  @Test func `one line more or less, or another file, is no inverse`() throws {
    let there = try digest(diff("a.py", "@@ -1 +1,2 @@\n-a\n+b\n+c\n"))
    for other in [
      diff("b.py", "@@ -7,2 +7 @@\n-b\n-c\n+a\n"), diff("a.py", "@@ -7 +7 @@\n-b\n+a\n"),
      diff("a.py", "@@ -7,2 +7,2 @@\n-b\n-c\n+a\n+a\n"), diff("a.py", "@@ -7,2 +7 @@\n-b\n-c\n+A\n"),
    ] {
      #expect(try digest(other)?.inverse != there)
    }
  }
}
