internal import Model

extension Reporter {
  /// One file that asks for nothing: no network, no script but its own, light and dark as the reader has it, and it prints.
  static let html = Reporter(
    "html", about: "a report for people: one file that loads nothing, to be kept as an artifact"
  ) {
    report, _ in HTMLReport(report: report).text
  }
}

private struct HTMLReport {
  let report: Report

  /// Findings of a gate that are listed.
  private static let shown = 10_000

  var text: String {
    let title = "sixgate: \(report.outcome.words)"
    // What a report says can neither load nor run anything, whatever escapes would be forgotten.
    let policy =
      "default-src 'none'; script-src 'sha256-\(HTMLScript.digest)'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    let head = [
      "<meta charset=\"utf-8\">", "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<meta name=\"color-scheme\" content=\"light dark\">", element("title", [:], title),
      element("style", [:], HTMLStyle.text),
    ]
    let body = [
      heading, matrix, toGetGreen, components, filter, report.verdicts.map(details).joined(), law, notices, footer,
    ]
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n\(head.joined(separator: "\n"))\n</head>\n<body>\n"
      + element("main", [:], "\n" + body.filter { !$0.isEmpty }.joined(separator: "\n"))
      + "\n" + element("script", [:], HTMLScript.text) + "\n</body>\n</html>\n"
  }
}

// MARK: What is above

extension HTMLReport {
  private var heading: String {
    let change = report.change
    let range = [change.base, change.head].compactMap { $0?.prefix(10) }.joined(separator: "..")
    let words = [range, change.branch ?? "", change.pullRequest.map { "#\($0)" } ?? ""].filter { !$0.isEmpty }
    return element("h1", [:], "sixgate: \(badge(report.outcome))")
      + (words.isEmpty ? "" : element("p", ["class": "faint"], words.map(plain).joined(separator: " · ")))
  }

  private var matrix: String {
    let rows = report.verdicts.map { verdict in
      let name = verdict.gate.rawValue
      return [
        String(verdict.gate.order), element("a", ["href": "#\(name)"], name), badge(verdict.outcome),
        plain(verdict.summaries.first ?? ""),
      ]
    }
    return table("The gates", ["", "gate", "verdict", "found"], rows)
  }

  private var toGetGreen: String {
    let remedies = report.remedies
    guard !remedies.isEmpty else { return "" }
    let lines = remedies.prefix(50).map { remedy in
      let count = remedy.findings > 1 ? " (\(remedy.findings.of("finding")))" : ""
      return element("li", [:], plain(remedy.text) + place(remedy.first) + count)
    }
    return element("h2", [:], "To get green") + element("ol", [:], lines.joined()) + more(remedies.count - lines.count)
  }

  private var components: String {
    guard let table = ComponentTable(report) else { return "" }
    let rows = table.rows.map { row in
      [plain(row.name)] + row.outcomes.map { $0.map { badge($0, $0.brief) } ?? "" } + [plain(row.note)]
    }
    return element("h2", [:], "Components") + self.table("Components", ["component"] + table.head + [""], rows)
      + (table.rest.map { element("p", [:], plain($0)) } ?? "")
  }
}

// MARK: Gate by gate

extension HTMLReport {
  /// Hidden until the script that it needs has run.
  private var filter: String {
    guard report.verdicts.contains(where: { !$0.findings.isEmpty }) || !report.findings.isEmpty else { return "" }
    let levels = [("error", "blocking"), ("warning", "warnings"), ("note", "notes"), ("pardoned", "waived and debt")]
    let boxes = levels.map { level, words in
      "<label><input type=\"checkbox\" value=\"\(level)\" checked> \(words)</label> "
    }
    let search =
      "<label>Search findings <input type=\"search\" title=\"All words must be there; press / to come here\"></label> "
    return
      "<div id=\"filter\" role=\"search\" hidden>\(search)\(boxes.joined())<output aria-live=\"polite\"></output></div>"
  }
}

