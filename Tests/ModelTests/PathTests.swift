import Testing

@testable import Model

struct PathTests {
  @Test(arguments: [("a/b.c", "b.c"), ("b", "b"), ("a/b/", "b"), ("/a", "a"), ("", ""), ("/", "")])
  func `the basename is the last segment`(_ path: Path, _ basename: Path) {
    #expect(path.basename == basename)
  }

  @Test(arguments: [
    ("a/b/c", "a/b"), ("a", ""), ("", ""), ("a/b/", "a"), ("a//b", "a"), ("/a", "/"), ("/a/b", "/a"), ("/", "/"),
  ])
  func `the parent is all but the last segment`(_ path: Path, _ parent: Path) {
    #expect(path.parent == parent)
  }

  @Test(arguments: [
    ("a/b.swift", "swift"), ("a.tar.gz", "gz"), ("Makefile", ""), (".bashrc", ""), ("a.d/b", ""), ("a.", ""), ("", ""),
    (".eslintrc.json", "json"),
  ])
  func `the extension follows the last dot of the basename`(_ path: Path, _ ending: String) {
    #expect(path.pathExtension == ending)
  }

  @Test(arguments: [
    ("a", "b", "a/b"), ("a/", "b", "a/b"), ("", "b", "b"), ("a", "/b", "/b"), ("/", "b", "/b"), ("a", "../b", "a/../b"),
  ])
  func `an entry is appended with one slash`(_ folder: Path, _ name: Path, _ path: Path) {
    #expect(folder.appending(name) == path)
  }

  @Test(arguments: [
    ("a/b/c", "b/c", 2), ("a/b", "a/b", 2), ("/a/b", "a/b", 2), ("/a", "/a", 1), ("xa/b", "a/b", 1), ("a/b", "a/c", 0),
    ("b", "a/b", 1), ("ab", "b", 0), ("", "a", 0), ("/", "/", 0),
  ])
  func `whole segments are shared at the end`(_ one: Path, _ other: Path, _ count: Int) {
    #expect(one.sharedEnd(with: other) == count)
    #expect(other.sharedEnd(with: one) == count)
  }

  @Test(arguments: [("", 0), ("/", 0), ("a", 1), ("/a", 1), ("a/b/c", 3), ("/a/b", 2)])
  func `a path is as deep as it has segments`(_ path: Path, _ depth: Int) {
    #expect(path.depth == depth)
  }

  @Test(arguments: [
    ("./a//b/./c/", "a/b/c"), ("a/../b", "b"), ("../a", "../a"), ("a/../../b", "../b"), ("/..", "/"), ("/../a", "/a"),
    ("/a/../../b", "/b"), (".", ""), ("", ""), ("/", "/"), ("src\\a\\b.cs", "src/a/b.cs"),
    ("C:\\src\\..\\a.cs", "C:/a.cs"),
    ("\\src\\a.cs", "/src/a.cs"), ("a..b/.c", "a..b/.c"), ("..\\a", "../a"),
  ])
  func `a path is normalised without looking at any disk`(_ path: Path, _ normalised: Path) {
    #expect(path.normalised == normalised)
    #expect(normalised.normalised == normalised)
  }

  @Test(
    arguments: [
      ("a/b/c", "a", "b/c"), ("a/b", "a/", "b"), ("a/b", "", "a/b"), ("/a/b", "/", "a/b"), ("a//b", "a", "b"),
    ] as [(Path, Path, Path)])
  func `a path is seen from a folder that holds it`(_ path: Path, _ folder: Path, _ relative: Path) {
    #expect(path.relative(to: folder) == relative)
  }

  @Test(arguments: [("ab/c", "a"), ("a", "a"), ("a", "a/b"), ("/a/b", "a"), ("a/b", "/"), ("a/", "a")])
  func `a path is not seen from other folders`(_ path: Path, _ folder: Path) {
    #expect(path.relative(to: folder) == nil)
  }

  @Test func `paths are their bytes, in order and in sets`() {
    let broken = Path(bytes: [0x66, 0xFF])
    #expect(Set(["caf\u{E9}", "cafe\u{301}", broken, Path(bytes: [0x66, 0xFE])]).count == 4)
    #expect((["b", "a/b", "a", "B", ""] as [Path]).sorted() == ["", "B", "a", "a/b", "b"])
    #expect(broken.description == "f\u{FFFD}")
  }
}
