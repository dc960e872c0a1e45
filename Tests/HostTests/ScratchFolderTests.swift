import Foundation
import Model
import Runner
import Testing

@testable import Host

/// Folders of our own among the temporary ones.
struct ScratchFolderTests {
  private let scratch: Scratch
  private let folders: Runner.Scratch

  init() throws {
    scratch = try Scratch()
    folders = .live(["TMPDIR": scratch.folder.path])
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).filter { !$0.hasPrefix(".git") }
  }

  @Test func `a folder is ours alone while the program lives, and gone when it is removed`() throws {
    let folder = try folders.make("work")
    #expect(try names().count == 2)
    #expect(folders.abandoned("work") == [])
    folders.remove(folder)
    #expect(try names() == [])
  }

  @Test func `what nobody holds any more is found, and nothing else`() throws {
    try scratch.shell("mkdir work-1 work-2 other-1; touch work-1.lock other-1.lock work-3.lock")
    #expect(folders.abandoned("work") == [scratch.path.appending("work-1")])
  }

  @Test func `it is removed with all that is in it, and links are not followed`() throws {
    let folder = try folders.make("work")
    try scratch.shell("mkdir -p keep \(folder)/a/b; touch keep/x; ln -s ../keep \(folder)/link; chmod 500 \(folder)/a")
    folders.remove(folder)
    #expect(try names() == ["keep"])
    #expect(FileManager.default.fileExists(atPath: scratch.folder.appending(path: "keep/x").path))
  }

  @Test func `a place that is not there holds no folder`() {
    let nowhere = Runner.Scratch.live(["TMPDIR": "/nowhere"])
    #expect(throws: (any Error).self) { try nowhere.make("work") }
    #expect(nowhere.abandoned("work") == [])
  }
}
