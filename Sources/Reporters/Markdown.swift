internal import Model

extension Reporter {
  package static let markdown = Reporter("markdown", about: "a page for people: the step summary of GitHub, a comment")
  {
    report, _ in
    MarkdownReport(report: report).text
  }
}

struct MarkdownReport {
  let report: Report
  /// In bytes. Under the 1 MiB that GitHub takes of a step: with one byte more it shows nothing at all.
  ///
  /// - Source: actions/runner, `AttachmentSizeLimit`
  var budget = 900 * 1024

  /// All of it.
  var text: String {
    let last = [("what is said of the law", law), ("the notices", notices)]
    let gates = report.verdicts.map { ("the details of \($0.gate.rawValue)", details(of: $0)) }
    return heading + fitting([("the components", components)] + first + gates + last)
  }

  /// What blocks, where, and how to mend it.
  var short: String { heading + fitting(first) }

  private var first: [(String, String)] { [("what to do", toGetGreen), ("the top findings", topFindings)] }

  /// The matrix and those sections that fit, whole, and the names of those that do not.
  private func fitting(_ sections: [(String, String)]) -> String {
    var text = matrix
    var leftOut: [String] = []
    for (name, section) in sections where !section.isEmpty {
      if text.utf8.count + section.utf8.count < budget - 2048 {
        text += "\n" + section
      } else {
        leftOut.append(name)
      }
    }
    if leftOut.isEmpty { return text }
    return text + "\nFor want of room these are left out: \(leftOut.joined(separator: ", ")).\n"
  }

  private var heading: String { "## sixgate: \(report.outcome.words)\n\n" }

  var matrix: String {
    table(
      ["", "gate", "verdict", "found"],
      report.verdicts.map { verdict in
        let summary = plain(verdict.summaries.first ?? "")
        return [String(verdict.gate.order), verdict.gate.rawValue, verdict.outcome.words, summary]
      })
  }
}

// MARK: Sections

extension MarkdownReport {
  private var toGetGreen: String {
    let remedies = report.remedies
    let lines = zip(1..., remedies.prefix(20)).map { "\($0). \(plain($1.text))\(note($1))\n" }
    return remedies.isEmpty ? "" : "### To get green\n\n" + lines.joined() + more(remedies.count - lines.count)
  }

  private func note(_ remedy: Remedy) -> String {
    let place = remedy.first.map { code($0.description) }
    guard remedy.findings > 1 else { return place.map { " (\($0))" } ?? "" }
    return " (\(remedy.findings.of("finding"))\(place.map { ", first \($0)" } ?? ""))"
  }

  private var components: String {
    guard let table = ComponentTable(report) else { return "" }
    let hasNotes = table.rows.contains { !$0.note.isEmpty }
    let rows = table.rows.map { row in
      [plain(row.name)] + row.outcomes.map { $0?.brief ?? "" } + (hasNotes ? [plain(row.note)] : [])
    }
    let head = ["component"] + table.head + (hasNotes ? [""] : [])
    return "### Components\n\n" + self.table(head, rows) + (table.rest.map { "\n\(plain($0))\n" } ?? "")
  }

  private func whose(_ finding: Finding) -> String { finding.whose.isEmpty ? "" : " (\(finding.whose))" }

  private var topFindings: String {
    let found = report.blocking.inOrder
    return found.isEmpty ? "" : "### Top findings\n\n" + findings(found, atMost: 10)
  }

  private func details(of verdict: Verdict) -> String {
    let measured = verdict.measured.prefix(50).map { [plain($0.name), plain($0.found), plain($0.required ?? "")] }
    let inputs = verdict.inputs.prefix(50).map { input in
      [
        code(input.path.description), plain(input.format ?? ""), input.status.rawValue,
        plain(input.error?.message ?? ""),
      ]
    }
    let parts = [
      verdict.reason.isEmpty ? "" : plain(verdict.reason) + "\n",
      report.shortfalls(of: verdict.gate).map { "- \(plain($0))\n" }.joined(),
      measured.isEmpty ? "" : table(["number", "found", "required"], measured),
      verdict.findings.isEmpty ? "" : findings(verdict.findings, atMost: 100),
      verdict.table.map(shown) ?? "",
      verdict.exhibits.map(exhibit).joined(separator: "\n"),
      inputs.isEmpty ? "" : table(["input", "format", "status", "trouble"], inputs) + more(verdict.inputs.count - 50),
    ]
    let text = parts.filter { !$0.isEmpty }.joined(separator: "\n")
    let title = "\(verdict.gate.order) \(verdict.gate.rawValue): \(verdict.outcome.words)"
    return text.isEmpty ? "" : "<details>\n<summary>\(title)</summary>\n\n\(text)\n</details>\n"
  }

  private func shown(_ rows: Table) -> String {
    let shown = rows.rows.prefix(100).map { row in row.enumerated().map { $0 == 0 ? code($1) : plain($1) } }
    if shown.isEmpty { return "" }
    return plain(rows.title) + "\n\n" + table(rows.head.map(plain), shown) + more(rows.rows.count - shown.count)
  }

  /// Commands in a block of code of which the fence is longer than any in them; all else as a list.
  private func exhibit(_ exhibit: Exhibit) -> String {
    let title = "**\(plain(exhibit.title))**\n\n"
    let shown = exhibit.lines.prefix(100)
    if !exhibit.isCommands {
      return title + shown.map { "- \(plain($0))\n" }.joined() + more(exhibit.lines.count - shown.count)
    }
    return title + Escaping.codeBlock(exhibit.lines)
  }

  private func findings(_ findings: [Finding], atMost limit: Int) -> String {
    let rows = findings.prefix(limit).map { finding in
      let words = finding.exceptions.map { plain($0) }.joined(separator: ", ")
      let law = [code(finding.rule.text), words, plain(finding.requirements.joined(separator: ", "))]
      return [
        code(finding.location?.description ?? ""), plain(finding.message + whose(finding)), plain(finding.remedy),
        law.filter { !$0.isEmpty }.joined(separator: ", "),
      ]
    }
    return table(["where", "what", "what to do", "rule"], rows) + more(findings.count - rows.count)
  }

  private var law: String {
    report.findings.isEmpty ? "" : "### The law\n\n" + findings(report.findings, atMost: 100)
  }

  private var notices: String {
    let notices = [report.change.problem].compactMap(\.self) + report.notices
    let lines = notices.prefix(20).map { "- \(plain($0))\n" }
    return notices.isEmpty ? "" : "### Notices\n\n" + lines.joined() + more(notices.count - lines.count)
  }
}

// MARK: Pieces

extension MarkdownReport {
  /// Without blanks before it: four of them would make a block of code.
  private func plain(_ text: String) -> String {
    String(Escaping.markdown(text.cut(to: 500)).unicodeScalars.drop { $0 == " " })
  }

  private func code(_ text: String) -> String { Escaping.codeSpan(text.cut(to: 300)) }
  private func more(_ count: Int) -> String { count > 0 ? "\n… and \(count) more\n" : "" }

  /// Of cells that are safe already.
  private func table(_ head: [String], _ rows: [[String]]) -> String {
    ([head, head.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }
}
