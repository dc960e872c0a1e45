import Dispatch
import Model
import Readers
import Synchronization
import Syntax

/// Reads a file while another core reads on from wherever the reader asks it to.
func readAhead(_ path: Path, with reader: Reader, _ size: Int, in world: World) throws(ReadError) -> Evidence {
  let desk = AheadDesk()
  let result = Mutex<Result<Evidence, ReadError>?>(nil)
  let place = world.path(path)
  DispatchQueue.concurrentPerform(iterations: 2) { core in
    guard core == 0 else { return desk.serve { start throws(ReadError) in try world.openPart(place, start..<size) } }
    let own = Result { () throws(ReadError) in
      var source = try ByteSource(world.open(place))
      source.ahead = Ahead(
        size: size, ask: { desk.ask($0) }, answer: { desk.answer(at: $0) },
        open: { part throws(ReadError) in try world.openPart(place, part) })
      return try reader.read(&source, path)
    }
    desk.close()
    result.withLock { $0 = own }
  }
  return try result.withLock { $0.take() }?.get() ?? Evidence()
}

/// Where a reader leaves its plan, and another core what came of it.
///
/// Nobody waits for what was not begun: where there is one core only, the second comes when all is read.
private struct AheadDesk: ~Copyable {
  private enum Stage {
    case idle
    case asked(AheadPlan)
    case reading(start: Int)
    case done(AheadPart?)
    case closed
  }

  private let stage = Mutex(Stage.idle)
  private let asked = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)

  func ask(_ plan: AheadPlan) {
    stage.withLock { $0 = .asked(plan) }
    asked.signal()
  }

  func close() {
    stage.withLock { $0 = .closed }
    asked.signal()
  }

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
    done.wait()
    return stage.withLock { if case .done(let part?) = $0 { .here(part) } else { .never } }
  }

  /// Waits for a plan and carries it out.
  func serve(open: (_ start: Int) throws(ReadError) -> ByteStream) {
    asked.wait()
    guard case .asked(let plan) = stage.withLock({ $0 }) else { return }
    var part: AheadPart?
    do throws(ReadError) {
      var source = try ByteSource(open(plan.place))
      if let start = try plan.begin(&source), begins(at: start) { part = try plan.part(&source) }
    } catch {
      // The reader comes to what is wrong by itself.
    }
    stage.withLock { if case .closed = $0 {} else { $0 = .done(part) } }
    done.signal()
  }

  private func begins(at start: Int) -> Bool {
    stage.withLock { stage in
      guard case .asked = stage else { return false }
      stage = .reading(start: start)
      return true
    }
  }
}
