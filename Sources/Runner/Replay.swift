import Model
import Readers
import Syntax

extension History {
  /// Runs the tests of commits, each in a worktree of its own, or reads what CI kept of them.
  ///
  /// A commit's parent is asked too: what failed before is no answer to what the commit brings.
  mutating func replay(
    _ change: Change, _ policy: Policy, _ request: Request, _ repository: Repository, _ notices: inout [String],
    in world: World
  ) throws(ReadError) {
    let levels = Set(policy.everywhere { [$0.tdd.level] })
    let isJudged = request.gates.contains(.tdd) && !policy.isOff(.tdd)
    guard isJudged, levels.contains(where: { $0 >= .replay }) else {
      let words = levels.sorted().map(\.rawValue).joined(separator: ", ")
      if request.replays || request.evidence != nil {
        notices.append(
          "no test was run again: --replay and --evidence are for "
            + (isJudged ? "tdd.level replay or revert, and it is \(words)" : "gate tdd, which is not judged"))
      }
      return
    }
    var asked = levels.contains(.replay) ? commitsToReplay(policy) : []
    if levels.contains(.revert), let head = change.head, !asked.contains(head) { asked.append(head) }
    if let folder = request.evidence {
      runs = try recordedRuns(of: asked, in: folder, in: world)
      return
    }
    guard request.replays, let runner = policy.tdd.runner(of: repository.tracked) else { return }
    world.signals.hold()
    defer { world.signals.release() }
    let place = try ReplayPlace(runner, policy, in: world)
    defer { place.clear() }
    for commit in asked where !world.signals.wereSent() { runs[commit] = place.run(at: commit) }
    for commit in asked where failsAnew(commit) && !world.signals.wereSent() {
      runs[commit]?.confirm(by: place.run(at: commit))
    }
    if levels.contains(.revert), let head = change.head, let base = change.base, !world.signals.wereSent() {
      let production = Set(commits.flatMap(\.changes).flatMap(\.paths)).filter {
        policy.classifier.kind(of: $0) == .source
      }.sorted()
      var run = place.run(at: head, withdrawing: production, to: base)
      if !run.failing.isEmpty { run.confirm(by: place.run(at: head, withdrawing: production, to: base)) }
      runWithoutProduction = run
    }
  }

  /// Whether a test fails at a commit that does not before it: what a cycle rests on is seen twice.
  private func failsAnew(_ id: String) -> Bool {
    guard let run = runs[id], let commit = commits.first(where: { $0.id == id }) else { return false }
    let before = commit.parents.first.flatMap { runs[$0] }?.failing ?? []
    return !run.failing.isSubset(of: before)
  }

  private func commitsToReplay(_ policy: Policy) -> [String] {
    let judged = commits.filter { commit in
      !commit.isMerge && commit.changes.contains { [.source, .test].contains(policy.classifier.kind(of: $0.path)) }
    }
    var seen: Set<String> = []
    return judged.flatMap { $0.parents + [$0.id] }.filter { seen.insert($0).inserted }
  }
}

// MARK: Worktrees

/// A folder of our own, with a worktree and a folder for reports at a time.
private struct ReplayPlace {
  private static let name = "sixgate-replay"
  private let folder: Path
  private let runner: TestRunner
  private let policy: Policy
  private let world: World

  init(_ runner: TestRunner, _ policy: Policy, in world: World) throws(ReadError) {
    for left in world.scratch.abandoned(ReplayPlace.name) { ReplayPlace.clear(left, world) }
    folder = try world.scratch.make(ReplayPlace.name)
    (self.runner, self.policy, self.world) = (runner, policy, world)
  }

  func clear() { ReplayPlace.clear(folder, world) }

  private static func clear(_ folder: Path, _ world: World) {
    removeTree(of: folder, world)
    world.scratch.remove(folder)
  }

  /// A worktree of another repository is none of ours to git; its folder goes all the same.
  private static func removeTree(of folder: Path, _ world: World) {
    _ = try? world.gitText(["worktree", "remove", "--force", "--force", folder.appending("tree").description])
  }

