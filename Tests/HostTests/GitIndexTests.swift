import Model
import Readers
import Syntax
import Testing

@testable import Host
@testable import Runner

/// Git's own file, held against what git says of it.
struct GitIndexTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    for name in ["a.py", "src/b.py", "src/long/\(String(repeating: "c/", count: 60))d.py", "new\nline", "Ä.py", "z"] {
      try scratch.write(name, to: name)
    }
    try scratch.shell(
      "ln -s a.py link; printf x > \"$(printf 'bytes\\377')\"; git add . && git commit -qm 'test: begin'")
  }

  private var bytes: [UInt8] {
    get throws {
      var source = try ByteSource(scratch.world().open(scratch.world().path(".git/index")))
      return try source.rest()
    }
  }

  private var listed: [Path] {
    get throws {
      var source = try ByteSource(scratch.world().git(["ls-files", "-z"]))
      var paths: [Path] = []
      while let name = try source.nextField(endedBy: 0) { paths.append(Path(bytes: Array(source.buffer[name]))) }
      return paths
    }
  }

  /// - Parameter size: what comes at a time.
  private func names(in bytes: [UInt8], by size: Int? = nil) throws -> [Path]? {
    let stream = size.map { ByteStream(bytes, blockSize: $0) } ?? ByteStream(bytes)
    return try GitIndex.names(in: ByteSource(printed: stream))?.all
  }

  private static let states: [(what: String, script: String, isRead: Bool)] = [
    ("as git writes it", "true", true),
    ("names that go on from those before", "git update-index --index-version 4", true),
    ("a file that is to be added", "echo > y && git add --intent-to-add y", true),
    ("a file that is not checked out", "git update-index --skip-worktree a.py", true),
    ("a file that nobody is to look at", "git update-index --assume-unchanged a.py && rm a.py", true),
    ("a name of more than 4,095 bytes", "cd src && \(longName)", true),
    ("another repository", "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),sub", true),
    ("no file", "git rm -q -r .", true),
    ("what untracked files there are", "git update-index --force-untracked-cache", true),
    ("a file in conflict", conflict, false),
    ("another index beside it", "git update-index --split-index", false),
    ("folders in place of files", "git sparse-checkout set --cone --sparse-index src/long", false),
  ]
  private static let longName =
    "printf '100644 %s\\t%s\\n' $(git hash-object -w ../a.py) $(printf 'x%.0s' $(seq 200))$(printf '/yyyyyyyyy%.0s' $(seq 400))"
    + " | git update-index --index-info"
  private static let conflict =
    "git branch other; echo 1 > z; git commit -qam one; git checkout -q other; echo 2 > z; git commit -qam two; git merge -q main || true"

  @Test(arguments: states)
  func `git's own file names what git names, or is left to git`(
    _ what: String, _ script: String, _ isRead: Bool
  ) throws {
    try scratch.shell(script)
    let paths = try names(in: bytes)
    #expect((paths != nil) == isRead, "\(what)")
    if let paths { #expect(try paths == listed, "\(what)") }
    for size in [1, 7, 64, 1000] { #expect(try names(in: bytes, by: size) == paths, "\(what), by \(size)") }
    let world = scratch.world().foreseeing()
    var (plain, ahead) = (scratch.world(), world)
    let opening = Opening(NamesOfChange(["HEAD", "HEAD"]), .usual, nil, in: world)
    #expect(try Repository.find(in: &ahead, opening).tracked == Repository.find(in: &plain).tracked, "\(what)")
  }

  @Test func `a file that is cut short is left to git, or has all names`() throws {
    let whole = try bytes, all = try listed
    for end in whole.indices {
      let paths = try names(in: Array(whole[..<end]))
      #expect(paths == nil || paths == all, "\(end)")
    }
  }

  @Test(arguments: [2, 4]) func `a file of any bytes is read or left to git`(_ version: Int) throws {
    try scratch.git("update-index", "--index-version", "\(version)")
    let whole = try bytes, count = try listed.count
    for place in whole.indices {
      for byte: UInt8 in [0, 0x7F, 0xFF] {
        var changed = whole
        changed[place] = byte
        #expect(try names(in: changed).map { $0.count <= count } ?? true, "\(place)")
      }
    }
  }

  @Test func `names of objects of another length are left to git`() throws {
    try scratch.shell(
      "rm -rf .git && git init -q --object-format=sha256 -b main && git add . && git commit -qm 'test: one'")
    #expect(try names(in: bytes) == nil)
    let world = scratch.world().foreseeing()
    var found = world
    let repository = try Repository.find(in: &found, Opening(NamesOfChange(["HEAD", "main"]), .usual, nil, in: world))
    #expect(try repository.tracked == listed.sorted())
  }
}
