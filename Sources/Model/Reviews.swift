/// What people said of a change before it was merged, as its platform tells it.
package struct Reviews: Hashable, Sendable {
  /// The account that opened the change.
  package var author: String
  /// The newest commit of the change, and behind it what its merge made of it.
  package var commits: [String]
  /// The change's number on the platform, where it is told.
  package var number: Int?
  /// From the first to the last.
  package var all: [Review]
  /// The pull request itself, as far as it is told with them.
  package var proposal: Proposal?
  /// Why there are none: the commit came without a pull request.
  package var absence: String?

  package init(author: String, commits: [String], number: Int? = nil, all: [Review] = []) {
    self.author = author
    self.commits = commits
    self.number = number
    self.all = all
  }
}

/// What one person said of a change once.
package struct Review: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case approved, commented, withdrawn
    case changesRequested = "changes-requested"
  }

  /// An account of the platform.
  package var by: String
  package var kind: Kind
  /// The commit that was looked at; `nil` where the platform does not say.
  package var commit: String?
  package var isByProgram = false
  /// Whether the platform lets whoever it is write to the repository.
  package var mayWrite = true

  package init(by: String, _ kind: Kind, of commit: String? = nil) {
    self.by = by
    self.kind = kind
    self.commit = commit
  }
}

extension Reviews {
  /// The last word of each account; a comment changes nothing.
  package var lastWords: [Review] {
    var last: [String: Int] = [:]
    for (index, review) in all.enumerated() where review.kind != .commented { last[review.by.account] = index }
    return last.values.sorted().map { all[$0] }
  }
}

extension String {
  /// The name of an account as it is compared: it has no case, and some write an `@` before it.
  package var account: String { String((hasPrefix("@") ? dropFirst() : self[...]).lowercased()) }
}