extension HTMLReport {
  private func details(of verdict: Verdict) -> String {
    let isOpen = verdict.outcome.blocks || verdict.outcome == .warned
    let title = "\(verdict.gate.order) \(verdict.gate.rawValue) \(badge(verdict.outcome))"
    let measured = verdict.measured.prefix(200).map {
      [plain($0.name), plain($0.found), plain($0.required ?? ""), $0.bar]
    }
    let inputs = verdict.inputs.prefix(200).map { input in
      [
        code(input.path.description), plain(input.format ?? ""), input.status.rawValue,
        plain(input.error?.message ?? ""),
      ]
    }
    let parts = [
      verdict.reason.isEmpty ? "" : element("p", [:], plain(verdict.reason)),
      element("ul", report.shortfalls(of: verdict.gate)),
      table("Numbers", ["number", "found", "required", ""], measured), severities(of: verdict),
      findings(verdict.findings, "Findings", in: verdict.outcome),
      verdict.distributions.prefix(20).map { picture($0, verdict.measured) }.joined(),
      verdict.table.map(shown) ?? "", verdict.pictures.prefix(20).map { drawn($0, verdict.findings) }.joined(),
      verdict.exhibits.map(exhibit).joined(),
      table("Inputs", ["input", "format", "status", "trouble"], inputs), more(verdict.inputs.count - inputs.count),
    ]
    let head = element("summary", [:], element("h2", [:], title))
    let opening = "<details id=\"\(verdict.gate.rawValue)\"\(isOpen ? " open" : "")>"
    return opening + head + parts.joined() + "</details>"
  }

  private func findings(_ findings: [Finding], _ title: String, in outcome: Outcome) -> String {
    let shown = findings.prefix(HTMLReport.shown)
    let rows = shown.map { finding in
      let words = finding.exceptions + finding.requirements
      return [
        place(finding.location), plain(finding.message), plain(finding.whose), plain(finding.remedy),
        code(finding.rule.text) + plain(words.isEmpty ? "" : " " + words.joined(separator: ", ")),
      ]
    }
    let levels = shown.map { finding in
      finding.pardon == nil ? Told.Level(of: finding, isInBlockingGate: outcome.blocks).rawValue : "pardoned"
    }
    return table(
      "\(title) (\(findings.count))", ["where", "what", "whose", "what to do", "rule"], rows, classes: levels)
      + more(findings.count - rows.count)
  }

  private func severities(of verdict: Verdict) -> String {
    guard let table = SeverityTable(verdict.findings) else { return "" }
    let rows = table.rows.map { row in [code(row.name)] + row.counts.map { String($0) } + [table.bar(row.counts)] }
    return self.table("Findings by severity", ["component"] + table.head.map(\.rawValue) + [""], rows)
  }

  private func shown(_ table: Table) -> String {
    let rows = table.rows.prefix(1000).map { row in row.enumerated().map { $0 == 0 ? code($1) : plain($1) } }
    return (Treemap(table)?.text ?? "") + self.table(table.title, table.head, rows)
      + more(table.rows.count - rows.count)
  }

