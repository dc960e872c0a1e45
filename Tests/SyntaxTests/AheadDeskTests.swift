import Synchronization
import Testing

@testable import Syntax

/// The reader takes parts from the first on, and others from the last on.
struct AheadDeskTests {
  /// A part is the byte that it begins with.
  private let plan = AheadPlan(mark: [], lead: 0) { source throws(ReadError) in try source.take(1)[0] }
  private let starts = [2, 4, 6, 8]

  private func byte(_ part: AheadPart?) -> UInt8? { part?.value as? UInt8 }

  private func begin(_ desk: AheadDesk) {
    desk.begin(plan, at: starts, 10) { ByteStream(Array(UInt8($0.lowerBound)..<UInt8($0.upperBound))) }
  }

  @Test func `who reads at once has read all parts`() {
    let desk = AheadDesk(helpers: 2) { work in
      work()
      return {}
    }
    begin(desk)
    #expect(starts.indices.map { byte(desk.part($0)) } == [2, 4, 6, 8])
    #expect(byte(desk.part(1)) == nil, "a part is told of once")
  }

  @Test func `what nobody has begun with is the reader's own`() {
    let late = Mutex<[@Sendable () -> Void]>([])
    let desk = AheadDesk(helpers: 1) { work in
      late.withLock { $0.append(work) }
      return {}
    }
    begin(desk)
    #expect(byte(desk.part(0)) == nil)
    #expect(byte(desk.part(1)) == nil)
    for work in late.withLock({ $0 }) { work() }
    #expect(byte(desk.part(2)) == 6)
    #expect(byte(desk.part(3)) == 8)
  }

  @Test func `the reader waits for who has begun with a part`() {
    let waits = Atomic(0)
    let desk = AheadDesk(helpers: 3) { work in
      work()
      return { waits.add(1, ordering: .relaxed) }
    }
    begin(desk)
    #expect(byte(desk.part(0)) == 2)
    desk.close()
    #expect(waits.load(ordering: .relaxed) == 3, "once for each")
  }

  @Test func `of a desk that is closed nothing is begun any more`() {
    let late = Mutex<[@Sendable () -> Void]>([])
    let desk = AheadDesk(helpers: 1) { work in
      late.withLock { $0.append(work) }
      return {}
    }
    begin(desk)
    desk.close()
    for work in late.withLock({ $0 }) { work() }
    #expect(starts.indices.allSatisfy { desk.part($0) == nil })
  }

  @Test func `where nobody helps the reader reads all`() {
    let desk = AheadDesk(helpers: 0) { _ in {} }
    begin(desk)
    #expect(starts.indices.allSatisfy { desk.part($0) == nil })
  }
}
