import Model

/// Finds against the branches of a pull request and what is written in it.
func hearProposal(_ proposal: Proposal, _ passage: Passage, _ hearing: inout ChangeHearing) {
  let asked = hearing.policy.change
  if let source = proposal.source {
    if !asked.branches.matches(text: source) {
      hearing.find("change.branch", "\(source) is called like none of \(asked.branches.map(\.pattern).listed(", "))")
    }
  } else {
    hearing.missFact("change.branch", "the branch", proposal)
  }
  if let target = proposal.target {
    if !asked.isMain(target) {
      hearing.find("change.target", "it goes to \(target), not to \(asked.main.map(\.pattern).listed(" or "))")
    }
  } else {
    hearing.missFact("change.target", "the target", proposal)
  }
  switch passage.startsAtMain {
  case true?: break
  case false?: hearing.find("change.start", "the branch began elsewhere than the main branch")
  case nil: hearing.miss("change.start", "where the branch began is not known")
  }
  switch passage.lag {
  case 0?: break
  case let lag?:
    hearing.find("change.behind", "the branch lacks \(lag.of("commit")) of \(proposal.target ?? "its target")")
  case nil: hearing.miss("change.behind", "what the target holds by now is not known")
  }
  // Few platforms tell it: where a policy does not insist on it, what nobody says is not missed.
  switch proposal.deletesBranch {
  case true?: break
  case false?: hearing.find("change.branch-deletion", "the platform keeps the branch after its merge")
  case nil:
    if hearing.blocks("change.branch-deletion") {
      hearing.missFact("change.branch-deletion", "whether the branch is deleted after the merge", proposal)
    }
  }
  hearDescription(proposal, &hearing)
}

private func hearDescription(_ proposal: Proposal, _ hearing: inout ChangeHearing) {
  guard let text = proposal.text else {
    return hearing.missFact("change.description", "the description", proposal)
  }
  let description = Description(text, hearing.policy.change)
  if description.words == 0, !description.hasLink, !proposal.isCut {
    return hearing.find("change.description", "the description is empty")
  }
  let wanted = hearing.policy.change.descriptionWords ?? 0
  if description.words < wanted, !proposal.isCut {
    hearing.find(
      "change.description", "the description has \(description.words.of("word")) of its own, and \(wanted) are wanted")
  }
  if description.hasLink { return }
  if proposal.isCut {
    hearing.miss("change.description", "only the beginning of the description is told")
  } else {
    hearing.find("change.description", "the description links to no proposal and no issue")
  }
}

/// Finds against what is urgent and does not look like it, or looks like it and is not.
func hearHotfix(_ proposal: Proposal, _ passage: Passage, _ hearing: inout ChangeHearing) {
  let asked = hearing.policy.change
  let isHotfix = proposal.source.map(asked.isHotfix)
  let isUrgent = asked.isUrgent(proposal)
  if isHotfix == true {
    if let title = proposal.title {
      if !asked.isMarked(title) {
        hearing.find(
          "change.hotfix-title",
          "its title \"\(title.prefix(60))\" says none of \(asked.hotfixMarks.listed(", "))")
      }
    } else {
      hearing.missFact("change.hotfix-title", "the title", proposal)
    }
  }
  if isUrgent, isHotfix == false {
    hearing.find("change.hotfix-branch", "\(proposal.source ?? "") is called like no hotfix")
  } else if isUrgent, isHotfix == nil {
    hearing.missFact("change.hotfix-branch", "the branch", proposal)
  } else if !isUrgent, isHotfix != true, proposal.title == nil {
    hearing.missFact("change.hotfix-branch", "the title", proposal)
  }
  guard isHotfix == true || isUrgent, let most = asked.hotfixLines else { return }
  if let lines = passage.lines {
    if lines > most { hearing.find("change.hotfix-size", "it changes \(lines.of("line")), and \(most) are allowed") }
  } else {
    hearing.miss("change.hotfix-size", "how many lines it changes is not known")
  }
}

/// What somebody wrote of a change, without what a template brings.
private struct Description {
  /// How many words are neither headings nor links.
  private(set) var words = 0
  private(set) var hasLink = false

  init(_ text: String, _ asked: Policy.Changes) {
    for line in text.withoutComments.split(whereSeparator: \.isNewline) where !line.isHeading && !line.isUnchecked {
      for word in line.split(whereSeparator: \.isBetweenWords) {
        let word = word.trimmed
        if word.count < Description.longest, asked.isLink(String(word)) {
          hasLink = true
        } else if word.hasLetter {
          words += word.weight
        }
      }
    }
  }

  /// What is longer is no name of anything, and matching it would take its time.
  private static let longest = 2000
}

extension Policy.Changes {
  fileprivate func isLink(_ word: String) -> Bool {
    links.matches(text: word) && !notLinks.matches(text: word)
  }
}

extension String {
  /// Without what Markdown does not show.
  fileprivate var withoutComments: String {
    var (shown, rest) = ("", self[...])
    while let start = rest.firstRange(of: "<!--") {
      shown += rest[..<start.lowerBound]
      let hidden = rest[start.upperBound...]
      rest = hidden.firstRange(of: "-->").map { hidden[$0.upperBound...] } ?? ""
    }
    return shown + rest
  }
}

extension Substring {
  /// `## Why`
  fileprivate var isHeading: Bool {
    let rest = drop { $0 == " " }
    let marks = rest.prefix { $0 == "#" }
    return !marks.isEmpty && [nil, " "].contains(rest[marks.endIndex...].first)
  }

  /// `- [ ] I have written tests`: a row of a template of which nobody says that it is so.
  fileprivate var isUnchecked: Bool {
    let rest = drop { $0 == " " || $0 == "\t" }
    return ["- [ ]", "* [ ]", "+ [ ]"].contains(where: rest.hasPrefix)
  }

  fileprivate var trimmed: Substring {
    let marks: Set<Character> = [".", ":", ";", "!", "?", "*", "_", "~", "-"]
    // A merge request's number begins with a mark.
    let rest = drop { $0 != "!" && marks.contains($0) }
    return rest.lastIndex { !marks.contains($0) }.map { rest[...$0] } ?? ""
  }
}

extension Character {
  fileprivate var isBetweenWords: Bool { isWhitespace || "()[]<>{}\"'`,|".contains(self) }
}
