import Model
import Synchronization
import Syntax
import Testing

@testable import Host
@testable import Runner

struct BlobTests {
  private let scratch: Scratch
  private let world: World

  init() throws {
    scratch = try Scratch()
    try scratch.write("lines: 90\n", to: "sixgate.yaml")
    try scratch.write("", to: "a/empty")
    try scratch.write("x", to: "a/b c\u{e9} blob 5")
    try scratch.commit("feat: first")
    try scratch.write("lines: 80\n", to: "sixgate.yaml")
    try scratch.commit("feat: second")
    world = scratch.world()
  }

  private func refusal(_ names: [BlobName], cap: Int = ByteCap.held) -> String? {
    do throws(ReadError) {
      _ = try world.blobs(names, cap: cap)
      return nil
    } catch {
      return error.message
    }
  }

  @Test func `files of several commits are read in the order they are asked for`() throws {
    let blobs = try world.blobs([
      BlobName("HEAD^", "sixgate.yaml"), BlobName("HEAD", "sixgate.yaml"), BlobName("HEAD", "a/empty"),
      BlobName("HEAD", "a/b c\u{e9} blob 5"),
    ])
    #expect(blobs == [Array("lines: 90\n".utf8), Array("lines: 80\n".utf8), [], Array("x".utf8)])
  }

  @Test func `what a commit does not have is nil, and the others are read`() throws {
    let blobs = try world.blobs([
      BlobName("HEAD", "gone"), BlobName("HEAD", "sixgate.yaml"), BlobName("HEAD", "gone blob 5"),
      BlobName("HEAD", "sixgate.yaml/below"),
    ])
    #expect(blobs == [nil, Array("lines: 80\n".utf8), nil, nil])
  }

  @Test func `nothing is asked of git for nothing`() throws {
    #expect(try world.blobs([]).isEmpty)
  }

  @Test func `bytes are as they are, whatever they look like`() throws {
    try scratch.shell("printf '\\037\\213\\000\\n\\357\\273\\277' > odd && git add odd && git commit -qm 'feat: odd'")
    #expect(try world.blobs([BlobName("HEAD", "odd")]) == [[0x1F, 0x8B, 0, 0x0A, 0xEF, 0xBB, 0xBF]])
  }

  @Test func `a large file comes whole, and many with it`() throws {
    try scratch.shell("head -c 2000000 /dev/zero | tr '\\0' x > large && git add large && git commit -qm 'feat: l'")
    let names = [BlobName("HEAD", "large")] + (0..<3000).map { _ in BlobName("HEAD", "sixgate.yaml") }
    let blobs = try world.blobs(names)
    #expect(blobs.first??.count == 2_000_000)
    #expect(blobs.dropFirst().allSatisfy { $0 == Array("lines: 80\n".utf8) })
  }

