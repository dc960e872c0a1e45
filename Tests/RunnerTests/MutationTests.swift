import Foundation
import Model
import Syntax
import Testing

@testable import Runner

/// A sound repository, and changes of one place that break one rule each: `Tests/Mutations/infrastructure.txt`.
struct MutationTests {
  private static let book = Mutations("infrastructure.txt")

  private func found(_ files: [Path: String]) throws -> Set<String> {
    var request = Request()
    request.gates = [.infrastructure]
    let report = try run(request, version: "test", in: .holding(files.mapValues { Array($0.utf8) }))
    let verdict = try #require(report.verdicts.first)
    return Set(verdict.findings.filter { $0.effect != .note }.map(\.rule.text))
  }

  @Test func `the repository is sound`() throws { #expect(try found(MutationTests.book.files) == []) }

  @Test(arguments: MutationTests.book.changes)
  func `a change breaks its rule and no other`(_ change: Mutations.Change) throws {
    var files = MutationTests.book.files
    let text = try #require(files[change.file])
    if let (from, to) = change.texts {
      #expect(text.contains(from), "\(change.file)")
      files[change.file] = text.replacingFirst(from, with: to)
    } else {
      files[change.file] = nil
    }
    #expect(try found(files) == change.rules)
  }

  @Test func `most rules of the gate are broken by a change`() {
    let broken = Set(MutationTests.book.changes.flatMap(\.rules))
    #expect(broken.count > 50)
  }
}

/// Files and changes, as a text holds them.
struct Mutations: Sendable {
  struct Change: Sendable, CustomTestStringConvertible {
    var rules: Set<String>
    var file: Path
    /// What stands there, and instead; `nil`: the file goes.
    var texts: (from: String, to: String)?

    var testDescription: String { "\(rules.sorted().joined(separator: ", ")) \(file) \(texts?.from ?? "gone")" }
  }

  private(set) var files: [Path: String] = [:]
  private(set) var changes: [Change] = []

  init(_ name: String) {
    let place = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Mutations").appending(path: name)
    let text = (try? String(contentsOf: place, encoding: .utf8)) ?? ""
    for part in text.components(separatedBy: "\n-- ").dropFirst() {
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let name = lines[0].replacing(" --", with: "")
      let body = lines.count > 1 ? String(lines[1]) + "\n" : ""
      if name == "changes" {
        changes = body.split(separator: "\n").map(Change.init)
      } else {
        files[Path(String(name))] = body
      }
    }
  }
}

extension Mutations.Change {
  init(_ line: Substring) {
    let cells = line.components(separatedBy: " | ").map { $0.replacingOccurrences(of: "\\n", with: "\n") }
    rules = Set(cells[0].components(separatedBy: ", "))
    file = Path(cells.count > 1 ? cells[1].trimmingCharacters(in: .whitespaces) : "")
    let last = cells.last ?? ""
    if cells.count == 4 { texts = (cells[2], last) }
    if cells.count == 3, last.hasSuffix(" |") { texts = (String(last.dropLast(2)), "") }
  }
}

extension String {
  fileprivate func replacingFirst(_ text: String, with other: String) -> String {
    guard let range = range(of: text) else { return self }
    return replacingCharacters(in: range, with: other)
  }
}
