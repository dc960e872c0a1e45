import Dispatch
import Foundation
import Model
import Readers
import Reporters
import Syntax
import Testing

@testable import Host
@testable import Runner

extension Record {
  static func of(_ commit: String, outcome: Outcome = .passed, at seconds: Int = 0, version: String = "1") -> Record {
    Record(
      commit: commit, tree: commit, instant: Instant(seconds: seconds), version: version,
      whole: Part(gates: [.tdd: Judgement(outcome: outcome)]))
  }
}

extension Scratch {
  /// What a run would compare a change with that begins at that commit, and what it says of it.
  func baseline(_ base: String, from store: RecordStore?) throws -> (record: Record?, notices: [String]) {
    var world = world()
    let repository = try Repository.find(in: &world)
    var notices: [String] = []
    let record = Runner.baseline(
      of: Change(base: base), from: store, at: path, repository, &notices, in: world)
    return (record, notices)
  }

  func keep(_ record: Record, in store: RecordStore) throws {
    try Runner.keep(record.line, of: record.commit, in: store, world())
  }
}

struct RecordStoreTests {
  static let stores: [RecordStore] = [.file("records.jsonl"), .notes("refs/notes/sixgate"), .notes("refs/notes/a/b")]
  private let scratch: Scratch
  /// Ancestors first.
  private let commits: [String]

  init() throws {
    let scratch = try Scratch()
    commits = try (1...4).map { try scratch.commit("feat: step \($0)") }
    self.scratch = scratch
  }

  @Test(arguments: stores)
  func `what is kept of the base is found again`(_ store: RecordStore) throws {
    try scratch.keep(.of(commits[2]), in: store)
    let found = try scratch.baseline(commits[2], from: store)
    #expect(found.record == .of(commits[2]))
    #expect(found.notices == ["compared with the record of \(commits[2].prefix(12)) in \(store), the base"])
  }

  @Test(arguments: stores)
  func `the nearest recorded ancestor is found, nothing later`(_ store: RecordStore) throws {
    for commit in [commits[0], commits[1], commits[3]] { try scratch.keep(.of(commit), in: store) }
    let found = try scratch.baseline(commits[2], from: store)
    #expect(found.record == .of(commits[1]))
    #expect(found.notices.last?.hasSuffix("the nearest ancestor of the base that has one") == true)
  }

  @Test(arguments: stores)
  func `records on other branches are none of the base's`(_ store: RecordStore) throws {
    try scratch.keep(.of(commits[3]), in: store)
    let found = try scratch.baseline(commits[2], from: store)
    #expect(found.record == nil)
    #expect(found.notices.last?.contains("has none of the base or an ancestor of it") == true)
  }

  @Test(arguments: stores)
  func `several records of a commit come together, later ones over earlier ones`(_ store: RecordStore) throws {
    var other = Record.of(commits[0], at: 5)
    other.whole.gates = [.coverage: Record.Judgement(outcome: .warned)]
    try scratch.keep(.of(commits[0], outcome: .failed, at: 9), in: store)
    try scratch.keep(other, in: store)
    try scratch.keep(.of(commits[0], outcome: .passed, at: 4), in: store)
    let found = try scratch.baseline(commits[0], from: store)
    #expect(found.record?.whole.gates.mapValues(\.outcome) == [.tdd: .failed, .coverage: .warned])
  }

  @Test(.timeLimit(.minutes(5)), arguments: stores)
  func `of many that record at once none loses anything`(_ store: RecordStore) throws {
    let world = scratch.world()
    let count = 8
    let text = String(repeating: "x", count: 20_000)
    DispatchQueue.concurrentPerform(iterations: count) { index in
      do throws(ReadError) {
        let record = Record.of(commits[index % 2], version: "\(index) \(text)")
        try keep(record.line, of: record.commit, in: store, world)
      } catch {
        Issue.record("\(index): \(error.message)")
      }
    }
    let kept =
      switch store {
      case .file(let path): try scratch.shell("cat \(path)")
      case .notes(let ref):
        try commits.prefix(2).map { try scratch.git("notes", "--ref=\(ref)", "show", $0) }.joined(separator: "\n")
      }
    let versions = try kept.split(separator: "\n").map { try readRecord(Array($0.utf8)).version }
    #expect(versions.sorted() == (0..<count).map { "\($0) \(text)" }.sorted())
  }

