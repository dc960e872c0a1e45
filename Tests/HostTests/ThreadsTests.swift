import Runner
import Synchronization
import Testing

@testable import Host

struct ThreadsTests {
  @Test func `all work is done when it has been waited for`() {
    let sum = Mutex(0)
    let waits = (1...200).map { number in Threads.spawn { sum.withLock { $0 += number } } }
    for wait in waits { wait() }
    #expect(sum.withLock { $0 } == 20_100)
  }

  @Test func `what waits for another thread is no reason to stand still`() {
    let asked = Mutex(false)
    let answered = Mutex(false)
    let wait = Threads.spawn {
      while !asked.withLock({ $0 }) {}
      answered.withLock { $0 = true }
    }
    asked.withLock { $0 = true }
    wait()
    #expect(answered.withLock { $0 })
  }

  @Test func `the machine has a core`() { #expect(World.live().cores > 0) }
}