  /// Rows with a bar each, or a picture of its own with its rows behind it.
  private func drawn(_ picture: Table, _ findings: [Finding]) -> String {
    let tree = ManifestTree(picture, findings)
    let bars = tree?.found.map(plain) ?? picture.bars
    let head = picture.head + [tree == nil ? "" : "found"]
    let rows = zip(picture.rows, bars).prefix(1000).map { row, last in
      row.enumerated().map { $0 == 0 ? code($1) : plain($1) } + [last]
    }
    let whole = table(picture.title, head, rows)
    guard let drawing = tree?.text ?? Timeline(picture)?.text else { return whole }
    let graph = element(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": picture.title.cut(to: 200)], drawing)
    return element("h3", [:], plain(picture.title)) + graph
      + element("details", [:], element("summary", [:], "as a table") + whole)
  }

  private func exhibit(_ exhibit: Exhibit) -> String {
    let lines = exhibit.lines.prefix(1000)
    let title = element("h3", [:], plain(exhibit.title))
    if exhibit.isCommands {
      return title + element("pre", [:], lines.map { Escaping.markup($0) + "\n" }.joined())
    }
    let bars = lines.map(cycleBar)
    let list =
      bars.contains { $0.contains("<rect") }
      ? table(exhibit.title, ["", "cycle"], zip(bars, lines).map { [$0, plain($1)] })
      : title + element("ul", Array(lines))
    return list + more(exhibit.lines.count - lines.count)
  }

  private func picture(_ distribution: Distribution, _ measured: [Measure]) -> String {
    let picture = DistributionPicture(distribution, measured)
    let rows = distribution.steps.map { step in
      [plain(step.upTo.map { "\($0.text(places: 0)) ns" } ?? "more"), String(step.count)]
    }
    return element("h3", [:], plain(distribution.name)) + picture.text + element("ul", picture.limits.map(\.words))
      + element(
        "details", [:], element("summary", [:], "as a table") + table("Latencies", ["up to", "requests"], rows))
  }
}

// MARK: What is below

extension HTMLReport {
  private var law: String {
    report.findings.isEmpty
      ? "" : element("h2", [:], "The law") + findings(report.findings, "Of the law", in: report.law)
  }

  private var notices: String {
    let notices = [report.change.problem].compactMap(\.self) + report.notices
    return notices.isEmpty ? "" : element("h2", [:], "Notices") + element("ul", Array(notices.prefix(100)))
  }

  private var footer: String { element("footer", ["class": "faint"], "sixgate \(plain(report.version))") }
}

// MARK: Pieces

extension HTMLReport {
  private func plain(_ text: String) -> String { Escaping.markup(text.cut(to: 2000)) }
  private func code(_ text: String) -> String {
    text.isEmpty ? "" : element("code", [:], Escaping.markup(text.cut(to: 500)))
  }
  private func more(_ count: Int) -> String { count > 0 ? element("p", [:], "… and \(count) more") : "" }
  private func place(_ location: Location?) -> String { location.map { " " + code($0.description) } ?? "" }

  /// The verdict in words: colour only adds to them.
  private func badge(_ outcome: Outcome, _ words: String? = nil) -> String {
    element("span", ["class": "badge \(outcome.rawValue)"], words ?? outcome.words)
  }

  private func element(_ name: String, _ lines: [String]) -> String {
    lines.isEmpty ? "" : Reporters.element(name, [:], lines.map { element("li", [:], plain($0)) }.joined())
  }

  private func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?>, _ content: String
  ) -> String { Reporters.element(name, attributes, content) }

  /// Of cells that are safe already, without columns of which every cell is empty; nothing where there are no rows.
  private func table(_ caption: String, _ head: [String], _ rows: [[String]], classes: [String] = []) -> String {
    guard !rows.isEmpty else { return "" }
    let columns = head.indices.filter { column in rows.contains { column < $0.count && !$0[column].isEmpty } }
    let heads = columns.map { element("th", ["scope": "col"], plain(head[$0])) }.joined()
    let lines = rows.enumerated().map { index, row in
      let cells = columns.filter(row.indices.contains).map { column in
        // On a phone, where a row is a paragraph, it says what the cell is.
        element("td", ["data-is": head[column].isEmpty ? nil : head[column].cut(to: 40)], row[column])
      }
      return element("tr", ["class": index < classes.count ? classes[index] : nil], cells.joined()) + "\n"
    }
    let content =
      element("caption", [:], plain(caption)) + element("thead", [:], element("tr", [:], heads))
      + element("tbody", [:], "\n" + lines.joined())
    // A table that is wider than the page scrolls by itself, by keys too.
    return element(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption.cut(to: 200)],
      element("table", [:], content))
  }
}
