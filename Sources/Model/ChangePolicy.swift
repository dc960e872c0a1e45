extension Policy {
  /// What is asked of a change as such: of its branch, its pull request and its commits.
  package struct Changes: Hashable, Sendable {
    /// What the main branch is called.
    package var main: [Glob] = []
    /// What branches are called.
    package var branches: [Glob] = []
    /// What those of urgent fixes are called.
    package var hotfixes: [Glob] = []
    /// What the title of an urgent fix holds, or a label of it is.
    package var hotfixMarks: [String] = []
    package var hotfixLabels: [String] = []
    /// The most lines that an urgent fix adds and removes, tests and documents aside.
    package var hotfixLines: Int?
    /// The fewest words of a description.
    package var descriptionWords: Int?
    /// Words of a description that link to a proposal or an issue, and those that only look like it.
    package var links: [Glob] = []
    package var notLinks: [Glob] = []
    /// Words that say nothing of a commit, in small letters.
    package var fillers: [String] = []
    /// Authors that are nobody's name and address, in small letters.
    package var placeholders: [Glob] = []
    /// Subjects by which a platform says that a pull request brought the commit.
    package var merges: [Glob] = []
    package init() {}
  }
}

extension Policy.Changes {
  package func isMain(_ branch: String) -> Bool { main.matches(text: branch) }
  package func isHotfix(_ branch: String) -> Bool { hotfixes.matches(text: branch) }

  /// Whether a pull request says that it is urgent, by its title or a label.
  package func isUrgent(_ proposal: Proposal) -> Bool {
    let labels = Set(proposal.labels.map { $0.lowercased() })
    return isMarked(proposal.title ?? "") || hotfixLabels.contains { labels.contains($0.lowercased()) }
  }

  package func isMarked(_ title: String) -> Bool {
    let title = title.lowercased()
    return hotfixMarks.contains { title.contains($0.lowercased()) }
  }
}
