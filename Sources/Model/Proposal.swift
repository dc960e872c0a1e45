/// What a pull request says of itself, as its platform tells it; `nil` is what it does not tell.
package struct Proposal: Hashable, Sendable {
  package var title: String?
  /// The description, in Markdown; empty where nobody wrote one.
  package var text: String?
  /// Whether there is more of the description than is told.
  package var isCut = false
  package var labels: [String] = []
  /// The branch that it comes from, without the name of a fork.
  package var source: String?
  /// The branch that it is to be merged into.
  package var target: String?
  /// Whether the platform deletes the branch when it is merged.
  package var deletesBranch: Bool?
  /// Why what is not told could not be read.
  package var problem: String?

  package init(title: String? = nil, text: String? = nil, source: String? = nil, target: String? = nil) {
    self.source = source
    self.target = target
    self.title = title.map { $0.cut(bytes: Proposal.longestTitle) }
    take(text: text)
  }

  private static let longestTitle = 1024
  /// As much as GitHub lets anybody write: 65,536 characters of at most 4 bytes.
  private static let longestText = 262_144
}

extension Proposal {
  private mutating func take(text: String?) {
    self.text = text.map { $0.cut(bytes: Proposal.longestText) }
    isCut = self.text != text
  }

  /// Takes what another says that knows better, and leaves what it does not tell.
  package mutating func take(_ other: Proposal) {
    title = other.title ?? title
    if let text = other.text { (self.text, isCut) = (text, other.isCut) }
    labels += other.labels.filter { !labels.contains($0) }
    source = other.source ?? source
    target = other.target ?? target
    deletesBranch = other.deletesBranch ?? deletesBranch
    problem = other.problem ?? problem
  }
}

extension String {
  /// The whole characters among the first bytes.
  fileprivate func cut(bytes: Int) -> String {
    guard utf8.count > bytes else { return self }
    var end = utf8.index(utf8.startIndex, offsetBy: bytes)
    while String.Index(end, within: self) == nil { end = utf8.index(before: end) }
    return String(self[..<end])
  }
}

/// What is known of how a change goes to its branch, or came there; `nil` where it is not.
package struct Passage: Sendable {
  /// The pull request that is judged; `nil` where none is told of.
  package var proposal: Proposal?
  /// How many commits of its target the change lacks.
  package var lag: Int?
  /// Whether the branch began at the main branch.
  package var startsAtMain: Bool?
  /// How many lines it adds and removes outside of tests and documents, where that is asked.
  package var lines: Int?
  /// What people said of it.
  package var reviews: Reviews?
  /// Why that is not known, where somebody was to tell it; `nil` where nobody was.
  package var problem: String?
  /// Why there is nothing to be known: the commit came without a pull request.
  package var absence: String?
  package init() {}

  /// What is said where nobody was to tell who reviewed the change.
  package static let untold = "nobody says who reviewed the change"
}
