import Model

/// Which commits of a range stand before which, learned on a walk from ancestors to descendants.
///
/// Commits that follow each other without a fork or a merge are one line, and whole lines stand before others: what
/// is kept is a bit a line, for those lines alone that may still have a child.
struct Ancestry {
  private struct Line {
    /// The lines before it, a bit each.
    var before: [UInt64]
    /// How many children of its last commit have not come yet.
    var expected: Int
  }

  /// By commit, in the order of the walk: its parents before it in the range, and how many children it has there.
  private let parents: [[Int]]
  private var children: [Int]
  /// By commit, as far as they were taken: its line.
  private var lines: [Int] = []
  private var open: [Int: Line] = [:]
  private var lineCount = 0

  /// - Parameter commits: all that will be walked.
  init(_ commits: [Commit]) {
    lazy var indices = Dictionary(commits.indices.map { (commits[$0].id, $0) }) { first, _ in first }
    var parents: [[Int]] = []
    parents.reserveCapacity(commits.count)
    for place in commits.indices {
      // Most commits follow the one before them, and the first follows none.
      if place == 0 {
        parents.append([])
      } else if commits[place].parents == [commits[place - 1].id] {
        parents.append([place - 1])
      } else {
        parents.append(commits[place].parents.compactMap { indices[$0] }.filter { $0 < place })
      }
    }
    self.parents = parents
    children = [Int](repeating: 0, count: commits.count)
    for parent in parents.joined() { children[parent] += 1 }
  }

  /// Takes the next commit of the walk, of which all ancestors in the range were taken before.
  mutating func visitNext() {
    let place = lines.count
    let expected = children[place]
    if parents[place].count == 1, let parent = parents[place].first, children[parent] == 1 {
      let line = lines[parent]
      lines.append(line)
      open[line]?.expected = expected
    } else {
      let parents = parents[place].map { lines[$0] }
      let before = parents.reduce(into: [UInt64]()) { bits, parent in
        bits.formUnion(open[parent]?.before ?? [])
        bits.insert(parent)
      }
      for parent in parents { close(parent) }
      lines.append(lineCount)
      open[lineCount] = Line(before: before, expected: expected)
      lineCount += 1
    }
  }

  private mutating func close(_ line: Int) {
    guard let expected = open[line]?.expected else { return }
    open[line] = expected > 1 ? Line(before: open[line]?.before ?? [], expected: expected - 1) : nil
  }

  /// Whether a commit, by its place in the walk, stands before the one that was taken last.
  func standsBefore(_ index: Int) -> Bool {
    guard let last = lines.last, lines.indices.contains(index), index < lines.count - 1 else { return false }
    return lines[index] == last || open[last]?.before.holds(lines[index]) == true
  }
}

extension [UInt64] {
  fileprivate func holds(_ bit: Int) -> Bool { bit / 64 < count && self[bit / 64] >> UInt64(bit % 64) & 1 == 1 }

  fileprivate mutating func insert(_ bit: Int) {
    while count <= bit / 64 { append(0) }
    self[bit / 64] |= 1 << UInt64(bit % 64)
  }

  fileprivate mutating func formUnion(_ other: [UInt64]) {
    while count < other.count { append(0) }
    for index in other.indices { self[index] |= other[index] }
  }
}
