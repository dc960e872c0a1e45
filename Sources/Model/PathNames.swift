import Synchronization

/// The names of many files, ascending: of thousands, paths are made of those alone that somebody asks for.
package final class PathNames: Sendable {
  private final class Paths: Sendable {
    let all: [Path]
    init(_ all: [Path]) { self.all = all }
  }

  /// All names in one, and where each of them ends; empty where they came as paths.
  private let text: [UInt8]
  private let ends: [UInt32]
  private let made = AtomicLazyReference<Paths>()

  package let count: Int

  /// - Parameter ends: ascending, as the names are; the last of them is the end of the text.
  package init(_ text: [UInt8], endingAt ends: [UInt32]) {
    (self.text, self.ends, count) = (text, ends, ends.count)
  }

  package init(_ paths: [Path]) {
    (text, ends, count) = ([], [], paths.count)
    _ = made.storeIfNil(Paths(paths))
  }

  /// All of them, made when they are asked for first.
  package var all: [Path] {
    (made.load() ?? made.storeIfNil(Paths((0..<count).map { Path(bytes: Array(text[range(of: $0)])) }))).all
  }

  private func range(of place: Int) -> Range<Int> { (place == 0 ? 0 : Int(ends[place - 1]))..<Int(ends[place]) }

  /// Those of which something holds.
  @_optimize(speed)
  package func all(where holds: (Span<UInt8>) -> Bool) -> [Path] {
    if let made = made.load() { return made.all.filter { holds($0.bytes.span) } }
    let text = text
    var found: [Path] = []
    var start = 0
    for end in ends {
      let name = start..<Int(end)
      if holds(text.span.extracting(name)) { found.append(Path(bytes: Array(text[name]))) }
      start = name.upperBound
    }
    return found
  }

  /// Those from a name on, up to the first of which something does not hold.
  package func all(from first: Path, while holds: (Path) -> Bool) -> [Path] {
    var (start, end) = (0, count)
    while start < end {
      let middle = (start + end) / 2
      if self[middle] < first { start = middle + 1 } else { end = middle }
    }
    var found: [Path] = []
    while start < count, holds(self[start]) {
      found.append(self[start])
      start += 1
    }
    return found
  }

  private subscript(place: Int) -> Path { made.load()?.all[place] ?? Path(bytes: Array(text[range(of: place)])) }
}
