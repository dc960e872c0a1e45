import Model
import Reporters
import Runner

/// What is printed of the waivers of a repository.
enum WaiverTexts {
  /// A line for each, and for one that is refused all that is said against it.
  static func check(_ waivers: [JudgedWaiver], _ today: Day) -> String {
    let width = waivers.map { $0.name.count }.max() ?? 0
    let lines = waivers.flatMap { waiver -> [String] in
      let head = "\(waiver.name.padded(to: width))  \(waiver.state(today))"
      return [head] + told(waiver.refusals)
    }
    let refused = waivers.count { !$0.refusals.isEmpty }
    let sum = "\(waivers.count) \(waivers.count == 1 ? "waiver" : "waivers"), \(refused) refused"
    return text(lines + [sum])
  }

  /// The findings, and below those of one remedy what it is.
  private static func told(_ findings: [Finding]) -> [String] {
    let remedies = findings.dropFirst().map(\.remedy) + [""]
    return zip(findings, remedies).flatMap { finding, next in
      ["  \(finding.told)"] + (finding.remedy == next ? [] : ["      \(finding.remedy)"])
    }
  }

  static func list(_ waivers: [JudgedWaiver], _ today: Day) -> String {
    let rows = waivers.map { row in
      let waiver = row.waiver
      let left = waiver?.expires.map { String(today.days(until: $0)) }
      return [
        row.name, waiver?.about ?? "", waiver?.scope ?? "", waiver?.reason ?? "",
        waiver?.expires?.description ?? "", left ?? "", row.refusals.isEmpty ? "holds" : "refused",
      ]
    }
    let table = [["id", "rule", "matches", "reason", "expires", "days left", "state"]] + rows
    let widths = table[0].indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    return text(
      table.map { row in
        let cells = zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "  ")
        return String(cells.reversed().drop { $0 == " " }.reversed())
      })
  }

  /// The lines made safe: what stands in waivers is anybody's text.
  private static func text(_ lines: [String]) -> String { lines.map { Escaping.terminal($0) + "\n" }.joined() }
}

extension JudgedWaiver {
  /// Its id, or its file where it has none that can be read.
  fileprivate var name: String { waiver?.id ?? path.description }

  fileprivate func state(_ today: Day) -> String {
    guard refusals.isEmpty, let expires = waiver?.expires else { return "refused" }
    let days = today.days(until: expires)
    return "holds until \(expires), \(days) \(days == 1 ? "day" : "days") left"
  }
}

extension Finding {
  fileprivate var told: String { "\(rule) (\(requirements.joined(separator: ", "))): \(place)\(message)" }

  /// The place where it says more than the file that the waiver is named by.
  private var place: String { location?.line == nil ? "" : location.map { "\($0): " } ?? "" }
}

extension Waiver {
  /// A rule, or the gates that it skips.
  fileprivate var about: String { isSkip ? "skips \(skips.map(\.rawValue).joined(separator: ", "))" : rule.pattern }
  fileprivate var scope: String { isSkip ? change.words : matches.words }
}

extension Waiver.Match {
  fileprivate var words: String {
    [name, path.map { "in \($0)" }, fingerprint].compactMap(\.self).joined(separator: " ")
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
