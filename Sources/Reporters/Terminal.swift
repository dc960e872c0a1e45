internal import Model

extension Reporter {
  package static let terminal = Reporter("terminal", about: "a matrix for people, on a terminal or in a log") {
    TerminalReport(report: $0, style: $1).text
  }
}

private struct TerminalReport {
  let report: Report
  let style: Style

  /// The sections with an empty line between them.
  var text: String {
    let sections =
      [[heading], matrix, components] + report.verdicts.map(details)
      + report.verdicts.flatMap(\.exhibits).map(exhibit) + [law, [outcome], toGetGreen, notices]
    return sections.filter { !$0.isEmpty }
      .map { section in section.map { Escaping.log($0) + "\n" }.joined() }
      .joined(separator: "\n")
  }

  private var heading: String {
    let commits = [report.change.base, report.change.head].compactMap { $0?.prefix(10) }.joined(separator: "..")
    let origin = report.change.origin.isEmpty ? "" : " (\(report.change.origin))"
    let judged = commits.isEmpty ? "no change is known" : commits + origin
    return painted(oneLine("sixgate \(report.version): \(judged)", columns: style.width), .faint)
  }
}

// MARK: The matrix

extension TerminalReport {
  private var matrix: [String] {
    let name = report.verdicts.map(\.gate.rawValue.columns).max() ?? 0
    let word = report.verdicts.map(\.outcome.words.columns).max() ?? 0
    return report.verdicts.flatMap { verdict in
      let head = "\(verdict.gate.order)  \(verdict.gate.rawValue.padded(to: name))  "
      let gap = String(repeating: " ", count: word - verdict.outcome.words.columns + 2)
      let summary = cutSummary(of: verdict)
      if summary.isEmpty { return [head + painted(verdict.outcome)] }
      if isNarrow { return [head + painted(verdict.outcome), "   " + summary] }
      return [head + painted(verdict.outcome) + gap + summary]
    }
  }

  /// The columns that a row leaves for its last cell.
  private var room: Int {
    let widths = report.verdicts.map { $0.gate.rawValue.columns }
    let words = report.verdicts.map { $0.outcome.words.columns }
    return style.width - (widths.max() ?? 0) - (words.max() ?? 0) - 7
  }

  /// Whether a row is too short for all its cells, and the last goes below.
  private var isNarrow: Bool { room < 20 }

  private func cutSummary(of verdict: Verdict) -> String {
    oneLine(verdict.summaries.first ?? "", columns: isNarrow ? style.width - 3 : room)
  }

  /// How many gates came out how, with the names of those that did not pass where they fit.
  private var outcome: String {
    let gates = Outcome.worstFirst.compactMap { outcome -> (short: String, long: String)? in
      let gates = report.verdicts.filter { $0.outcome == outcome }.map(\.gate.rawValue)
      if gates.isEmpty { return nil }
      let short = "\(gates.count) \(outcome.clause)"
      let isNamed = outcome.blocks || outcome == .warned
      return (short, isNamed ? "\(short) (\(gates.joined(separator: ", ")))" : short)
    }
    let law = "the law \(report.law.clause)"
    let counts = gates + (report.law == .passed ? [] : [(law, law)])
    let long = counts.map(\.long).joined(separator: ", ")
    let room = style.width - report.outcome.words.columns - 2
    let fitting = long.columns <= room ? long : counts.map(\.short).joined(separator: ", ")
    return painted(report.outcome) + ": " + (counts.isEmpty ? "no gate was run" : fitting).cut(to: room)
  }
}

// MARK: Components

