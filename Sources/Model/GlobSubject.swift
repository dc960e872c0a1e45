/// Where the last segment of a path begins and ends: what most patterns are left out by.
struct GlobTail {
  /// 0 for a path of slashes alone, or none.
  let base: Int
  /// Before the slashes at the end.
  let end: Int

  @_optimize(speed)
  init(_ path: Span<UInt8>) {
    let end = path.endOfName
    var base = end
    while base > 0, path[base - 1] != UInt8(ascii: "/") { base -= 1 }
    self.init(base: base, end: end)
  }

  init(base: Int, end: Int) { (self.base, self.end) = (base, end) }
}

/// What globs need to know of a path, found out once for all that are asked about it.
struct GlobSubject {
  let tail: GlobTail
  /// Behind the slashes at its beginning.
  let start: Int
  /// The marks of its segments, and those of their last two bytes.
  let marks: UInt64
  let ends: UInt64

  @_optimize(speed)
  init(_ path: Span<UInt8>) {
    let end = path.endOfName
    let start = path.endOfSlashes(from: 0, to: end)
    var (segment, marks, ends) = (start, UInt64(0), UInt64(0))
    for at in start...end where at == end || path[at] == UInt8(ascii: "/") {
      if at > segment { marks |= GlobSubject.mark(path[segment], path[at - 1], at - segment) }
      if at > segment + 1 { ends |= GlobSubject.mark(path[at - 2], path[at - 1], 2) }
      if at < end { segment = at + 1 }
    }
    (tail, self.start, self.marks, self.ends) = (GlobTail(base: segment, end: end), start, marks, ends)
  }

  /// Before the slashes at its end.
  var end: Int { tail.end }

  /// One of 64 marks, by which segments are told apart at a glance.
  static func mark(of segment: Range<Int>, in pattern: Span<UInt8>) -> UInt64 {
    mark(pattern[segment.lowerBound], pattern[segment.upperBound - 1], segment.count)
  }

  private static func mark(_ first: UInt8, _ last: UInt8, _ count: Int) -> UInt64 {
    1 << UInt64((Int(first) &* 7 &+ Int(last) &* 3 &+ count) & 63)
  }
}

extension Span<UInt8> {
  /// Before the slashes at the end.
  fileprivate var endOfName: Int {
    var end = count
    while end > 0, self[end - 1] == UInt8(ascii: "/") { end -= 1 }
    return end
  }

  func endOfSlashes(from start: Int, to end: Int) -> Int {
    var at = start
    while at < end, self[at] == UInt8(ascii: "/") { at += 1 }
    return at
  }
}
