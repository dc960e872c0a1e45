import Testing

/// Laws 1 to 4 and 7 of the design, held over the text of Sources.
struct SourceLawTests {
  private static let sources = Tree.files("Sources")

  @Test func `there are sources to hold the laws over`() { #expect(SourceLawTests.sources.count > 50) }

  @Test func `nothing in Sources can be made to trap or to skip a check on purpose`() {
    let forbidden = ["try!", "as!", "fatalError", "@unchecked Sendable", "nonisolated(unsafe)", "unowned(unsafe)"]
    for file in SourceLawTests.sources {
      for (number, line) in file.lines.enumerated() where !isComment(line) {
        for word in forbidden { #expect(!line.contains(word), "\(file.path):\(number + 1): \(word)") }
      }
    }
  }

  @Test func `no variable is global`() {
    for file in SourceLawTests.sources {
      for (number, line) in file.lines.enumerated() {
        let isGlobal = ["var ", "private var ", "package var ", "static var "].contains { line.hasPrefix($0) }
        let isStored = line.contains("static var") && !line.contains("{")
        #expect(!isGlobal && !isStored, "\(file.path):\(number + 1)")
      }
    }
  }

  @Test func `the system is met in Host alone, and Foundation nowhere`() {
    for file in SourceLawTests.sources {
      for line in file.lines where line.contains("import ") && !isComment(line) {
        #expect(!line.contains("import Foundation"), "\(file.path)")
        #expect(!line.contains("import SwiftGlibc") || file.path.hasPrefix("Sources/Host/"), "\(file.path)")
        // The overlay takes all of the C library along, down to the Bessel functions.
        #expect(!line.contains("import Glibc"), "\(file.path)")
      }
    }
  }

  @Test func `no socket is opened and no process started outside Host`() {
    for file in SourceLawTests.sources where !file.path.hasPrefix("Sources/Host/") {
      for call in ["socket(", "connect(", "posix_spawn", "fork(", "system(", "popen("] {
        #expect(!file.text.contains(call), "\(file.path): \(call)")
      }
    }
  }

  @Test func `files stay small`() {
    for file in SourceLawTests.sources { #expect(file.lines.count <= 300, "\(file.path)") }
  }

  @Test func `functions stay short`() {
    for file in SourceLawTests.sources {
      for function in functions(in: file) { #expect(function.length <= 40, "\(file.path):\(function.line)") }
    }
  }

  @Test func `only Host, shims' wrappers and the law's embedding are unsafe`() {
    for file in SourceLawTests.sources where !file.path.hasPrefix("Sources/Host/") {
      let isWrapper = ["CScan", "CZlib", "CLibXML2", "CYAML", "CSodium", "CGates"].contains {
        file.text.contains("import \($0)\n")
      }
      let isPartOfWrapper = ["Sources/Syntax/XML", "Sources/Syntax/YAML"].contains { file.path.hasPrefix($0) }
      let isUnsafe = file.lines.contains { !isComment($0) && $0.contains("unsafe ") && !$0.contains("\"") }
      #expect(isWrapper || isPartOfWrapper || !isUnsafe, "\(file.path)")
    }
  }

  private func isComment(_ line: Substring) -> Bool { line.drop { $0 == " " }.hasPrefix("//") }

  /// Functions by their indentation, which the formatter holds: from `func` to the brace below it.
  private func functions(in file: Tree.File) -> [(line: Int, length: Int)] {
    var found: [(line: Int, length: Int)] = []
    for (number, line) in file.lines.enumerated() {
      let indent = line.prefix { $0 == " " }
      guard line.contains("func ") || line.drop(while: { $0 == " " }).hasPrefix("init("), line.hasSuffix("{") else {
        continue
      }
      let end = file.lines[(number + 1)...].firstIndex { $0 == indent + "}" } ?? number
      found.append((number + 1, end - number - 1))
    }
    return found
  }
}