extension TerminalReport {
  private var components: [String] {
    guard let table = ComponentTable(report) else { return [] }
    let room = max(9, style.width - 8 * table.head.count - 18)
    let names = table.rows.map { oneLine($0.name, columns: room) }
    let width = max(9, names.map(\.columns).max() ?? 0)
    let head = ["component".padded(to: width)] + table.head.dropLast().map { $0.padded(to: 6) } + table.head.suffix(1)
    let lines = zip(names, table.rows).map { name, row in
      let cells = row.outcomes.map { outcome -> String in
        let brief = outcome?.brief ?? ""
        return "  " + (outcome.map { painted(brief, paint(of: $0)) } ?? "")
          + String(repeating: " ", count: 6 - brief.count)
      }
      let note = row.note.isEmpty ? "" : "  " + oneLine(row.note, columns: style.width)
      let line = name.padded(to: width) + cells.joined() + note
      // A line that does not fit loses its colours with its end.
      let plain = name.padded(to: width) + row.outcomes.map { "  " + ($0?.brief ?? "").padded(to: 6) }.joined() + note
      return (plain.columns > style.width ? plain.cut(to: style.width) : line).trimmingBlanksAtEnd
    }
    let title = painted(head.joined(separator: "  ").cut(to: style.width), .faint)
    return [title] + lines + [table.rest.map { oneLine($0, columns: style.width) }].compactMap(\.self)
  }
}

// MARK: Findings

extension TerminalReport {
  /// What the row does not say of a gate that did not pass.
  private func details(of verdict: Verdict) -> [String] {
    guard verdict.outcome != .passed else { return [] }
    let isCut = cutSummary(of: verdict).hasSuffix("…")
    let summaries = verdict.summaries.dropFirst(isCut ? 0 : 1).flatMap { paragraph($0, "  ", "  ") }
    let shortfalls = report.shortfalls(of: verdict.gate).flatMap { paragraph($0, "  ", "    ") }
    let lines = summaries + shortfalls + list(verdict.findings) + (verdict.table.map(lines) ?? [])
    return lines.isEmpty ? [] : ["\(verdict.gate.rawValue) \(painted(verdict.outcome))"] + lines
  }

  /// What is to be said of the law itself, and no gate says.
  private var law: [String] {
    guard !report.findings.isEmpty else { return [] }
    return ["the law" + (report.law == .passed ? "" : " \(painted(report.law))")] + list(report.findings)
  }

  private func list(_ findings: [Finding]) -> [String] {
    let shown = findings.prefix(10)
    let rest = findings.count - shown.count
    return groups(shown).flatMap(lines) + (rest > 0 ? ["  … and \(rest) more"] : [])
  }

  /// The first rows of a table, the first cell cut from its front, where names differ least.
  private func lines(of table: Table) -> [String] {
    let rows = table.rows.prefix(10)
    if rows.isEmpty { return [] }
    let cells = ([table.head] + rows).map { row in row.map { Escaping.terminal($0.cut(to: 200)) } }
    let widths = table.head.indices.map { column in cells.map { column < $0.count ? $0[column].columns : 0 }.max() ?? 0
    }
    let room = max(20, style.width - 2 - widths.dropFirst().reduce(0) { $0 + $1 + 2 })
    let rest = table.rows.count - rows.count
    let lines = cells.map { row in
      let padded = zip(row.indices, row).map { column, cell in
        if column == 0 { return cell.cutFront(to: room).padded(to: min(widths[0], room)) }
        return column == row.count - 1 ? cell : cell.padded(to: widths[column])
      }
      return oneLine("  " + padded.joined(separator: "  "), columns: style.width).trimmingBlanksAtEnd
    }
    let title = "  " + painted(oneLine(table.title, columns: style.width), .faint)
    return [title] + lines + (rest > 0 ? ["  … and \(rest) more"] : [])
  }

  /// Findings that share their heading, in the order of the first of each.
  private func groups(_ findings: some Sequence<Finding>) -> [(title: String, findings: [Finding])] {
    var groups: [(title: String, findings: [Finding])] = []
    for finding in findings {
      let title = title(of: finding)
      if let place = groups.firstIndex(where: { $0.title == title }) {
        groups[place].findings.append(finding)
      } else {
        groups.append((title, [finding]))
      }
    }
    return groups
  }

  /// `coverage.lines (002-24)`, with the rating where there is one, and what sets it apart from one that is to fail.
  private func title(of finding: Finding) -> String {
    let words = [finding.rule.text] + finding.exceptions
    let requirements = finding.requirements.joined(separator: ", ")
    return words.joined(separator: ", ") + (requirements.isEmpty ? "" : " (\(requirements))")
  }

