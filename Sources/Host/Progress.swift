import CHost
import SwiftGlibc
import Synchronization

/// Tells who sits at the terminal what a run is at, from its second second on, and in the end how long each part took.
///
/// It writes to the terminal behind the standard error alone, and to nothing where that is none.
package enum Progress {
  private struct State {
    var parts: [(name: String, began: Double)] = []
    var isShown = false
    var isOver = false
  }

  private static let state = Mutex(State())

  /// A part of the run begins, and with it the one before ends.
  static func begin(_ part: String) {
    let isFirst = state.withLock { state in
      state.parts.append((part, now()))
      return state.parts.count == 1
    }
    // Nobody waits for it: it ends when it sees that the run has.
    if isFirst, isatty(2) == 1 { _ = Threads.spawn(watch) }
  }

  /// Takes the line back; where the run took more than a second, says how long its parts did.
  package static func end() {
    let text = state.withLock { state -> String in
      state.isOver = true
      defer { state.parts = [] }
      guard isatty(2) == 1, let first = state.parts.first else { return "" }
      let cleared = state.isShown ? "\r\u{1B}[K" : ""
      let end = now()
      let ends = state.parts.dropFirst().map(\.began) + [end]
      let times = zip(state.parts, ends).filter { $1 - $0.began >= 0.1 }.map { part, end in
        "\(part.name) \(seconds(end - part.began))"
      }
      guard end - first.began >= 1 else { return cleared }
      return cleared + "took \(seconds(end - first.began)): \(times.joined(separator: ", "))\n"
    }
    Console.complain(text)
  }

  private static func watch() {
    while true {
      usleep(250_000)
      let isOver = state.withLock { state in
        guard !state.isOver, let first = state.parts.first, let last = state.parts.last else { return true }
        let past = now() - first.began
        if past >= 1 {
          state.isShown = true
          // Within the lock, so that no line comes behind the end.
          Console.complain("\r\u{1B}[Ksixgate: \(last.name), \(seconds(past))")
        }
        return false
      }
      if isOver { return }
    }
  }

  /// `3.2 s`.
  private static func seconds(_ time: Double) -> String {
    let tenths = Int(min(max(time, 0), 1e6) * 10)
    return "\(tenths / 10).\(tenths % 10) s"
  }

  private static func now() -> Double { host_uptime() }
}
