import Model

/// So many files and runs of lines are drawn.
private let (mostFiles, mostRuns) = (200, 200)

/// What ran of the lines of the change, file by file, those with the most missed lines first.
func changedStrips(_ scope: CoverageScope, _ matter: Case) -> Table {
  let changed = matter.changedLines ?? matter.drawnLines
  let strips = (changed?.files ?? [:]).filter { !$1.isEmpty && matter.counts($0) }
    .map { path, ranges in Strip(path, ranges, scope[path]?.lines.points) }
    .ordered { ($1.missed, $0.path) < ($0.missed, $1.path) }
  let cut = strips.count > mostFiles ? ", \(mostFiles) of \(strips.count) files" : ""
  return Table(
    "Changed lines\(cut)", head: ["changed file", "ran", "lines"],
    rows: strips.prefix(mostFiles).map { [$0.path.description, "\($0.ran) of \($0.ran + $0.missed)", $0.words] })
}

/// The changed lines of one file.
private struct Strip {
  let path: Path
  private(set) var (ran, missed) = (0, 0)
  private var runs: [(lines: ClosedRange<Int>, word: String)] = []

  /// - Parameter points: ascending; `nil` where no report speaks of the file.
  init(_ path: Path, _ ranges: [ClosedRange<Int>], _ points: [(number: UInt64, isHit: Bool)]?) {
    self.path = path
    var points = (points ?? [])[...]
    let rest = points.isEmpty ? "unknown" : "no code"
    for range in ranges.map({ $0.clamped(to: 0...Int.max - 1) }) {
      var next = range.lowerBound
      points = points.drop { $0.number < UInt64(clamping: range.lowerBound) }
      while let point = points.first, let line = Int(exactly: point.number), line <= range.upperBound {
        add(next..<line, rest)
        add(line..<line + 1, point.isHit ? "ran" : "missed")
        next = line + 1
        points.removeFirst()
      }
      add(next..<range.upperBound + 1, rest)
    }
  }

  private mutating func add(_ lines: Range<Int>, _ word: String) {
    guard let last = lines.last else { return }
    if word == "ran" { ran += 1 } else if word == "missed" { missed += 1 }
    if let before = runs.last, before.word == word, before.lines.upperBound + 1 == lines.lowerBound {
      runs[runs.count - 1].lines = before.lines.lowerBound...last
    } else {
      runs.append((lines.lowerBound...last, word))
    }
  }

  /// `3-5 ran, 6 missed, 7-9 no code`.
  var words: String {
    let shown = runs.prefix(mostRuns).map { run in
      let end = run.lines.count > 1 ? "-\(run.lines.upperBound)" : ""
      return "\(run.lines.lowerBound)\(end) \(run.word)"
    }
    let more = runs.count - shown.count
    return (shown + (more > 0 ? ["and \(more.of("more run"))"] : [])).joined(separator: ", ")
  }
}
