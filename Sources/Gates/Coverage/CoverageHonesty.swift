import Model

/// Holds what reports say of themselves against their records, and against the change.
func judgeHonesty(_ reports: [CoverageReport], _ matter: Case, _ hearing: inout Hearing) {
  for report in reports {
    let place = Location(report.origin)
    for kind in CoverageKind.allCases {
      guard let stated = report.stated[kind], let counted = report.counted[kind] else { continue }
      if stated.misses, counted.total > 0, !counted.misses {
        hearing.find(
          CoverageRule.incomplete,
          "the report states \(stated.words) \(kind.rawValue), and its records come to all of them", at: place)
      } else if stated != counted, stated != report.records[kind] {
        hearing.find(
          CoverageRule.totals, "the report states \(stated.words) \(kind.rawValue), its records are \(counted.words)",
          at: place)
      }
    }
    if let commit = report.commit, let head = matter.change.head, !head.hasPrefix(commit), !commit.isEmpty {
      hearing.find(
        CoverageRule.older, "the report is about the commit \(commit.prefix(12)), not \(head.prefix(12))", at: place)
    } else if let written = report.written, let committed = matter.change.committed, written < committed {
      hearing.find(
        CoverageRule.older, "the report was written \(written), before its commit of \(committed)", at: place)
    }
  }
}

/// A report that speaks of lines behind the end of a file was made from another version of it.
func judgeStaleness(_ scope: CoverageScope, _ matter: Case, _ hearing: inout Hearing) {
  for row in scope.rows {
    // Some tools count the end of a file as a line of its own.
    guard let last = row.lastLine, let text = matter.sources[row.path], last > UInt64(text.lines) + 1 else { continue }
    hearing.find(
      CoverageRule.stale, "the reports speak of line \(last), and the file has \(text.lines.of("line"))",
      at: Location(row.path))
  }
}
