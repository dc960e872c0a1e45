import Model
import Readers
import Synchronization
import Syntax

/// Reads a file while another core reads on from wherever the reader asks it to.
func readAhead(_ path: Path, with reader: Reader, _ size: Int, in world: World) throws(ReadError) -> Evidence {
  let desk = AheadDesk()
  let place = world.path(path)
  let open: @Sendable (Range<Int>) throws(ReadError) -> ByteStream = { part throws(ReadError) in
    try world.openPart(place, part)
  }
  defer { desk.close() }
  var source = try ByteSource(world.open(place))
  source.ahead = Ahead(
    size: size,
    ask: { plan in
      // Where there is one core only, who asks comes to the part by itself.
      guard world.cores > 1 else { return }
      desk.begin()
      desk.keep(world.spawn { desk.serve(plan) { start throws(ReadError) in try open(start..<size) } })
    },
    answer: { desk.answer(at: $0) }, open: open)
  return try reader.read(&source, path)
}

/// Where a reader leaves its plan, and another core what came of it. Nobody waits for what was not begun.
private struct AheadDesk: ~Copyable {
  private enum Stage {
    case idle
    case asked
    case reading(start: Int)
    case done(AheadPart?)
    case closed
  }

  private let stage = Mutex(Stage.idle)
  /// Waits until the other core is done.
  private let end = Mutex<(@Sendable () -> Void)?>(nil)

  func begin() { stage.withLock { $0 = .asked } }
  func keep(_ wait: @escaping @Sendable () -> Void) { end.withLock { $0 = wait } }

  func close() {
    stage.withLock { $0 = .closed }
    wait()
  }

  private func wait() { end.withLock { $0.take() }?() }

  func answer(at place: Int) -> Ahead.Answer {
    let start = stage.withLock { stage -> Int? in
      switch stage {
      case .reading(let start): return start
      case .done(let part): return part?.start
      case .idle, .asked, .closed:
        stage = .closed
        return nil
      }
    }
    guard let start, place <= start else { return .never }
    if place < start { return .later(start) }
    wait()
    return stage.withLock { if case .done(let part?) = $0 { .here(part) } else { .never } }
  }

  /// Carries a plan out.
  func serve(_ plan: AheadPlan, open: (_ start: Int) throws(ReadError) -> ByteStream) {
    var part: AheadPart?
    do throws(ReadError) {
      var source = try ByteSource(open(plan.place))
      if let start = try plan.begin(&source), begins(at: start) { part = try plan.part(&source) }
    } catch {
      // The reader comes to what is wrong by itself.
    }
    stage.withLock { if case .closed = $0 {} else { $0 = .done(part) } }
  }

  private func begins(at start: Int) -> Bool {
    stage.withLock { stage in
      guard case .asked = stage else { return false }
      stage = .reading(start: start)
      return true
    }
  }
}