  @Test(arguments: stores)
  func `where nothing was kept, that is said to who asked`(_ store: RecordStore) throws {
    let found = try scratch.baseline(commits[0], from: store)
    #expect(found.record == nil)
    #expect(found.notices.count == 1)
    #expect(found.notices.first?.hasPrefix("no record is compared with: there is no ") == true)
    let unasked = try scratch.baseline(commits[0], from: nil)
    #expect(unasked.record == nil && unasked.notices.isEmpty)
  }

  @Test func `without a word the usual notes are looked into`() throws {
    try scratch.keep(.of(commits[1]), in: .notes("refs/notes/sixgate"))
    #expect(try scratch.baseline(commits[2], from: nil).record == .of(commits[1]))
  }
}

struct PushedNotesTests {
  /// What docs/record.md says.
  private static let push = """
    for attempt in 1 2 3; do
      git push -q origin refs/notes/sixgate && break
      git fetch -q origin '+refs/notes/sixgate:refs/notes/theirs'
      git -c user.name=ci -c user.email=ci@localhost notes --ref=sixgate merge -q -s cat_sort_uniq refs/notes/theirs
    done 2>&1
    """

  @Test func `jobs that push their notes lose nothing to each other`() throws {
    let origin = try Scratch()
    let jobs = [try Scratch(), try Scratch()]
    let commits = try (1...2).map { try origin.commit("feat: step \($0)") }
    for (number, job) in jobs.enumerated() {
      try job.shell("git remote add origin '\(origin.folder.path)' && git fetch -q origin main")
      for commit in commits { try job.keep(.of(commit, version: "\(number)"), in: .usual) }
    }
    for job in jobs { try job.shell(PushedNotesTests.push) }
    for commit in commits {
      let lines = try origin.git("notes", "--ref=sixgate", "show", commit).split(separator: "\n")
      #expect(try lines.map { try readRecord(Array($0.utf8)).version }.sorted() == ["0", "1"])
    }
  }
}

struct BrokenStoreTests {
  private let scratch: Scratch
  private let commits: [String]

  init() throws {
    let scratch = try Scratch()
    commits = try (1...2).map { try scratch.commit("feat: step \($0)") }
    self.scratch = scratch
  }

  @Test func `lines that are no records are said and ignored`() throws {
    let later = Record.of(commits[1]).line.replacing("record/1", with: "record/2")
    try scratch.write("nonsense\n\n\(later)\n\(Record.of(commits[0]).line)\n{\"schema\":\n", to: "records")
    let found = try scratch.baseline(commits[1], from: .file("records"))
    #expect(found.record == .of(commits[0]))
    #expect(found.notices.first?.contains("3 lines are no record and ignored: line 1 met \"nonsense\"") == true)
  }

  @Test func `a record that is cut, or of another commit, is said and ignored`() throws {
    let cut = String(Record.of(commits[1]).line.dropLast(9))
    try scratch.write("\(cut)\n\(Record.of(commits[0]).line)\n", to: "records")
    let file = try scratch.baseline(commits[1], from: .file("records"))
    #expect(file.record == .of(commits[0]))
    #expect(file.notices.contains { $0.contains("a record of \(commits[1].prefix(12)) is ignored: met") })
    try scratch.git("notes", "--ref=sixgate", "add", "-m", Record.of(commits[0]).line, commits[1])
    let notes = try scratch.baseline(commits[1], from: nil)
    #expect(notes.record == nil)
    #expect(notes.notices.contains { $0.contains("wanted one of that commit") })
  }

  @Test func `somebody else's notes are left as they are, and written behind`() throws {
    try scratch.git("notes", "--ref=sixgate", "add", "-m", "a word from a person", commits[0])
    try scratch.git("notes", "--ref=sixgate", "add", "-m", "another", commits[1])
    try scratch.keep(.of(commits[0]), in: .notes("refs/notes/sixgate"))
    let note = try scratch.git("notes", "--ref=sixgate", "show", commits[0])
    #expect(note == "a word from a person\n\(Record.of(commits[0]).line)")
    #expect(try scratch.git("notes", "--ref=sixgate", "show", commits[1]) == "another")
    #expect(try scratch.git("notes", "--ref=sixgate", "list").split(separator: "\n").count == 2)
    let found = try scratch.baseline(commits[0], from: nil)
    #expect(found.record == .of(commits[0]))
    #expect(found.notices.contains { $0.contains("a record of \(commits[0].prefix(12)) is ignored") })
  }

