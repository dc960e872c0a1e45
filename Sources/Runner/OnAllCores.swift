import Synchronization

/// Does a piece of work so many times, on as many threads as there are cores.
///
/// - Parameter work: is told which of the pieces is its own; they are begun in order.
/// - Returns: what came of each, in their order.
func onAllCores<Outcome: Sendable>(
  _ count: Int, in world: World, _ work: @Sendable (_ place: Int) -> Outcome
) -> [Outcome] {
  let outcomes = Mutex([Outcome?](repeating: nil, count: count))
  let next = Atomic(0)
  withoutActuallyEscaping(work) { work in
    let share: @Sendable () -> Void = {
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < count else { return }
        let outcome = work(place)
        outcomes.withLock { $0[place] = outcome }
      }
    }
    let others = (1..<max(min(count, world.cores), 1)).map { _ in world.spawn(share) }
    share()
    for wait in others { wait() }
  }
  // Nobody else may hold what came of it, or who goes on with it would copy it.
  var all: [Outcome?] = []
  outcomes.withLock { swap(&all, &$0) }
  return all.compactMap { $0 }
}

/// Work that is done beside a run where there is another core for it, and left where there is none: all that it is good
/// for is that something is there sooner. Whoever begins it waits for it at the end.
struct Errands: ~Copyable {
  private let world: World
  private var ends: [@Sendable () -> Void] = []

  init(in world: World) { self.world = world }

  deinit { for wait in ends { wait() } }

  /// Waits for all that was begun.
  mutating func finish() {
    for wait in ends { wait() }
    ends = []
  }

  mutating func begin(_ work: @escaping @Sendable () -> Void) {
    if world.cores > 1 { ends.append(world.spawn(work)) }
  }
}
