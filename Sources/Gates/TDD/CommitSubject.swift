/// The first line of a commit message, as Conventional Commits 1.0 has it: `type(scope)!: subject`.
struct CommitSubject: Hashable {
  /// In lower case; `nil` where the line is not of that form. git's own `Revert "…"` is a `revert`.
  let type: String?
  let scope: String?
  /// Whether it waits for `git rebase --autosquash`.
  let isAutosquash: Bool

  init(_ line: String) {
    isAutosquash = ["fixup!", "squash!", "amend!"].contains { line.hasPrefix($0) }
    if line.hasPrefix("Revert \"") {
      type = "revert"
      scope = nil
      return
    }
    let word = line.prefix { $0.isLetter || $0 == "-" }
    var rest = line[word.endIndex...]
    var scope: String?
    if rest.first == "(", let end = rest.firstIndex(of: ")") {
      scope = String(rest[rest.index(after: rest.startIndex)..<end])
      rest = rest[rest.index(after: end)...]
    }
    if rest.first == "!" { rest = rest.dropFirst() }
    let isHeader = !word.isEmpty && rest.hasPrefix(": ") && rest.dropFirst(2).contains { $0 != " " }
    type = isHeader ? word.lowercased() : nil
    self.scope = isHeader ? scope : nil
  }
}
