import Foundation
import Testing

/// Gate 1 over histories that `git fast-import` makes: every row of the table of edge cases, every shape of the
/// conformance set.
struct HistoryTests {
  @Test(arguments: History.all)
  func `a history is judged as it must be`(_ history: History) throws {
    let place = try Place()
    defer { place.remove() }
    let ids = try place.make(history)
    let (told, verdict) = try place.judge(history, ids)
    #expect(verdict.outcome == history.outcome, "\(history.about)\n\(told)")
    #expect(verdict.rules == history.rules, "\(history.about)\n\(told)")
    for text in history.tells { #expect(told.contains(text), "\(text)\n\(told)") }
  }

  @Test func `there are histories to judge`() { #expect(History.all.count > 60) }
}

/// A folder of its own for one repository.
private struct Place {
  struct Verdict: Equatable {
    var outcome: String
    /// Those that were found against, notes left out.
    var rules: Set<String>
  }

  private let url: URL
  private let programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "sixgate-history-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: url) }

  /// - Returns: the ids of the commits, by their names.
  func make(_ history: History) throws -> [String: String] {
    try run("git", "init", "--quiet", "--initial-branch=main")
    var ids: [String: String] = [:]
    var stream = Data()
    func flush() throws {
      try run(
        "git", "fast-import", "--quiet", "--force", "--export-marks=.git/marks", "--import-marks-if-exists=.git/marks",
        input: stream)
      let marks = try String(contentsOf: url.appending(path: ".git/marks"), encoding: .utf8)
      for line in marks.split(separator: "\n") {
        let parts = line.dropFirst().split(separator: " ")
        if let number = Int(parts[0]) { ids[history.commits[number - 1].name] = String(parts[1]) }
      }
      stream = Data()
    }
    for (number, commit) in history.commits.enumerated() {
      // Who names another commit's id must come after it.
      if commit.message.contains("{") { try flush() }
      stream += commit.stream(number + 1, ids, history.commits.map(\.name))
    }
    try flush()
    // A branch a commit, for policies that name one.
    let refs = ids.map { "create refs/heads/at/\($0.key) \($0.value)\n" }.joined()
    try run("git", "update-ref", "--stdin", input: Data(refs.utf8))
    try run("git", "checkout", "--quiet", "--force", ids[history.head] ?? "")
    return ids
  }

  func judge(_ history: History, _ ids: [String: String]) throws -> (told: String, Verdict) {
    try history.policy.write(to: url.appending(path: ".git/policy.yaml"), atomically: true, encoding: .utf8)
    let configuration = history.policy.isEmpty ? [] : ["--config", ".git/policy.yaml"]
    let base = ids[history.base].map { ["--base", $0] } ?? []
    let told = try run(
      "sixgate",
      ["run", "--gate", "tdd", "--head", ids[history.head] ?? "", "--output", "json=.git/result.json"]
        + base + configuration + history.options)
    let data = try? Data(contentsOf: url.appending(path: ".git/result.json"))
    let result = try data.flatMap { try JSONSerialization.jsonObject(with: $0) as? [String: Any] }
    let gate = (result?["gates"] as? [[String: Any]])?.first
    let findings = gate?["findings"] as? [[String: Any]] ?? []
    let rules = findings.filter { $0["effect"] as? String != "note" }.compactMap { $0["rule"] as? String }
    return (told, Verdict(outcome: gate?["verdict"] as? String ?? "none", rules: Set(rules)))
  }

  @discardableResult
  private func run(_ program: String, _ arguments: String..., input: Data = Data()) throws -> String {
    try run(program, arguments, input: input)
  }

  @discardableResult
  private func run(_ program: String, _ arguments: [String], input: Data = Data()) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = url
    process.environment = environment
    let given = url.appending(path: ".input"), printed = Pipe()
    try input.write(to: given)
    process.standardInput = try FileHandle(forReadingFrom: given)
    process.standardOutput = printed
    process.standardError = printed
    try process.run()
    let data = printed.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: given)
    return String(decoding: data, as: UTF8.self)
  }

  private var environment: [String: String] {
    [
      "PATH": "\(programs):/usr/bin:/bin", "HOME": url.path, "LC_ALL": "C", "TERM": "dumb", "COLUMNS": "200",
      "GIT_CONFIG_NOSYSTEM": "1", "TMPDIR": FileManager.default.temporaryDirectory.path,
      "LLVM_PROFILE_FILE": ProcessInfo.processInfo.environment["LLVM_PROFILE_FILE"]
        ?? url.appending(path: ".git/profile").path,
    ]
  }
}

extension History.Commit {
  /// The commit for git fast-import.
  fileprivate func stream(_ number: Int, _ ids: [String: String], _ names: [String]) -> Data {
    let message = ids.reduce(self.message) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }.unescaped
    var head = "reset refs/heads/main\ncommit refs/heads/main\nmark :\(number)\n"
    head += "author \(author) \(1_767_225_600 + number) +0000\ncommitter Ada <ada@example.com> 1767225600 +0000\n"
    var data = Data("\(head)data \(message.count)\n".utf8) + message + Data("\n".utf8)
    for (place, parent) in parents.enumerated() {
      data += Data("\(place == 0 ? "from" : "merge") :\((names.firstIndex(of: parent) ?? 0) + 1)\n".utf8)
    }
    return changes.reduce(data, +) + Data("\n".utf8)
  }
}
