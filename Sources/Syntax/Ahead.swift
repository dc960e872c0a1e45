/// A way to have later parts of an input read by other cores, before its reader comes to them.
///
/// Where a part begins is a guess, of which nothing is believed: what was read counts only if the reader comes to the
/// very same place, and reads on by itself otherwise.
package struct Ahead {
  /// Less than so many bytes are not worth another core.
  package static let worth = 8 << 20
  /// Into more parts nothing is cut.
  private static let most = 32

  /// The size of the input, in bytes, and how much of it must be left for other cores to be asked.
  let size: Int
  private let least: Int
  let open: AheadDesk.Open
  private let desk: AheadDesk
  /// Where the parts begin; empty before they are asked for.
  private var starts: [Int] = []
  /// How many of them the reader has passed.
  private var passed = 0
  private(set) var wasAsked = false

  /// - Parameter desk: is closed by who made it, when the reader is done.
  package init(size: Int, least: Int = Ahead.worth, desk: AheadDesk, open: @escaping AheadDesk.Open) {
    self.size = size
    self.least = least
    self.desk = desk
    self.open = open
  }

  /// Where the next part begins, as far as is known.
  var next: Int { passed < starts.count ? starts[passed] : .max }

  /// Whether so much is left behind a place that others may help.
  func isWorth(from place: Int) -> Bool { size - place >= least }

  /// Has other cores read what comes behind a place.
  mutating func ask(_ plan: AheadPlan, from place: Int) {
    wasAsked = true
    for earliest in places(from: place) {
      guard let start = try? plan.firstStart(from: earliest, size, open) else { continue }
      if start < starts.last ?? size { starts.append(start) }
    }
    starts.reverse()
    desk.begin(plan, at: starts, size, open)
  }

  /// Where parts may begin, the last one first. Each is a piece of what nobody has come to when its turn is there, so that
  /// the last to be begun with are short, and no core waits long for another.
  private func places(from place: Int) -> [Int] {
    let cores = desk.helpers + 1
    guard cores > 1 else { return [] }
    var places: [Int] = []
    var (end, left) = (size, size - place)
    while places.count < Ahead.most {
      let length = max(left / (2 * cores), least / 2, 1)
      guard end - length > place else { break }
      end -= length
      places.append(end)
      // Meanwhile the reader takes as much as each of the others.
      left = max(left - length * cores / desk.helpers, 0)
    }
    return places
  }

  /// What another core has read from a place on; a part is told of once.
  mutating func part(at place: Int) -> AheadPart? {
    while next < place { passed += 1 }
    guard next == place else { return nil }
    passed += 1
    return desk.part(passed - 1)
  }
}

/// What is taken of records, some of which other cores may take.
package protocol AheadRecords: Sendable {
  /// The same kind of records, none taken yet.
  var fresh: Self { get }
  /// Puts records behind those that were taken.
  /// - Returns: false for those that do not belong there, of which nothing is put there.
  mutating func append(_ later: Self) -> Bool
}

/// How other cores read.
package struct AheadPlan: Sendable {
  /// What stands around the beginning of a record, which is so many bytes behind the text's own.
  let mark: [UInt8]
  let lead: Int
  /// Reads records up to the source's next part, or to the end of what they stand in.
  let read: @Sendable (inout ByteSource) throws(ReadError) -> any Sendable
  /// How far one looks for the mark, in bytes, and how far a record may reach into the next part.
  private static let reach = 4 << 20

  /// Where a record begins, from a place on; `nil` where none does soon.
  fileprivate func firstStart(from place: Int, _ size: Int, _ open: AheadDesk.Open) throws(ReadError) -> Int? {
    var reach = 32 << 10
    while reach <= AheadPlan.reach {
      var source = ByteSource(printed: try open(place..<min(size, place + reach)))
      try source.fill(upTo: reach)
      if let found = source.buffer.firstIndex(of: mark) { return place + found + lead }
      reach *= 4
    }
    return nil
  }

  /// Reads a part; `nil` where it is not what it was taken for.
  func part(at start: Int, upTo next: Int?, _ size: Int, _ open: AheadDesk.Open) -> AheadPart? {
    let end = min(size, (next ?? size) + AheadPlan.reach)
    do throws(ReadError) {
      var source = ByteSource(printed: try open(start..<end), at: start)
      source.stop(at: next ?? .max)
      let value = try read(&source)
      // At an end that is none.
      if source.offset == end, end < size { return nil }
      let last = source.place()
      return AheadPart(end: source.offset, lines: last.line - 1, column: last.column, value: value)
    } catch {
      // The reader comes to what is wrong by itself.
      return nil
    }
  }
}

/// What another core has read.
struct AheadPart: Sendable {
  /// Its place in the input.
  let end: Int
  /// How many lines end in it, and the column behind it, as if it began a line.
  let lines: Int
  let column: Int
  let value: any Sendable
}
