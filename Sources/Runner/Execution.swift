package import Model

/// A program to be run in a process group of its own, for so long and no longer.
package struct Execution: Sendable {
  /// The file that is run.
  package var program: Path
  package var arguments: [String]
  package var directory: Path
  /// All the variables that it sees.
  package var environment: [String: String]
  package var seconds: Int
  /// How many bytes are kept of each of its outputs.
  package var outputLimit = 4 << 20

  package init(
    _ program: Path, _ arguments: [String] = [], in directory: Path, environment: [String: String], seconds: Int
  ) {
    self.program = program
    self.arguments = arguments
    self.directory = directory
    self.environment = environment
    self.seconds = seconds
  }
}

/// How a program ended, and what it said.
package struct ExecutionResult: Hashable, Sendable {
  package enum End: Hashable, Sendable {
    /// It could not be started; why.
    case notStarted(String)
    /// With that status; 128 and the number of a signal where one ended it.
    case exited(Int)
    /// All of its group was killed at its deadline.
    case timedOut
    /// All of its group was killed, for sixgate itself was told to end.
    case interrupted
  }

  package var end: End
  package var output: CapturedOutput
  package var errors: CapturedOutput
  /// How long it ran.
  package var nanoseconds: UInt64 = 0

  package init(
    _ end: End, output: CapturedOutput = CapturedOutput(limit: 0), errors: CapturedOutput = CapturedOutput(limit: 0)
  ) {
    self.end = end
    self.output = output
    self.errors = errors
  }
}

/// The beginning of what a program said, and, where that was more than is kept, its end. Not safe for any sink.
package struct CapturedOutput: Hashable, Sendable {
  package private(set) var head: [UInt8] = []
  private var tail: [UInt8] = []
  /// Whether something is left out between the two.
  package private(set) var isCut = false
  private let limit: Int
  private static let tailSize = 8 << 10

  package init(limit: Int) { self.limit = limit }

  package mutating func append(_ bytes: some Collection<UInt8>) {
    let room = max(limit - head.count, 0)
    head += bytes.prefix(room)
    tail += bytes.dropFirst(room)
    guard tail.count > CapturedOutput.tailSize else { return }
    isCut = true
    tail.removeFirst(tail.count - CapturedOutput.tailSize)
  }

  /// The last lines that say something, joined by line ends.
  package func lastLines(_ count: Int) -> String {
    let bytes = tail.count < CapturedOutput.tailSize ? head.suffix(CapturedOutput.tailSize) + tail : tail[...]
    let lines = bytes.split(separator: UInt8(ascii: "\n")).filter { line in line.contains { $0 > UInt8(ascii: " ") } }
    return lines.suffix(count).map { String(decoding: $0.prefix(200), as: UTF8.self) }.joined(separator: "\n")
  }
}

/// SIGINT, SIGTERM and SIGHUP, while children run that must end before the program may.
package struct Signals: Sendable {
  /// From now on they are kept in mind, and end nothing by themselves.
  package var hold: @Sendable () -> Void
  package var wereSent: @Sendable () -> Bool
  /// Lets them do again what they did; one that came does it now.
  package var release: @Sendable () -> Void

  package init(
    hold: @escaping @Sendable () -> Void, wereSent: @escaping @Sendable () -> Bool,
    release: @escaping @Sendable () -> Void
  ) {
    self.hold = hold
    self.wereSent = wereSent
    self.release = release
  }

  package static let none = Signals(hold: {}, wereSent: { false }, release: {})
}
