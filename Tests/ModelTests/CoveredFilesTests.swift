import Model
import Testing

/// Files of coverage, by their paths.
struct CoveredFilesTests {
  private func coverage(_ names: [String], line: UInt64, isHit: Bool = true) -> Coverage {
    var coverage = Coverage()
    for name in names {
      var file = FileCoverage()
      file.lines.add(line, isHit: isHit)
      coverage.add(file, at: Path(name))
    }
    return coverage
  }

  @Test func `a file is found by its path, and no other`() {
    let names = (0..<3000).map { "src/a\($0).swift" }
    let files = coverage(names, line: 4).files
    #expect(files.count == 3000)
    #expect(Set(files.keys.map(\.description)) == Set(names))
    for name in names { #expect(files[Path(name)]?.lines.share == Share(covered: 1, total: 1)) }
    #expect(files["src/a3000.swift"] == nil)
    #expect(Coverage().files["src/a1.swift"] == nil)
  }

  @Test func `what is told of a file more than once is united`() {
    var some = coverage(["a", "b", "a"], line: 1, isHit: false)
    #expect(some.files.count == 2)
    some.merge(coverage(["c", "a"], line: 1))
    some.merge(coverage(["b"], line: 2))
    some.merge(Coverage())
    some.settle()
    #expect(Set(some.files.keys) == ["a", "b", "c"])
    #expect(some.files["a"]?.lines.share == Share(covered: 1, total: 1))
    #expect(some.files["b"]?.lines.share == Share(covered: 1, total: 2))
    #expect(some.shares[.lines] == Share(covered: 3, total: 4))
    var none = Coverage()
    none.merge(some)
    #expect(none.shares == some.shares)
  }

  @Test func `what is merged in stays as it was for others`() {
    let other = coverage((0..<100).map { "b\($0)" }, line: 1)
    var some = coverage(["a"], line: 1)
    some.merge(other)
    #expect(some.files.count == 101)
    #expect(other.files.count == 100)
    #expect(other.files["b7"] == some.files["b7"])
  }
}
