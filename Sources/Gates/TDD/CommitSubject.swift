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
    var rest = line.utf8[word.endIndex...]
    var scope: Substring.UTF8View?
    if rest.first == UInt8(ascii: "("), let end = rest.firstIndex(of: UInt8(ascii: ")")) {
      scope = rest[..<end].dropFirst()
      rest = rest[end...].dropFirst()
    }
    if rest.first == UInt8(ascii: "!") { rest = rest.dropFirst() }
    let isHeader =
      !word.isEmpty && scope?.isEmpty != true && rest.starts(with: ": ".utf8)
      && rest.contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ":") }
    type = isHeader ? String(Substring(word)).lowercased() : nil
    self.scope = isHeader ? scope.map { String(Substring($0)) } : nil
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

    /// Whether it may stand in a line of ASCII that begins and ends so.
    func mayStand(_ first: UInt8?, _ last: UInt8?) -> Bool {
      isASCII && (text.utf8.first == first || text.utf8.last == last)
    }
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
    // Most lines are plain text, and neither begin nor end as a mark does.
    let isASCII = line.utf8Span.isKnownASCII
    let (first, last) = (line.utf8.first, line.utf8.last)
    for mark in marks where !isASCII || mark.mayStand(first, last) {
      if line.hasPrefix(mark.text) { return (mark.step, String(line.dropFirst(mark.text.count).drop { $0 == " " })) }
      if let ending = mark.ending, line.hasSuffix(ending) {
        return (mark.step, String(line.dropLast(ending.count)))
      }
    }
    return nil
  }
}
