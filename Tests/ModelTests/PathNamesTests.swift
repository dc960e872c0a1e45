import Model
import Testing

struct PathNamesTests {
  private static let paths: [Path] = ["a", "a/b.py", "b", "b/c/d.py", "e"]
  /// As paths, and as one text.
  private static let ways: [PathNames] = [
    PathNames(paths),
    PathNames(paths.flatMap(\.bytes), endingAt: [1, 7, 8, 16, 17]),
  ]

  @Test(arguments: ways) func `all of them, and those of which something holds`(_ names: PathNames) {
    #expect(names.count == 5)
    #expect(names.all { $0.ends(with: ".py".utf8.span) } == ["a/b.py", "b/c/d.py"])
    #expect(names.all { _ in false }.isEmpty)
    #expect(names.all == PathNamesTests.paths)
    #expect(names.all { $0.count == 1 } == ["a", "b", "e"])
  }

  @Test(arguments: ways) func `from a name on, as long as something holds`(_ names: PathNames) {
    #expect(names.all(from: "a/", while: { $0.bytes.first == UInt8(ascii: "a") }) == ["a/b.py"])
    #expect(names.all(from: "b", while: { _ in true }) == ["b", "b/c/d.py", "e"])
    #expect(names.all(from: "", while: { $0 == "a" }) == ["a"])
    #expect(names.all(from: "f", while: { _ in true }).isEmpty)
    #expect(names.all(from: "b", while: { _ in false }).isEmpty)
  }

  @Test func `none`() {
    for names in [PathNames([]), PathNames([], endingAt: [])] {
      #expect(names.count == 0 && names.all.isEmpty)
      #expect(names.all { _ in true }.isEmpty)
      #expect(names.all(from: "", while: { _ in true }).isEmpty)
    }
  }
}
