import Model

/// Finds code that has no test before it.
func hearOrder(_ walk: TDDWalk, _ matter: Case, _ hearing: inout Hearing) {
  var prepared = 0
  for behaviour in walk.behaviours {
    let isPrepared = walk.policy.level < .pairing ? behaviour.isAfterRed : behaviour.isPaired
    if isPrepared {
      prepared += 1
    } else {
      hearUnprepared(behaviour, walk, &hearing)
      hearing.doubt(behaviour.commit.production, of: behaviour.commit)
    }
  }
  let count = walk.behaviours.count
  if prepared < count { hearing.doubtTests(walk, matter) }
  hearing.measure("behaviour commits with tests before them", required: "all", found: "\(prepared) of \(count)")
  for merge in walk.merges where !merge.production.isEmpty {
    hearing.find(
      "tdd.evil-merge", "the merge \(merge.name) brings code that none of its parents has",
      at: merge.production.first?.place)
  }
}

private func hearUnprepared(_ behaviour: TDDWalk.Behaviour, _ walk: TDDWalk, _ hearing: inout Hearing) {
  let commit = behaviour.commit
  if walk.policy.level < .pairing {
    let place = commit.production.first?.place
    if commit.tests.isEmpty {
      hearing.find("tdd.test-first", "\(commit.name) has no commit with tests before it", at: place)
    } else {
      hearing.find("tdd.same-commit", "\(commit.name) brings its tests in the same commit", at: place)
    }
    return
  }
  if let first = behaviour.together.first {
    hearing.find("tdd.same-commit", "\(commit.name) brings its tests in the same commit", at: first.place)
  }
  if !behaviour.isAfterTests, let first = behaviour.unpaired.first {
    let others = behaviour.unpaired.count - 1
    let more = others > 0 ? "; nor has \(others.of("more file")) of it" : ""
    hearing.find(
      "tdd.test-first", "\(commit.name) has no commit with tests before it: none \(first.tried)\(more)",
      at: first.change.place)
  } else {
    for file in behaviour.unpaired {
      hearing.find("tdd.unpaired", "\(commit.name): of the tests before it none \(file.tried)", at: file.change.place)
    }
  }
}

extension TDDWalk.Behaviour {
  var isPaired: Bool { together.isEmpty && unpaired.isEmpty }
}

extension FileChange {
  /// Where its first line of production code stands.
  var place: Location { Location(path, line: patch?.firstLine) }
}
