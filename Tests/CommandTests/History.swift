import Foundation
import Testing

/// A history that was made up, what a run is asked about it and what it must answer: a file of `Tests/Histories`.
///
///     about   what the history shows
///     row     the row of the design's table, or the case of the conformance set, that it stands for
///     policy
///       lines of a sixgate.yaml
///     options --replay
///     base    a                         else the first commit
///     head    z                         else the last
///     expect  failed tdd.same-commit    the verdict, and the rules that were found against, without notes
///     tells   a text that stands in what is told; may be repeated
///     commit a                          follows the commit above it; `commit c after a b` others, `after -` none
///       says    the message, a line each; {a} is the id of commit a
///       author  Name <mail>
///       write   PATH                    the lines below it, two columns further in
///       append  PATH                    the same, behind what the file holds
///       delete PATH, move PATH PATH, link PATH TARGET, module PATH, run PATH
///
/// In messages and paths `\n`, `\t`, `\s` (a space), `\\` and `\xFF` stand for bytes.
struct History: CustomTestStringConvertible {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Histories")

  struct Commit {
    var name: String
    var parents: [String] = []
    var message = ""
    var author = "Ada <ada@example.com>"
    /// Lines of git fast-import.
    var changes: [Data] = []
    var files: [String: String] = [:]
  }

  let name: String
  var about = ""
  var rows: [String] = []
  var policy = ""
  var options: [String] = []
  var base: String
  var head: String
  var outcome = ""
  var rules: Set<String> = []
  var tells: [String] = []
  var commits: [Commit] = []

  var testDescription: String { name }

  static let all: [History] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".history") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map { History(name, $0) }
    }
  }()

  init(_ name: String, _ text: String) {
    self.name = name
    (base, head) = ("", "")
    var lines = text.components(separatedBy: "\n")[...]
    while let line = lines.popFirst() {
      if line.isEmpty || line.hasPrefix("#") { continue }
      let (word, rest) = line.firstWord
      switch word {
      case "about": about = rest
      case "row": rows.append(rest)
      case "options": options = rest.split(separator: " ").map(String.init)
      case "policy": policy = History.block(&lines, indent: 2)
      case "base": base = rest
      case "head": head = rest
      case "expect":
        let words = rest.split(separator: " ").map(String.init)
        (outcome, rules) = (words.first ?? "", Set(words.dropFirst()))
      case "tells": tells.append(rest)
      case "commit": read(commit: rest, &lines)
      default: preconditionFailure("\(name): \(line)")
      }
    }
    if base.isEmpty { base = commits.first?.name ?? "" }
    if head.isEmpty { head = commits.last?.name ?? "" }
  }

  private mutating func read(commit words: String, _ lines: inout ArraySlice<String>) {
    let parts = words.components(separatedBy: " after ")
    var commit = Commit(name: parts[0])
    if parts.count > 1 { commit.parents = parts[1].split(separator: " ").map(String.init).filter { $0 != "-" } }
    if parts.count == 1, let last = commits.last { commit.parents = [last.name] }
    commit.files = commits.first { $0.name == commit.parents.first }?.files ?? [:]
    // A merge has what its other parents have, without being told.
    for parent in commits where commit.parents.dropFirst().contains(parent.name) {
      for (path, text) in parent.files.sorted(by: { $0.key < $1.key }) where commit.files[path] == nil {
        commit.take("write", path, text)
      }
    }
    while let line = lines.first, line.hasPrefix("  ") || line.isEmpty {
      lines.removeFirst()
      if line.isEmpty { continue }
      let (word, rest) = String(line.dropFirst(2)).firstWord
      commit.take(word, rest, History.block(&lines, indent: 4))
    }
    commits.append(commit)
  }

  /// The lines that stand so far in, without that; blank ones between them too.
  private static func block(_ lines: inout ArraySlice<String>, indent: Int) -> String {
    var block: [String] = []
    while let line = lines.first, line.isEmpty || line.hasPrefix(String(repeating: " ", count: indent)) {
      lines.removeFirst()
      block.append(String(line.dropFirst(indent)))
    }
    while block.last?.isEmpty == true { block.removeLast() }
    return block.map { $0 + "\n" }.joined()
  }
}

extension History.Commit {
  fileprivate mutating func take(_ word: String, _ rest: String, _ block: String) {
    let paths = rest.split(separator: " ").map(String.init)
    switch word {
    case "says": message += (message.isEmpty ? "" : "\n") + rest
    case "author": author = rest
    case "write":
      files[rest] = block
      change("M 100644 inline \(quoted(rest))", with: block)
    case "append":
      files[rest, default: ""] += block
      change("M 100644 inline \(quoted(rest))", with: files[rest] ?? "")
    case "run": change("M 100755 inline \(quoted(rest))", with: files[rest] ?? "")
    case "link": change("M 120000 inline \(quoted(paths[0]))", with: paths[1])
    case "module": change("M 160000 \(String(repeating: "1", count: 40)) \(quoted(rest))")
    case "delete":
      files[rest] = nil
      change("D \(quoted(rest))")
    case "move":
      files[paths[1]] = files.removeValue(forKey: paths[0])
      change("R \(quoted(paths[0])) \(quoted(paths[1]))")
    default: preconditionFailure("\(name): \(word)")
    }
  }

  private mutating func change(_ line: String, with content: String? = nil) {
    var data = Data((line + "\n").utf8)
    if let content {
      let bytes = Data(content.unescaped)
      data += Data("data \(bytes.count)\n".utf8) + bytes + Data("\n".utf8)
    }
    changes.append(data)
  }

  private func quoted(_ path: String) -> String {
    let bytes = path.unescaped.map { byte -> String in
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return "\"" + bytes.joined() + "\""
  }
}

extension String {
  fileprivate var firstWord: (word: String, rest: String) {
    let word = prefix { $0 != " " }
    return (String(word), String(dropFirst(word.count).drop { $0 == " " }))
  }

  /// With the bytes that `\n`, `\t`, `\s`, `\\` and `\xFF` stand for.
  var unescaped: [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let next = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch next {
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "s"): bytes.append(32)
      case UInt8(ascii: "x"):
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      default: bytes.append(next)
      }
    }
    return bytes
  }
}