  @Test func `more than the cap in all is refused`() throws {
    try scratch.shell("head -c 800000 /dev/zero > large && git add large && git commit -qm 'feat: l'")
    let twice = Array(repeating: BlobName("HEAD", "large"), count: 2)
    #expect(try world.blobs(twice, cap: 2 << 20).count == 2)
    #expect(
      refusal(twice, cap: 1 << 20)
        == "met more than 1 MiB with HEAD:large, wanted at most that in all files of a commit")
  }

  @Test func `names that a line cannot hold are refused`() {
    #expect(refusal([BlobName("HEAD", "a\nHEAD:b")])?.contains("a line's end") == true)
    #expect(refusal([BlobName("HEAD\nHEAD", "b")])?.contains("a line's end") == true)
    #expect(refusal([BlobName("HEAD", Path(bytes: [0x61, 0xFF]))])?.contains("UTF-8") == true)
  }

  @Test func `a folder is no file`() {
    #expect(refusal([BlobName("HEAD", "a")]) == "met a tree at HEAD:a, wanted a file")
  }

  @Test func `a commit that is not there is an error, not an empty one`() {
    #expect(refusal([BlobName("gone", "sixgate.yaml")])?.contains("gone") == true)
  }

  @Test func `links within a commit are followed as a checkout would, others are refused`() throws {
    try scratch.shell(
      "ln -s ../sixgate.yaml a/link && ln -s /etc/passwd out && ln -s gone dangling && git add . && git commit -qm l")
    #expect(try world.blobs([BlobName("HEAD", "a/link")]) == [Array("lines: 80\n".utf8)])
    #expect(
      refusal([BlobName("HEAD", "out")]) == "met a link that leads to no file of the commit at HEAD:out, wanted a file")
    #expect(refusal([BlobName("HEAD", "dangling")])?.contains("a link that leads to no file") == true)
  }

  @Test func `of files that stand for each other the first is read that a commit has, and no more is asked`() throws {
    try scratch.shell("git mv sixgate.yaml sixgate.yml && git commit -qm 'feat: third'")
    let asked = Mutex<[String]>([]), git = world.gitIn
    var world = world
    world.gitIn = { folder, arguments, input throws(ReadError) in
      asked.withLock { $0.append(arguments[0]) }
      return try git(folder, arguments, input)
    }
    let paths: [Path] = ["sixgate.yaml", "sixgate.yml"]
    func names(_ commits: String...) throws -> [Path?] { try world.firstBlobs(of: paths, in: commits).map { $0?.path } }
    #expect(try names("HEAD^", "HEAD~2") == ["sixgate.yaml", "sixgate.yaml"])
    #expect(asked.withLock { $0 } == ["cat-file"])
    #expect(try names("HEAD", "HEAD^") == ["sixgate.yml", "sixgate.yaml"])
    #expect(asked.withLock { $0 } == ["cat-file", "cat-file", "ls-tree"])
    let found = try world.firstBlobs(of: ["gone", "sixgate.yml"], in: ["HEAD"])
    #expect(found.map { $0?.bytes } == [Array("lines: 80\n".utf8)])
    #expect(try world.firstBlobs(of: ["gone", "lost"], in: ["HEAD"]).count == 1)
  }

  @Test func `one before it whose content is not in the clone is an error`() throws {
    try scratch.write("lines: 70\n", to: "sixgate.yml")
    try scratch.commit("feat: third")
    let blob = try scratch.git("rev-parse", "HEAD:sixgate.yaml")
    try scratch.shell("rm -f .git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
    #expect {
      try world.firstBlobs(of: ["sixgate.yaml", "sixgate.yml"], in: ["HEAD"])
    } throws: {
      ($0 as? ReadError)?.met == "no content of HEAD:sixgate.yaml in this clone"
    }
    #expect(try world.firstBlobs(of: ["sixgate.yml", "sixgate.yaml"], in: ["HEAD"])[0]?.path == "sixgate.yml")
  }

  @Test func `a file whose content is not in the clone is an error, not a missing one`() throws {
    let blob = try scratch.git("rev-parse", "HEAD:sixgate.yaml")
    try scratch.shell("rm -f .git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
    let words = "met no content of HEAD:sixgate.yaml in this clone, wanted all of the commit"
    #expect(refusal([BlobName("HEAD", "sixgate.yaml")]) == words)
  }
}

struct InputTests {
  @Test func `git reads what it is given, more than a pipe holds`() throws {
    let scratch = try Scratch()
    let bytes = [UInt8](repeating: 0x61, count: 1 << 20)
    var source = try ByteSource(scratch.world().git(["hash-object", "--stdin"], input: bytes))
    let printed = String(decoding: try source.rest(), as: UTF8.self)
    try scratch.write(String(repeating: "a", count: 1 << 20), to: "same")
    #expect(printed == "\(try scratch.git("hash-object", "same"))\n")
  }

  @Test func `without input there is none`() throws {
    let scratch = try Scratch()
    #expect(try scratch.world().gitText(["hash-object", "--stdin"]) == scratch.git("hash-object", "--stdin"))
  }
}

struct EarlyEndTests {
  @Test(.timeLimit(.minutes(1))) func `a git whose output is not read to its end does not keep anybody waiting`() throws
  {
    let scratch = try Scratch()
    try scratch.shell("head -c 3000000 /dev/zero > large && git add large && git commit -qm 'feat: l'")
    var block: [UInt8] = []
    try scratch.world().git(["cat-file", "blob", "HEAD:large"]).appendBlock(&block)
    #expect(!block.isEmpty && block.count < 3_000_000)
  }
}
