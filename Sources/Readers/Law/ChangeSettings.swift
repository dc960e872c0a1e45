internal import Model

extension Setting {
  /// What is asked of a change as such.
  static let ofChanges: [Setting] = [
    rules(of: "change", for: "the change"),
    globs("change.main", "What the main branch is called", { $1(&$0.change.main) }, example: "[trunk]"),
    globs(
      "change.branches", "What branches of pull requests are called (001-20)", { $1(&$0.change.branches) }, .shorter,
      example: "[\"feature/?*\", \"hotfix/?*\", \"renovate/?*\"]"),
    globs(
      "change.hotfixes", "What branches of urgent fixes are called (001-32)", { $1(&$0.change.hotfixes) },
      example: "[\"hotfix/?*\"]"),
    texts(
      "change.hotfix-marks", "What the title of an urgent fix holds (001-34)", { $1(&$0.change.hotfixMarks) },
      example: "[\"[HOTFIX]\"]"),
    texts(
      "change.hotfix-labels", "Labels that say that a fix is urgent", { $1(&$0.change.hotfixLabels) }, .longer,
      example: "[hotfix]"),
    whole(
      "change.hotfix-lines", "The most lines that an urgent fix changes, tests and documents aside (001-33)",
      { $1(&$0.change.hotfixLines) }, .lower),
    whole(
      "change.description-words", "The fewest words of a description, links and headings aside (002-13)",
      { $1(&$0.change.descriptionWords) }, .higher),
    globs(
      "change.links", "Words of a description that link to a proposal or an issue", { $1(&$0.change.links) }, .shorter,
      example: "[\"#[0-9]*\", \"SHOP-[0-9]*\"]"),
    globs(
      "change.not-links", "Words that only look like it", { $1(&$0.change.notLinks) }, .longer, example: "[\"UTF-*\"]"),
    texts(
      "change.fillers", "Words, in small letters, that say nothing of a commit (003-11)", { $1(&$0.change.fillers) },
      .longer,
      example: "[wip, fix, stuff]"),
    globs(
      "change.placeholders", "Authors, as `name <address>` in small letters, who are nobody (001-61)",
      { $1(&$0.change.placeholders) }, .longer, example: "[\"root <*>\"]"),
    globs(
      "change.merges", "Subjects by which a platform says that a pull request brought the commit",
      { $1(&$0.change.merges) },
      .shorter, example: "[\"*(#[0-9]*)\"]"),
  ]
}
