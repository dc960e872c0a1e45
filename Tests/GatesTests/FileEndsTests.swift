import Model
import Testing

@testable import Gates

struct FileEndsTests {
  private let ends = FileEnds([
    "src/a.py", "a.py", "lib/src/a.py", "b.py", "lib/b.py", "deep/er/src/x/main.c", "größe/ü.c",
  ])

  @Test(
    arguments: [
      ("/home/build/repo/src/a.py", "src/a.py"), ("C:/repo/lib/src/a.py", "lib/src/a.py"), ("/a.py", "a.py"),
      ("/ba.py", nil), ("xlib/b.py", "b.py"), ("/w/lib/b.py", "lib/b.py"), ("/w/größe/ü.c", "größe/ü.c"),
      ("src/x/main.c", nil), ("c.py", nil), ("", nil),
    ] as [(String, String?)])
  func `the longest file that is an end of a path is found`(_ path: String, _ file: String?) {
    #expect(ends.file(endOf: Path(path)) == file.map { Path($0) })
  }

  @Test(
    arguments: [
      ("a.py", ["a.py", "lib/src/a.py", "src/a.py"]), ("src/a.py", ["lib/src/a.py", "src/a.py"]),
      ("/src/a.py", ["lib/src/a.py", "src/a.py"]), ("x/main.c", ["deep/er/src/x/main.c"]),
      ("main.c", ["deep/er/src/x/main.c"]),
      ("rc/a.py", []), ("/home/src/a.py", []), ("", []),
    ] as [(String, [String])])
  func `all files that end with a path are found`(_ path: String, _ files: [String]) {
    #expect(ends.files(endingWith: Path(path)).sorted() == files.map { Path($0) })
  }

  @Test func `a hundred thousand files of one name are told apart, each in one pass`() {
    let files = (0..<100_000).map { Path("part\($0)/index.js") }
    let ends = FileEnds(files)
    #expect(files.allSatisfy { ends.file(endOf: Path("/w/\($0)")) == $0 })
  }
}
