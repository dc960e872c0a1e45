package import Model

/// What is to be said of a change as such: its commits, and its pull request or how it came to the main branch.
package func judgeChange(_ passage: Passage, of matter: Case) -> [Finding] {
  var hearing = ChangeHearing(matter)
  hearCommits(matter, &hearing)
  if matter.isOnMain {
    hearMerge(passage, matter, &hearing)
  } else if let proposal = passage.proposal {
    hearProposal(proposal, passage, &hearing)
    hearHotfix(proposal, passage, &hearing)
  } else {
    // A queue is made of a pull request, and is none.
    hearing.missProposal(passage.absence == nil && !matter.change.isQueued ? passage.problem : nil)
  }
  return hearing.findings
}

/// What was found so far, and what is not known.
struct ChangeHearing {
  let policy: Policy
  let platform: Platform
  private var found: [Finding] = []
  /// Rules by what they ask for in vain.
  private var missing: [String: [RuleID]] = [:]

  init(_ matter: Case) {
    policy = matter.policy
    platform = matter.change.platform
  }

  mutating func find(_ id: RuleID, _ message: String) {
    if policy.asks(id) { found.append(policy.finding(id, message)) }
  }

  mutating func miss(_ id: RuleID, _ what: String) {
    if policy.asks(id) { missing[what, default: []].append(id) }
  }

  /// The same of what a platform might have told.
  mutating func missFact(_ id: RuleID, _ fact: String, _ proposal: Proposal) {
    let who = platform == .none ? "nobody tells" : "\(platform.rawValue) does not tell"
    miss(id, "\(who) \(fact) of the pull request" + (proposal.problem.map { " (\($0))" } ?? ""))
  }

  /// Says which rules wait for a pull request: where nobody was to tell of one, of those that would block.
  ///
  /// - Parameter problem: why who was to tell of it does not.
  mutating func missProposal(_ problem: String?) {
    let what = "no pull request is told of"
    if let problem {
      for id in RuleID.ofProposals { miss(id, "\(what) (\(problem))") }
    } else {
      let waiting = RuleID.ofProposals.filter { policy.asks($0) && blocks($0) }
      if !waiting.isEmpty { found.append(unjudged(what, waiting, .note)) }
    }
  }

  /// Whether breaking a rule blocks, as that of one does which the law does not have.
  func blocks(_ id: RuleID) -> Bool { policy.rules[id].map { $0.effect.rank > Effect.warn.rank } ?? true }

  private func unjudged(_ what: String, _ rules: [RuleID], _ effect: Effect?) -> Finding {
    let names = rules.map(\.text).sorted().joined(separator: ", ")
    return policy.finding(
      "change.no-evidence", "\(what): \(names) \(rules.count == 1 ? "is" : "are") not judged", effect: effect)
  }

  /// What a rule that blocks asks for in vain blocks as well.
  var findings: [Finding] {
    found
      + missing.keys.sorted().map { what in
        let rules = missing[what] ?? []
        return unjudged(what, rules, rules.contains(where: blocks) ? nil : .note)
      }
  }
}

extension RuleID {
  fileprivate static let ofProposals: [RuleID] = [
    "change.description", "change.branch", "change.target", "change.start", "change.behind", "change.hotfix-branch",
    "change.hotfix-title", "change.hotfix-size",
  ]
}

// MARK: Commits

private func hearCommits(_ matter: Case, _ hearing: inout ChangeHearing) {
  guard let history = matter.evidence.history, !history.isCutOff else {
    for rule in ["change.author", "change.message"] as [RuleID] {
      hearing.miss(rule, "the commits of the change are not known")
    }
    return
  }
  let (commits, asked) = (history.commits, matter.policy.change)
  // By their places: a commit holds much, and is not copied for each question.
  let own = commits.indices.filter { !commits[$0].isMerge }
  // Many commits have few authors.
  let unnamed = Set(own.map { commits[$0].author }).filter { !$0.namesAuthor(besides: asked.placeholders) }
  let nameless = own.filter { unnamed.contains(commits[$0].author) }
    .map { "\(commits[$0].name) by \(commits[$0].author)" }
  if !nameless.isEmpty { hearing.find("change.author", "nobody's name: \(nameless.listed(", "))") }
  let fillers = Set(asked.fillers)
  let silent = own.filter { !commits[$0].subject.describes(besides: fillers) }.map { commits[$0].name }
  if !silent.isEmpty { hearing.find("change.message", "no word of what it changes: \(silent.listed(", "))") }
}

extension Commit {
  /// How a message names it: the short id and the subject.
  var name: String { "\(id.prefix(10)) \"\(subject.prefix(60))\"" }
}

