import CHost
import Model
import SwiftGlibc
import Synchronization
import Syntax

/// A child process that works, and that nobody reads from yet.
// A class because one that nobody comes for is ended exactly once.
final class StartedChild: Sendable {
  private let started: Mutex<host_child?>
  /// The first that it prints, where somebody has asked for that.
  private let head = Mutex<[UInt8]>([])
  private let name: String

  /// - Parameters:
  ///   - program: the file that is run, whatever its first argument calls it.
  ///   - name: what messages call it.
  ///   - input: all that it can read from its standard input. It lies in memory and not in a pipe, so that neither
  ///     side ever waits for the other.
  init(
    _ program: Path, _ arguments: [String], name: String, environment: [String: String], directory: Path,
    input: [UInt8]
  ) throws(ReadError) {
    self.name = name
    var child = host_child()
    let input = try Descriptor.holding(input)
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let code = unsafe withCStrings(arguments) { argv in
      unsafe withCStrings(variables) { envp in
        unsafe program.withCString { program in
          unsafe directory.withCString { unsafe host_spawn(program, argv, envp, $0, input?.number ?? -1, &child) }
        }
      }
    }
    guard code == 0 else { throw ReadError(met: "\(name): \(errorText(-code))", wanted: "a program that starts") }
    started = Mutex(child)
  }

  deinit { _ = take() }

  private func take() -> Child? { started.withLock { $0.take() }.map { Child($0, name: name) } }

  /// What it prints, for whoever asks first.
  func output() throws(ReadError) -> ByteStream {
    guard let child = take() else { throw ReadError(met: "\(name) that was read already", wanted: "one that was not") }
    var ahead = head.withLock { $0 }
    return ByteStream { block throws(ReadError) in
      if ahead.isEmpty { return try child.appendBlock(to: &block) }
      block += ahead
      ahead = []
    }
  }

  /// The first that it prints, which stays there; nothing where it ended before, and `nil` where that takes longer.
  func peek(milliseconds: Int) -> [UInt8]? {
    started.withLock { child in
      head.withLock { head in
        guard head.isEmpty, let child else { return head }
        var output = pollfd(fd: child.output, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&output, 1, Int32(clamping: milliseconds)) > 0 else { return nil }
        try? Descriptor.appendBlock(of: child.output, to: &head)
        return head
      }
    }
  }
}

/// A child process that is read to its end.
// A class because a child is waited for exactly once.
private final class Child {
  private var child: host_child
  private var output: Descriptor?
  private let name: String
  private var isRunning = true

  init(_ started: host_child, name: String) {
    child = started
    output = Descriptor(started.output)
    self.name = name
  }

  deinit {
    guard isRunning else { return }
    kill(child.pid, SIGTERM)
    // One that holds the signal back ends when it writes to what nobody reads.
    output = nil
    _ = end()
  }

  func appendBlock(to block: inout [UInt8]) throws(ReadError) {
    guard isRunning else { return }
    let before = block.count
    try output?.appendBlock(to: &block)
    guard block.count == before else { return }
    let (status, words) = end()
    guard status == 0 else {
      let reason = words.split(separator: "\n").first.map(String.init) ?? "no words"
      throw ReadError(met: "\(name) that ended with status \(status) (\(reason))", wanted: "status 0")
    }
  }

  private func end() -> (status: Int32, words: String) {
    isRunning = false
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