  /// Always in a fresh tree: caches that go by times and sizes would take one commit's files for another's.
  ///
  /// - Parameter paths: files that stand there as another commit has them.
  func run(at commit: String, withdrawing paths: [Path] = [], to other: String = "") -> CommitRun {
    defer {
      ReplayPlace.removeTree(of: folder, world)
      world.scratch.empty(folder)
    }
    do throws(ReadError) {
      let tree = folder.appending("tree").description
      _ = try world.gitText(["worktree", "add", "--force", "--quiet", "--detach", tree, commit])
      for path in paths { try withdraw(path, to: other) }
      return try runTests()
    } catch {
      return CommitRun(.broken(error.message))
    }
  }

  private func withdraw(_ path: Path, to commit: String) throws(ReadError) {
    var tree = world
    tree.directory = folder.appending("tree")
    if let syntax = policy.classifier.language(of: path)?.syntax, !syntax.inlineTestBlocks.isEmpty,
      world.type(tree.path(path)) == .file
    {
      return try withdrawCode(of: path, syntax, to: commit, in: tree)
    }
    let isThere = try !tree.gitText(["ls-tree", "--name-only", commit, "--", path.description]).isEmpty
    let command = isThere ? ["checkout", "--quiet", commit] : ["rm", "--quiet", "--force", "--ignore-unmatch"]
    _ = try tree.gitText(command + ["--", path.description])
  }

  /// Takes back what is no test of a file that holds both.
  private func withdrawCode(
    of path: Path, _ syntax: CodeSyntax, to commit: String, in tree: World
  ) throws(ReadError) {
    var difference = try ByteSource(tree.git(WithdrawnCode.arguments(from: commit, path)), cap: .ofGit)
    guard let left = try WithdrawnCode.read(&difference, syntax) else { return }
    try tree.write(tree.path(path), left)
  }

  private func runTests() throws(ReadError) -> CommitRun {
    var place = world
    place.directory = folder.appending("reports")
    try world.scratch.makeFolder(place.directory)
    var execution = Execution(command: runner.command, seconds: runner.seconds, under: policy, in: world)
    execution.directory = folder.appending("tree")
    execution.environment["SIXGATE_REPORTS"] = place.directory.description
    let result = world.execute(execution)
    guard case .exited(let status) = result.end, result.isWhole else {
      return CommitRun(.broken("the test command \(result.words(of: execution))"), words: result.lastWords)
    }
    var run = CommitRun(.exited(status), words: result.saidLately)
    try run.add(Walk(place).files, in: place)
    return run
  }
}

extension ExecutionResult {
  /// More of what it said than is shown: a compiler's complaints name the file that does not build.
  fileprivate var saidLately: String { errors.lastLines(40) + "\n" + output.lastLines(40) }
}

// MARK: Reports

extension CommitRun {
  /// Takes the tests of reports; a report that cannot be read to its end makes the run a broken one.
  fileprivate mutating func add(_ reports: [Path], in world: World) throws(ReadError) {
    for path in reports.sorted() {
      let file = read(path, for: [.integration], in: world)
      if let error = file.input.error {
        end = .broken("\(path): \(error.message)")
        continue
      }
      for tests in file.evidence.tests {
        for test in tests.cases { add(test) }
        if let cut = tests.troubles.first(where: { $0.kind == .cutOff }) { end = .broken("\(path): \(cut.message)") }
      }
    }
  }
}

/// What CI kept: files, or folders of them, whose names begin with the commit's.
private func recordedRuns(
  of commits: [String], in folder: Path, in world: World
) throws(ReadError) -> [String: CommitRun] {
  var place = world
  place.directory = folder
  var files: [String: [Path]] = [:]
  for path in try Walk(place).files {
    let name = String(decoding: (path.segments.first ?? []).prefix { isHexadecimal($0) }, as: UTF8.self)
    guard name.utf8.count >= 7, let commit = commits.first(where: { $0.hasPrefix(name) }) else { continue }
    files[commit, default: []].append(path)
  }
  var runs: [String: CommitRun] = [:]
  for (commit, paths) in files {
    var run = CommitRun(.recorded)
    try run.add(paths, in: place)
    runs[commit] = run
  }
  return runs
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
}
