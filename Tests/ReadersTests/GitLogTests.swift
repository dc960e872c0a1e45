import Model
import Syntax
import Testing

@testable import Readers

struct GitLogTests {
  private let whole: [UInt8] =
    log("a", "first", changing: ["A", "a.py"])
    + log(
      "b", after: "a", "feat: b", trailers: "Signed-off-by: Bo <b@x>\nTwo: one two\n",
      changing: ["R100", "a.py", "b.py", "M", "c.py"])
    + log("c", after: "a", "empty") + log("d", after: "bc", "Merge c")
    + log("e", after: "d", "last", changing: ["D", "c.py"])

  @Test func `commits come in git's order with parents, subject and author`() throws {
    let commits = try commits(in: whole)
    #expect(commits.map(\.subject) == ["first", "feat: b", "empty", "Merge c", "last"])
    #expect(commits.map(\.parents.count) == [0, 1, 1, 2, 1])
    #expect(commits.map(\.isMerge) == [false, false, false, true, false])
    #expect(Set(commits.map(\.author)) == ["Ann <ann@example.com>"])
  }

  @Test func `a commit has its own changes, and a merge or an empty one none`() throws {
    #expect(
      try commits(in: whole).map(\.changes) == [
        [FileChange(.added, "a.py")],
        [FileChange(.renamed(from: "a.py", same: 100), "b.py"), FileChange(.modified, "c.py")], [], [],
        [FileChange(.deleted, "c.py")],
      ])
  }

  @Test func `trailers are keys and values`() throws {
    #expect(
      try commits(in: whole)[1].trailers == [
        Trailer(key: "Signed-off-by", value: "Bo <b@x>"), Trailer(key: "Two", value: "one two"),
      ])
  }

  @Test func `no output is no commit`() throws { #expect(try commits(in: []).isEmpty) }

  @Test(arguments: [
    (["T", "a"], FileChange(.typeChanged, "a")), (["U", "a"], FileChange(.unmerged, "a")),
    (["C075", "a", "b"], FileChange(.copied(from: "a", same: 75), "b")), (["A", "\n"], FileChange(.added, "\n")),
    (["A", "- \"x\"\t"], FileChange(.added, "- \"x\"\t")), (["Mx", "a"], FileChange(.modeChanged, "a")),
    (["Al", "a"], FileChange(.added, "a", isFile: false)), (["Mm", "a"], FileChange(.modified, "a", isFile: false)),
    (["A", ":100644"], FileChange(.added, ":100644")),
  ])
  func `a status is read with its names`(_ fields: [String], _ change: FileChange) throws {
    #expect(try commits(in: log("a", "x", changing: fields)).map(\.changes) == [[change]])
  }

  @Test func `of a file without content nothing is left to be read`() throws {
    let changes = try commits(in: log("a", "x", changing: ["Ae", "a/__init__.py", "A", "b"])).flatMap(\.changes)
    #expect(changes.map { $0.patch?.isWhole } == [true, nil])
    #expect(changes[0].patch?.production.added == 0)
  }

  @Test func `a commit says when it was made`() throws {
    #expect(try commits(in: log("a", "x")).map(\.time) == [Instant(seconds: 86400)])
  }

  @Test func `a name that is not UTF-8 keeps its bytes`() throws {
    let bytes = log("a", "x", changing: ["A"]) + [0x63, 0xE9, 0xFF, 0]
    #expect(try commits(in: bytes).first?.changes.first?.path == Path(bytes: [0x63, 0xE9, 0xFF]))
  }

  @Test func `a subject that is not UTF-8 is read for display`() throws {
    var bytes = log("a", "x?")
    bytes.replace([UInt8(ascii: "?")], with: [0xFF])
    #expect(try commits(in: bytes).first?.subject == "x\u{FFFD}")
  }

  @Test(arguments: [
    ["X", "a"], ["?", "a"], ["R", "a", "b"], ["Rxx", "a", "b"], ["R100", "a"], ["A"], ["", "a"],
    ["A", "a", "", "b"], [":100644", "a"], [":100644 100644 1 2 A", "a"], ["M", "a", "M"],
  ])
  func `a status that git never prints is refused`(_ fields: [String]) {
    #expect(throws: ReadError.self) { try commits(in: log("a", "x", changing: fields)) }
  }

  @Test(arguments: ["R-1", "R101", "R999"])
  func `a score that is no percentage is refused`(_ status: String) {
    #expect(throws: ReadError.self) { try commits(in: log("a", "x", changing: [status, "a", "b"])) }
  }

  @Test(arguments: ["fatal: bad revision", "abc\u{0}", String(repeating: "z", count: 40) + "\u{0}"])
  func `what does not begin with a commit's id is refused`(_ text: String) {
    #expect(throws: ReadError.self) { try commits(in: Array(text.utf8)) }
  }

  @Test func `a log cut anywhere is refused or has the commits before the cut as they are`() throws {
    let all = try commits(in: whole)
    for end in whole.indices {
      guard let some = try? commits(in: Array(whole[..<end])) else { continue }
      #expect(some.dropLast().elementsEqual(all.prefix(max(some.count - 1, 0))), "cut at \(end)")
    }
  }

  @Test func `a log that ends inside a field is refused`() {
    let inside = whole.indices.filter { $0 > 0 && whole[$0 - 1] != 0 }
    #expect(inside.filter { (try? commits(in: Array(whole[..<$0]))) != nil }.isEmpty)
  }

  @Test func `one byte changed is read or refused`() {
    for place in whole.indices {
      for byte: UInt8 in [0x00, 0x0A, 0x2D, 0x39, 0xFF] {
        var changed = whole
        changed[place] = byte
        #expect((try? commits(in: changed))?.count ?? 0 <= 6)
      }
    }
  }

  @Test func `of a merge its patch says what it brings, and not the files that git lists before`() throws {
    let ids = ["1", "2", "3"].map { String(repeating: $0, count: 40) }.joined(separator: " ")
    let merge = log("d", after: "bc", "Merge c") + Array("\0::100644 100644 100644 \(ids) MM\0:a.py\0".utf8)
    #expect(try commits(in: merge + whole).map(\.subject).first == "Merge c")
    #expect(try commits(in: merge + whole).map(\.changes).first == [])
    #expect(try commits(in: merge + whole).count == 6)
  }

  @Test func `nothing that a range could hold is taken for an option or a path`() {
    #expect(GitLog.listing(["HEAD", "^base"]).suffix(3) == ["HEAD", "^base", "--"])
    #expect(GitLog.arguments(.lines, of: ["-a.py"]).suffix(2) == ["--", "-a.py"])
    #expect(GitLog.arguments(.files).contains("-z") && !GitLog.arguments(.files).contains("--patch"))
  }

  @Test func `what is expected of a policy is what it says of gate 1, read as law or not`() {
    #expect(GitLog.depth(under: []) == .lines)
    #expect(GitLog.depth(under: Array("tdd: { level: message }".utf8)) == .files)
    #expect(GitLog.depth(under: Array("tdd: { level: content }".utf8)) == .lines)
    #expect(GitLog.depth(under: Array("tdd: { level: message, since: HEAD~3 }".utf8)) == nil)
    #expect(GitLog.depth(under: Array("coverage: [".utf8)) == .lines)
  }

  @Test func `who the first commit comes after is known when no more is printed`() {
    let (a, b) = (String(repeating: "a", count: 40), String(repeating: "b", count: 40))
    #expect(GitLog.firstParents(in: Array("commit \(a)\0\(b) \(a)\0Ann".utf8)) == [b, a])
    #expect(GitLog.firstParents(in: Array("commit \(a)\0\0Ann".utf8)) == [])
    #expect(GitLog.firstParents(in: Array("commit \(a)\0\(b)".utf8)) == [])
  }

  @Test func `of many commits the first are read, as many as begin in so many bytes`() throws {
    var source = try ByteSource(whole)
    let (first, isAll) = try GitLog.read(&source, .files, Classifier(), upTo: 1)
    #expect(first.map(\.subject) == ["first"] && !isAll)
    source = try ByteSource(whole)
    #expect(try GitLog.read(&source, .files, Classifier(), upTo: whole.count).isAll)
  }

  @Test func `what a file is by its name is told with its change`() throws {
    var source = try ByteSource(log("a", "x", changing: ["A", "a.py", "M", "test_a.py", "D", "a.md"]))
    let changes = try GitLog.read(&source, .files, Policy.builtIn().classifier).flatMap(\.changes)
    #expect(changes.map(\.fileKind) == [.source, .test, .docs])
  }
}
