import Model

/// Finds commits that say nothing of their step, or something else than they do.
func hearMessages(_ walk: TDDWalk, _ hearing: inout Hearing) {
  for commit in walk.own where !walk.policy.isOfBot(commit) {
    if commit.subject.isAutosquash {
      hearing.find("tdd.autosquash", "\(commit.name) waits to be squashed")
    } else if !walk.policy.knowsType(of: commit) {
      let types = walk.policy.types.joined(separator: ", ")
      hearing.find("tdd.message", "\(commit.name) is not type(scope): subject with a type of \(types)")
    } else if walk.policy.level >= .content {
      hearContent(commit, walk.policy, &hearing)
    }
  }
}

private func hearContent(_ commit: TDDCommit, _ policy: Policy.TDD, _ hearing: inout Hearing) {
  let type = commit.subject.type ?? ""
  let says = commit.step?.rawValue ?? type
  let place = commit.production.first?.place
  if commit.step == nil, let mark = commit.subject.mark {
    hearing.find("tdd.type-mismatch", "\(commit.name) says \(type) and \(mark.rawValue) at once")
  } else if commit.step == .red || policy.typesWithoutProduction.contains(type), let place {
    hearing.find("tdd.type-mismatch", "\(commit.name) says \(says) and changes production code", at: place)
    hearing.doubt(commit.production, of: commit)
  } else if commit.step == .red, commit.tests.isEmpty, !commit.touchesTestData {
    hearing.find("tdd.type-mismatch", "\(commit.name) says \(says) and adds to no test")
  } else if commit.saysMoreThanTests {
    hearing.find(
      "tdd.type-mismatch", "\(commit.name) says \(type.isEmpty ? says : type) and changes tests alone",
      at: commit.tests.first.map { Location($0.path) })
  } else if commit.step == .refactor, !commit.production.isEmpty, commit.sum(\.units).gained > 0 {
    let units = commit.sum(\.units).gained.of("test")
    hearing.find("tdd.type-mismatch", "\(commit.name) says \(says) and brings \(units) with new code", at: place)
  }
}

/// Finds commits that take tests away, or their force.
func hearTests(_ walk: TDDWalk, _ hearing: inout Hearing) {
  guard walk.policy.level >= .content else { return }
  // Tests of what is no longer there may go with it.
  let losesNames = (walk.own + walk.merges).contains { $0.losesNames }
  for commit in walk.own where commit.commit.takesBack == nil {
    let units = commit.sum(\.units), expectations = commit.sum(\.expectations), skips = commit.sum(\.skips)
    let place = commit.commit.changes.first { $0.patch?.tests.removed ?? 0 > 0 }.map { Location($0.path) }
    if skips.gained > 0 {
      let place = commit.commit.changes.first { $0.patch.map { $0.skips.gained > 0 } ?? false }
      hearing.find(
        "tdd.test-skipped", "\(commit.name) keeps \(skips.gained.of("test")) from running or failing",
        at: place.map { Location($0.path) })
    }
    guard commit.step != .refactor, !losesNames else { continue }
    if units.gained < 0 {
      hearing.find("tdd.test-removed", "\(commit.name) takes away \((-units.gained).of("test"))", at: place)
    } else if expectations.gained < 0 {
      hearing.find(
        "tdd.test-weakened", "\(commit.name) takes away \((-expectations.gained).of("expectation"))", at: place)
    }
  }
}

extension TDDCommit {
  fileprivate var losesNames: Bool {
    commit.changes.contains { $0.patch?.losesNames == true }
  }
}

extension Patch.Tally {
  fileprivate var gained: Int { added - removed }
}

extension Policy.TDD {
  fileprivate func knowsType(of commit: TDDCommit) -> Bool {
    commit.subject.mark != nil && commit.subject.type == nil || commit.subject.type.map(types.contains) ?? false
  }

  /// Whether a bot made it that moves dependencies: authors can be forged, so that what it touches decides.
  fileprivate func isOfBot(_ commit: TDDCommit) -> Bool {
    commit.isUpkeep && bots.matches(text: commit.commit.author)
  }
}
