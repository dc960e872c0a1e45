import Model
import Runner
import Testing

@testable import Host

/// What is listed of a folder.
struct ListTests {
  @Test func `a link is listed as one, whatever it leads to`() throws {
    let scratch = try Scratch()
    try scratch.shell("mkdir list list/folder; echo > list/file")
    try scratch.shell("ln -s file list/a; ln -s folder list/b; ln -s no list/c")
    let entries = try scratch.world().list(scratch.path.appending("list")).sorted { $0.name < $1.name }
    #expect(entries.map(\.name) == ["a", "b", "c", "file", "folder"])
    #expect(entries.map(\.isLink) == [true, true, true, false, false])
    #expect(entries.map(\.isFile) == [false, false, false, true, false])
    #expect(entries.map(\.isDirectory) == [false, false, false, false, true])
  }
}
