import Foundation
import Syntax
import Testing

@testable import Readers

/// What is built in says what `gates/` says. `SIXGATE_RECORD=1` writes it anew; then the program is built again.
struct TapeTests {
  private static let isRecording = ProcessInfo.processInfo.environment["SIXGATE_RECORD"] == "1"
  private static let folder = "Sources/CGates/tapes"

  /// The files of gates, and all scanners as one.
  private static let names = ["scanners.yaml"] + files.map(\.path).map { String($0.dropFirst("gates/".count)) }
  private static let files = Tree.files("gates", ending: ".yaml").filter { !$0.path.hasPrefix("gates/scanners/") }

  @Test(arguments: names)
  func `a tape says what its file says`(_ name: String) throws {
    let path = "\(TapeTests.folder)/\(name.dropLast(".yaml".count)).tape"
    let text = tape(of: try written(name))
    if TapeTests.isRecording {
      let file = Tree.root.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(Tree.text(path) == text, "make law writes it anew")
    #expect(!TapeTests.isRecording, "recorded; run again without SIXGATE_RECORD")
  }

  @Test(arguments: names)
  func `what is built in is the tape that lies there, and says what the file says`(_ name: String) throws {
    #expect(tape(of: try EmbeddedFile.named(name)) == tape(of: try written(name)), "make law, and build again")
  }

  @Test func `there is no tape of what is not there`() {
    let tapes = Tree.files(TapeTests.folder, ending: ".tape").map { $0.path.dropFirst(TapeTests.folder.count + 1) }
    #expect(tapes.map { "\($0.dropLast(".tape".count)).yaml" }.sorted() == TapeTests.names.sorted())
  }

  private func written(_ name: String) throws -> Node {
    guard name == "scanners.yaml" else { return try oneDocument(Array(Tree.text("gates/\(name)").utf8)) }
    let formats = try Tree.files("gates/scanners", ending: ".yaml").map { try oneDocument(Array($0.text.utf8)) }
    #expect(formats.count > 50)
    return Node(.sequence(formats), line: 1, column: 1)
  }

  /// The lines that stand for a value, as `LawTape` reads them.
  private func tape(of root: Node) -> String {
    var (text, line) = ("", 0)
    func write(_ kind: Character, _ node: Node, _ rest: String) {
      #expect(!rest.contains { $0.isNewline }, "a text of several lines: \(rest)")
      text += "\(kind)\(node.line - line) \(rest)\n"
      line = node.line
    }
    func write(_ node: Node) {
      switch node.value {
      case .scalar(let word, let isPlain): write(isPlain ? "p" : "q", node, word)
      case .sequence(let nodes):
        write("s", node, "\(nodes.count)")
        nodes.forEach(write)
      case .mapping(let members):
        write("m", node, "\(members.count)")
        for member in members {
          write(member.key)
          write(member.value)
        }
      }
    }
    write(root)
    return text
  }
}