  @Test func `a line that another writer left unfinished spoils no other`() throws {
    try scratch.write(String(Record.of(commits[1]).line.prefix(40)), to: "records")
    try scratch.keep(.of(commits[0]), in: .file("records"))
    #expect(try scratch.baseline(commits[1], from: .file("records")).record == .of(commits[0]))
  }

  @Test func `git's own spreading of many notes is read, and kept to`() throws {
    try scratch.shell(
      "for i in $(seq 400); do git commit -q --allow-empty -m \"feat: $i\"; done; git log --format='%H' | "
        + "while read c; do printf 'N inline %s\\ndata 2\\nx\\n\\n' $c; done > notes; "
        + "(printf 'commit refs/notes/sixgate\\ncommitter a <a> 1 +0000\\ndata 1\\nm\\n'; cat notes; echo done) "
        + "| git fast-import --quiet --done")
    let head = try scratch.git("rev-parse", "HEAD")
    try scratch.keep(.of(head), in: .notes("refs/notes/sixgate"))
    #expect(try scratch.git("notes", "--ref=sixgate", "show", head) == "x\n\(Record.of(head).line)")
    #expect(try scratch.git("notes", "--ref=sixgate", "list").split(separator: "\n").count == 402)
    #expect(try scratch.baseline(head, from: nil).record == .of(head))
  }

  @Test func `a ref that cannot be moved is an error in git's words`() throws {
    try scratch.keep(.of(commits[0]), in: .notes("refs/notes/sixgate"))
    try scratch.write("", to: ".git/refs/notes/sixgate.lock")
    var message = ""
    do throws(ReadError) {
      try keep(Record.of(commits[1]).line, of: commits[1], in: .notes("refs/notes/sixgate"), scratch.world())
    } catch {
      message = error.message
    }
    #expect(message.contains("sixgate.lock"))
  }

  @Test(arguments: [
    "refs/heads/main", "refs/notes", "refs/notes/", "refs/notes/a..b", "refs/notes/a\nb", "refs/notes/a b",
    "refs/notes/.a", "refs/notes/a.lock", "refs/notes/-a", "refs/notes//a", "refs/tags/a", "refs/notes/a~1",
  ])
  func `another ref than one of notes is no store`(name: String) {
    #expect((try? RecordStore(name)) == nil)
  }
}

struct TrackedStoreTests {
  private let scratch: Scratch
  private let base: String

  init() throws {
    scratch = try Scratch()
    let first = try scratch.commit("feat: first")
    try scratch.write(Record.of(first).line + "\n", to: "records")
    base = try scratch.commit("ci: a record")
    try scratch.keep(.of(base), in: .file("records"))
    try scratch.commit("feat: a record of our own")
  }

  @Test func `a record that the change brings is not compared with`() throws {
    for way in ["records", "./records", "\(scratch.folder.path)/records"] {
      let found = try scratch.baseline(base, from: .file(Path(way)))
      #expect(found.record?.commit != base)
      #expect(found.record != nil)
    }
  }

  @Test func `nor one that lies behind a link of the change`() throws {
    try scratch.shell("mkdir d && git mv records d/records && ln -s d e && git add e && git commit -qm 'feat: link'")
    #expect(try scratch.baseline(base, from: .file("e/records")).record == nil)
    #expect(try scratch.baseline(base, from: .file("d/records")).record == nil)
  }

  @Test func `nor one that the top is reached by a link for`() throws {
    let link = scratch.home.appending(path: "link").path
    try scratch.shell("ln -s '\(scratch.folder.path)' '\(link)'")
    #expect(try scratch.baseline(base, from: .file(Path("\(link)/records"))).record?.commit != base)
  }

  @Test func `nor one in a submodule`() throws {
    try scratch.shell(
      "git init -q --initial-branch=main sub && (cd sub && git commit -q --allow-empty -m 'feat: sub') && "
        + "git add sub && git commit -qm 'feat: sub'")
    try scratch.write(Record.of(base).line + "\n", to: "sub/records")
    #expect(try scratch.baseline(base, from: .file("sub/records")).record == nil)
  }

  @Test func `one that git does not track is`() throws {
    try scratch.write(Record.of(base).line + "\n", to: "untracked")
    #expect(try scratch.baseline(base, from: .file("untracked")).record == .of(base))
  }
}
