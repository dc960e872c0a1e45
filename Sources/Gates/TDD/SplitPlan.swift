import Model

/// How a range that breaks the order could be put in order: what `git rebase -i` is to do, ready to be pasted.
///
/// Commits of tests and code become two, and commits of tests move before the code that they test. Whether that can
/// be done without conflicts git alone can tell.
struct SplitPlan {
  private static let mostCommits = 100
  private let walk: TDDWalk
  /// By the place of a commit in the range: the tests that are to stand before it.
  private var moved: [Int: [Int]] = [:]
  private var split: Set<Int> = []

  /// - Returns: `nil` where there is nothing to be split or moved, or a merge or an odd name is in the way.
  init?(_ walk: TDDWalk) {
    self.walk = walk
    guard walk.merges.isEmpty, walk.own.count <= SplitPlan.mostCommits else { return nil }
    let unprepared = walk.behaviours.filter { !$0.isPaired }
    for place in walk.own.indices {
      guard let behaviour = unprepared.first(where: { $0.commit.commit.id == walk.own[place].commit.id }) else {
        continue
      }
      if !behaviour.commit.filesOfTests.isEmpty { split.insert(place) }
      move(behaviour, place)
    }
    guard !split.isEmpty || !moved.isEmpty, split.allSatisfy({ walk.own[$0].hasPlainPaths }) else { return nil }
  }

  private mutating func move(_ behaviour: TDDWalk.Behaviour, _ place: Int) {
    let taken = Set(moved.values.joined())
    let later = walk.own.indices.first { later in
      guard later > place, walk.own[later].isRed, !taken.contains(later) else { return false }
      var tests = walk.emptyPairing
      tests.add(walk.own[later], at: later)
      return behaviour.unpaired.contains { file in
        tests.test(of: file.change, scope: behaviour.commit.subject.scope, where: { _ in true }) != nil
      }
    }
    if let later { moved[place, default: []].append(later) }
  }

  var exhibit: Exhibit {
    let todo = #"$(git rev-parse --git-dir)/sixgate-todo"#
    return Exhibit(
      "A way to put this range in order, to be pasted into a shell (git rebase --abort takes it back)",
      ["cat > \"\(todo)\" <<'END'"] + steps + [
        "END", "GIT_SEQUENCE_EDITOR='cp \"\(todo)\"' git rebase -i \(base)",
      ], isCommands: true)
  }

  private var base: String { walk.own.first?.commit.parents.first.map { String($0.prefix(12)) } ?? "--root" }

  private var steps: [String] {
    let taken = Set(moved.values.joined())
    return walk.own.indices.filter { !taken.contains($0) }.flatMap { place in
      (moved[place] ?? []).map { pick(walk.own[$0]) } + [pick(walk.own[place])]
        + (split.contains(place) ? [walk.own[place].splitting] : [])
    }
  }

  private func pick(_ commit: TDDCommit) -> String { "pick \(commit.shortID) \(commit.commit.subject.harmless)" }
}

extension TDDCommit {
  /// Whether every path can stand between quotation marks on one line.
  fileprivate var hasPlainPaths: Bool {
    commit.changes.flatMap { [$0.path] + [$0.origin].compactMap(\.self) }.allSatisfy { path in
      path.bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "'") }
    }
  }

  /// Its tests that stand in files of their own.
  fileprivate var filesOfTests: Set<Path> { Set(tests.map(\.path)).subtracting(production.map(\.path)) }

  /// Takes the commit apart that was just picked.
  fileprivate var splitting: String {
    let first = filesOfTests
    let rest = commit.changes.filter { !first.contains($0.path) }.flatMap { [$0.path] + [$0.origin].compactMap(\.self) }
    let words = commit.subject.drop { $0 != ":" }.dropFirst()
    let subject = (words.isEmpty ? commit.subject : String(words)).harmless
    let type = self.subject.scope.map { "test(\($0.harmless)): " } ?? "test: "
    return "exec git reset -q HEAD^ && git add -A -- \(first.sorted().quoted)"
      + " && git commit -q -m '\(type)\(subject)' && git add -A -- \(rest.quoted) && git commit -q -C \(shortID)"
  }
}

extension [Path] {
  fileprivate var quoted: String { map { "'\($0)'" }.joined(separator: " ") }
}

extension String {
  /// Without anything that a shell, a terminal or a log could take for more than a word.
  fileprivate var harmless: String {
    let kept = unicodeScalars.filter {
      $0.isASCII && ($0.properties.isAlphabetic || " 0123456789.,:()!_-/".unicodeScalars.contains($0))
    }
    return String(String.UnicodeScalarView(kept)).split(separator: " ").joined(separator: " ")
  }
}
