import CHost
import Model
import SwiftGlibc
import Synchronization
import Syntax

/// A child process that works, and that is read from once.
// A class because a child is waited for exactly once.
final class StartedChild: Sendable {
  private struct State {
    /// `nil` when it was waited for.
    var child: host_child?
    var isRead = false
    /// Whether all that it prints was read before it has ended.
    var isWhole = false
    /// The first that it prints, where somebody has asked for that.
    var head: [UInt8] = []
  }

  private let state: Mutex<State>
  private let name: String

  /// - Parameters:
  ///   - program: the file that is run, whatever its first argument calls it.
  ///   - name: what messages call it.
  ///   - input: all that it can read from its standard input. It lies in memory and not in a pipe, so that neither
  ///     side ever waits for the other.
  ///   - room: so many bytes are all that it may print. All is known then before it has ended; see `settle`.
  init(
    _ program: Path, _ arguments: [String], name: String, environment: [String: String], directory: Path,
    input: [UInt8], room: Int? = nil
  ) throws(ReadError) {
    self.name = name
    var child = host_child()
    let input = try Descriptor.holding(input)
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let code = unsafe withCStrings(arguments) { argv in
      unsafe withCStrings(variables) { envp in
        unsafe program.withCString { program in
          unsafe directory.withCString {
            unsafe host_spawn(program, argv, envp, $0, input?.number ?? -1, room ?? 0, &child)
          }
        }
      }
    }
    guard code == 0 else { throw ReadError(met: "\(name): \(errorText(-code))", wanted: "a program that starts") }
    state = Mutex(State(child: child))
  }

  deinit {
    state.withLock { $0.isWhole = false }
    stop()
    _ = end()
  }

  /// What it prints, for whoever asks first.
  func output() throws(ReadError) -> ByteStream {
    let isRead = state.withLock { state in
      defer { state.isRead = true }
      return state.isRead
    }
    guard !isRead else { throw ReadError(met: "\(name) that was read already", wanted: "one that was not") }
    return ByteStream { block throws(ReadError) in try self.appendBlock(to: &block) }
  }

  /// The first that it prints, which stays there; nothing where it ended before, and `nil` where that takes longer.
  func peek(milliseconds: Int) -> [UInt8]? {
    state.withLock { state in
      guard state.head.isEmpty, var child = state.child, child.output >= 0 else { return state.head }
      guard unsafe host_await(&child, Int32(clamping: milliseconds)) != 0 else { return nil }
      try? Descriptor.appendBlock(of: child.output, to: &state.head)
      return state.head
    }
  }

  /// Tells it to end, unless all was read; nobody waits for that yet.
  func stop() {
    state.withLock { state in
      guard let child = state.child, !state.isWhole else { return }
      kill(child.pid, SIGTERM)
      // One that holds the signal back ends when it writes to what nobody reads.
      if child.output >= 0 { close(child.output) }
      state.child?.output = -1
    }
  }

  private func appendBlock(to block: inout [UInt8]) throws(ReadError) {
    let (head, child) = state.withLock { state in
      defer { state.head = [] }
      return (state.head, state.child)
    }
    block += head
    guard head.isEmpty, var child else { return }
    guard child.output >= 0 else { throw ReadError(met: "\(name) that was told to end", wanted: "all that it prints") }
    let before = block.count
    if child.is_kept != 0 { _ = unsafe host_await(&child, -1) }
    try Descriptor.appendBlock(of: child.output, to: &block)
    guard block.count == before else { return }
    let isWhole = unsafe host_is_ending(&child) != 0
    state.withLock { $0.isWhole = isWhole }
    if !isWhole { try checkEnd() }
  }

  /// Waits for the end of one of which all was read before it had ended.
  ///
  /// - Throws: where it failed behind what it printed. Nobody who was told before waits twice.
  func settle() throws(ReadError) {
    if state.withLock({ $0.isWhole }) { try checkEnd() }
  }

  private func checkEnd() throws(ReadError) {
    guard let (status, words) = end() else { return }
    guard status == 0 else {
      let reason = words.split(separator: "\n").first.map(String.init) ?? "no words"
      throw ReadError(met: "\(name) that ended with status \(status) (\(reason))", wanted: "status 0")
    }
  }

  /// Waits for its end; `nil` where somebody has.
  private func end() -> (status: Int32, words: String)? {
    guard var child = state.withLock({ $0.child.take() }) else { return nil }
    if child.output >= 0 { close(child.output) }
    var errors = [CChar](repeating: 0, count: 4096)
    let status = unsafe errors.withUnsafeMutableBufferPointer { unsafe host_wait(&child, $0.baseAddress, $0.count) }
    return (status, String(decoding: errors.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }
}

/// For one call, texts as C's array of strings that ends in a null pointer.
func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Result
) -> Result {
  var copies = unsafe texts.map { unsafe strdup($0) } + [nil]
  defer { unsafe copies.forEach { unsafe free($0) } }
  return unsafe copies.withUnsafeMutableBufferPointer { buffer in
    unsafe body(buffer.baseAddress)
  }
}
