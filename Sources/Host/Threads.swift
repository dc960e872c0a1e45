import CHost
import SwiftGlibc

/// Threads of the system.
enum Threads {
  /// How many can run at a time.
  static var cores: Int { Int(host_cores()) }

  /// Begins some work on a thread of its own, or does it now where none can be had.
  /// - Returns: waits for its end; to be called once.
  static func spawn(_ work: @escaping @Sendable () -> Void) -> @Sendable () -> Void {
    let errand = unsafe Unmanaged.passRetained(Errand(work))
    var thread = pthread_t()
    // What is retained here is released there.
    let failure = unsafe pthread_create(&thread, nil, { unsafe Errand.carryOut($0) }, errand.toOpaque())
    guard failure == 0 else {
      unsafe errand.takeRetainedValue().work()
      return {}
    }
    return { [thread] in pthread_join(thread, nil) }
  }
}

/// What a thread has to do, as C hands it on.
private final class Errand: Sendable {
  let work: @Sendable () -> Void

  init(_ work: @escaping @Sendable () -> Void) { self.work = work }

  static func carryOut(_ errand: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let errand = unsafe errand { unsafe Unmanaged<Errand>.fromOpaque(errand).takeRetainedValue().work() }
    return nil
  }
}