  private func lines(of group: (title: String, findings: [Finding])) -> [String] {
    let title = painted(oneLine(group.title, columns: style.width - 2), .faint)
    return ["  " + title]
      + group.findings.flatMap { finding in
        let place = finding.location.map { "\($0): " } ?? ""
        return paragraph(
          place + finding.message + (finding.whose.isEmpty ? "" : " (\(finding.whose))"), "    ", "      ")
      }
  }
}

// MARK: Exhibits

extension TerminalReport {
  private static let shownLines = 12

  /// Commands stand at the margin and whole, so that they can be pasted.
  private func exhibit(_ exhibit: Exhibit) -> [String] {
    let title = painted(oneLine(exhibit.title, columns: style.width), .faint)
    if exhibit.isCommands { return [title] + exhibit.lines.map { Escaping.terminal($0) } }
    let rest = exhibit.lines.count - TerminalReport.shownLines
    return [title] + exhibit.lines.prefix(TerminalReport.shownLines).flatMap { paragraph($0, "  ", "    ") }
      + (rest > 0 ? ["  … and \(rest) more"] : [])
  }
}

// MARK: What to do

extension TerminalReport {
  private static let shownRemedies = 20

  private var toGetGreen: [String] {
    let remedies = report.remedies
    if remedies.isEmpty { return [] }
    let rest = remedies.count - TerminalReport.shownRemedies
    let lines = zip(1..., remedies.prefix(TerminalReport.shownRemedies)).flatMap { number, remedy in
      paragraph(words(remedy), "\(number)".leftPadded(to: 3) + ". ", "     ")
    }
    return ["To get green:"] + lines + (rest > 0 ? ["     … and \(rest) more"] : [])
  }

  private func words(_ remedy: Remedy) -> String {
    let place = remedy.first.map { $0.description.cut(to: 200) }
    let count = remedy.findings > 1 ? remedy.findings.of("finding") : nil
    let note = [count, place.map { count == nil ? $0 : "first \($0)" }].compactMap(\.self).joined(separator: ", ")
    return remedy.text.cut(to: 400) + (note.isEmpty ? "" : " (\(note))")
  }

  private var notices: [String] {
    let notices = [report.change.problem].compactMap(\.self) + report.notices
    let rest = notices.count - 20
    return notices.prefix(20).flatMap { paragraph($0, "Note: ", "      ") } + (rest > 0 ? ["… and \(rest) more"] : [])
  }
}

// MARK: Lines

extension TerminalReport {
  private enum Paint: String { case red = "31", green = "32", yellow = "33", faint = "2" }

  private func painted(_ text: String, _ paint: Paint) -> String {
    style.colour ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
  }

  private func painted(_ outcome: Outcome) -> String { painted(outcome.words, paint(of: outcome)) }

  private func paint(of outcome: Outcome) -> Paint {
    switch outcome {
    case .passed: .green
    case .warned: .yellow
    case .failed, .cannotJudge: .red
    case .notApplicable: .faint
    }
  }

  /// Text from anywhere on one line.
  private func oneLine(_ text: String, columns: Int) -> String {
    // Nothing gets shorter by being made safe: what does not fit before does not fit behind.
    Escaping.terminal(text.cut(to: columns + 1)).cut(to: columns)
  }

  /// Text from anywhere in at most ten lines, the first behind one indent and the others behind another.
  ///
  /// The last column stays free for the backslash that a log may need.
  private func paragraph(_ text: String, _ first: String, _ others: String) -> [String] {
    let lines = Escaping.terminal(text.cut(to: style.width * 11)).wrapped(
      to: style.width - others.columns - 1, atMost: 10)
    return zip(lines.indices, lines).map { ($0 == 0 ? first : others) + $1 }
  }
}

extension String {
  /// The end of the text, as much of it as fits.
  fileprivate func cutFront(to width: Int) -> String {
    guard columns > width else { return self }
    var kept = Substring(self)
    while kept.columns >= width, !kept.isEmpty { kept = kept.dropFirst() }
    return "…" + kept
  }

  fileprivate var trimmingBlanksAtEnd: String {
    let scalars = unicodeScalars
    return scalars.lastIndex { $0 != " " }.map { String(scalars[...$0]) } ?? ""
  }

  fileprivate func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - columns)) + self }
}