extension String {
  /// Whether an author, `Ann <ann@example.com>`, has a name and an address.
  fileprivate func namesAuthor(besides placeholders: [Glob]) -> Bool {
    let author = lowercased()
    guard let open = author.utf8.lastIndex(of: UInt8(ascii: "<")) else { return false }
    let isNamed = author[..<open].contains { !$0.isWhitespace }
    let address = author[open...].dropFirst().dropLast().split(separator: "@", omittingEmptySubsequences: false)
    guard isNamed, address.count == 2, address.allSatisfy({ !$0.isEmpty }) else { return false }
    return !placeholders.matches(text: author)
  }

  /// Whether it has two words at least, one of them no filler.
  fileprivate func describes(besides fillers: Set<String>) -> Bool {
    var (count, isTelling, hasLetter) = (0, false, false)
    let scalars = unicodeScalars
    var (start, at) = (scalars.startIndex, scalars.startIndex)
    while true {
      if at < scalars.endIndex, scalars[at].isPartOfWord {
        hasLetter = hasLetter || scalars[at].isLetter
        scalars.formIndex(after: &at)
        continue
      }
      if hasLetter {
        count += 1
        let word = self[start..<at].lowercased()
        if !fillers.contains(word) {
          if word.weight > 1 { return true }
          isTelling = true
        }
        if count > 1, isTelling { return true }
      }
      guard at < scalars.endIndex else { return false }
      scalars.formIndex(after: &at)
      (start, hasLetter) = (at, false)
    }
  }
}

extension StringProtocol {
  var hasLetter: Bool { contains(where: \.isLetter) }

  /// How many words it stands for: more than one where a script is written without blanks.
  var weight: Int { Swift.max(1, unicodeScalars.count { $0.value >= 0x2E80 }) }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool { isASCII ? value | 0x20 >= 0x61 && value | 0x20 <= 0x7A : properties.isAlphabetic }

  /// What stands behind a letter and changes it belongs to the word.
  fileprivate var isPartOfWord: Bool {
    if isASCII { return isLetter || value >= 0x30 && value <= 0x39 || self == "_" || self == "-" }
    return isLetter || properties.numericType != nil || properties.canonicalCombiningClass != .notReordered
  }
}

// MARK: On the main branch

extension Case {
  /// Whether what is judged is the main branch itself, after a change came to it.
  package var isOnMain: Bool {
    guard change.proposal == nil, !change.isQueued, let branch = change.branch else { return false }
    return policy.change.isMain(branch)
  }
}

private func hearMerge(_ passage: Passage, _ matter: Case, _ hearing: inout ChangeHearing) {
  let asked = matter.policy.change
  guard let history = matter.evidence.history, !history.isCutOff else {
    for rule in ["change.merge", "change.hotfix-squash", "change.pull-request"] as [RuleID] {
      hearing.miss(rule, "what came to \(matter.change.branch ?? "main") is not known")
    }
    return
  }
  let line = history.mainLine(to: matter.change.head)
  let unnamed = line.filter { commit in !asked.merges.matches(text: commit.subject) }
  let loose = unnamed.filter { !$0.isMerge }
  // One commit may be a squashed branch; of several, those that no platform made are none.
  if line.count > 1, !loose.isEmpty {
    hearing.find("change.merge", "neither merged nor squashed: \(loose.map(\.name).listed(", "))")
  }
  if let reason = passage.absence {
    hearing.find("change.pull-request", reason)
  } else if !unnamed.isEmpty, passage.reviews == nil {
    hearing.miss("change.pull-request", passage.problem ?? Passage.untold)
  }
  for commit in line where commit.isMerge {
    // Some platforms name the pull request alone: `Merged PR 12: [HOTFIX] Refunds`.
    let branch = commit.subject.mergedBranch
    guard branch.map(asked.isHotfix) ?? asked.isMarked(commit.subject) else { continue }
    hearing.find("change.hotfix-squash", "\(commit.name) merges \(branch ?? "a hotfix") as it was")
  }
}

extension History {
  /// The commits from the head back along first parents, oldest first.
  fileprivate func mainLine(to head: String?) -> [Commit] {
    let byID = Dictionary(commits.map { ($0.id, $0) }) { first, _ in first }
    var line: [Commit] = []
    var next = head ?? commits.last?.id
    while let id = next, let commit = byID[id], line.count < commits.count {
      line.append(commit)
      next = commit.parents.first
    }
    return line.reversed()
  }
}

extension String {
  /// The branch that a platform's or git's own merge is of: `Merge pull request #12 from shop/hotfix/pay`,
  /// `Merge branch 'hotfix/pay' into 'main'`, `Merged in hotfix/pay (pull request #12)`.
  fileprivate var mergedBranch: String? {
    let words = split(separator: " ")
    if words.first == "Merged" { return words.count > 2 && words[1] == "in" ? String(words[2]) : nil }
    guard words.first == "Merge" else { return nil }
    if let from = words.firstIndex(of: "from"), from + 1 < words.count, hasPrefix("Merge pull request ") {
      return String(words[from + 1].drop { $0 != "/" }.dropFirst())
    }
    let quoted = split(separator: "'", omittingEmptySubsequences: false)
    return quoted.count > 2 ? String(quoted[1]) : nil
  }
}
