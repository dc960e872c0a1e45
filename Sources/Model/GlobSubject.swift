/// What globs need to know of a path, found out once for all that are asked about it.
struct GlobSubject {
  /// Behind the slashes at its beginning, and before those at its end.
  let start: Int
  let end: Int
  /// Where its last segment begins.
  let base: Int
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
    (self.start, self.end, base, self.marks, self.ends) = (start, end, segment, marks, ends)
  }

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
  @inline(__always)
  var endOfName: Int {
    var end = count
    while end > 0, self[end - 1] == UInt8(ascii: "/") { end -= 1 }
    return end
  }

  /// Behind the last slash before a place.
  @inline(__always)
  func startOfName(before end: Int) -> Int {
    var start = end
    while start > 0, self[start - 1] != UInt8(ascii: "/") { start -= 1 }
    return start
  }

  func endOfSlashes(from start: Int, to end: Int) -> Int {
    var at = start
    while at < end, self[at] == UInt8(ascii: "/") { at += 1 }
    return at
  }
}
