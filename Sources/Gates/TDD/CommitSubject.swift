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

  init(_ line: String, _ marks: StepMarks) {
    isAutosquash = line.hasPrefix("fixup!") || line.hasPrefix("squash!") || line.hasPrefix("amend!")
    let found = marks.first(in: line)
    mark = found?.step
    let line = found?.rest ?? line
    if line.hasPrefix("Revert \"") {
      (type, scope) = ("revert", nil)
      return
    }
    let word = line.utf8.prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == UInt8(ascii: "-") }
    var rest = line[word.endIndex...]
    var scope: String?
    if rest.first == "(", let end = rest.firstIndex(of: ")") {
      scope = String(rest[rest.index(after: rest.startIndex)..<end])
      rest = rest[rest.index(after: end)...]
    }
    if rest.first == "!" { rest = rest.dropFirst() }
    let isHeader =
      !word.isEmpty && scope?.isEmpty != true && rest.hasPrefix(": ") && rest.contains { !" :".contains($0) }
    type = isHeader ? String(decoding: word, as: UTF8.self).lowercased() : nil
    self.scope = isHeader ? scope : nil
  }
}

/// The marks that say a step, in the order in which they are looked for.
struct StepMarks {
  private struct Mark {
    let step: Step
    let text: String
    /// As it stands at the end of a line; none for a word with a colon (`RED:`), which stands only in front.
    let ending: String?
    let isASCII: Bool
  }

  private let marks: [Mark]

  init(_ marks: [Step: [String]]) {
    self.marks = Step.allCases.flatMap { step in
      (marks[step] ?? []).map { text in
        Mark(
          step: step, text: text, ending: text.hasSuffix(":") ? nil : " " + text,
          isASCII: text.utf8.allSatisfy { $0 < 0x80 })
      }
    }
  }

  /// The first that stands at one of a line's ends, and the rest of the line.
  func first(in line: String) -> (step: Step, rest: String)? {
    // Most lines are plain text, and cannot hold a mark that is none.
    let isASCII = line.utf8.allSatisfy { $0 < 0x80 }
    for mark in marks where mark.isASCII || !isASCII {
      if line.hasPrefix(mark.text) { return (mark.step, String(line.dropFirst(mark.text.count).drop { $0 == " " })) }
      if let ending = mark.ending, line.hasSuffix(ending) {
        return (mark.step, String(line.dropLast(ending.count)))
      }
    }
    return nil
  }
}
