import Model

/// The first line of a commit message, as Conventional Commits 1.0 has it: `type(scope)!: subject`; and the step of
/// the cycle that it may be marked with: `(RED)`, `[GREEN]`, `REFACTOR:`.
struct CommitSubject: Hashable {
  /// In lower case; `nil` where the line is not of that form. git's own `Revert "…"` is a `revert`.
  let type: String?
  let scope: String?
  /// The step that a mark says.
  let mark: Step?
  /// Whether it waits for `git rebase --autosquash`.
  let isAutosquash: Bool

  init(_ line: String, marks: [Step: [String]] = [:]) {
    isAutosquash = ["fixup!", "squash!", "amend!"].contains { line.hasPrefix($0) }
    let found = Step.allCases.lazy.compactMap { step in
      marks[step]?.lazy.compactMap { line.without(mark: $0) }.first.map { (step, $0) }
    }.first
    mark = found?.0
    let line = found?.1 ?? line
    if line.hasPrefix("Revert \"") {
      (type, scope) = ("revert", nil)
      return
    }
    let word = line.prefix { $0.isASCII && $0.isLetter || $0 == "-" }
    var rest = line[word.endIndex...]
    var scope: String?
    if rest.first == "(", let end = rest.firstIndex(of: ")") {
      scope = String(rest[rest.index(after: rest.startIndex)..<end])
      rest = rest[rest.index(after: end)...]
    }
    if rest.first == "!" { rest = rest.dropFirst() }
    let isHeader =
      !word.isEmpty && scope?.isEmpty != true && rest.hasPrefix(": ") && rest.contains { !" :".contains($0) }
    type = isHeader ? word.lowercased() : nil
    self.scope = isHeader ? scope : nil
  }
}

extension String {
  /// The rest, where a mark stands at one of the ends: a word with a colon (`RED:`) only in front.
  fileprivate func without(mark: String) -> String? {
    if hasPrefix(mark) { return String(dropFirst(mark.count).drop { $0 == " " }) }
    return !mark.hasSuffix(":") && hasSuffix(" " + mark) ? String(dropLast(mark.count + 1)) : nil
  }
}
