import CHost
import Model
import Runner
import SwiftGlibc
import Syntax

/// A program and all that it starts, run to its end, its deadline, or the end of sixgate itself.
enum ProcessGroup {
  /// For so many seconds a group that was told to end may clear away, before it is killed.
  private static let grace = 2.0
  private static let pollMilliseconds: Int32 = 10

  static func run(_ execution: Execution) -> ExecutionResult {
    var group = host_group()
    let code = start(execution, &group)
    guard code == 0 else { return ExecutionResult(.notStarted(reason(-code))) }
    var result = ExecutionResult(
      .timedOut, output: CapturedOutput(limit: execution.outputLimit),
      errors: CapturedOutput(limit: execution.outputLimit))
    let start = now()
    let early = hear(&group, &result, until: start + Double(execution.seconds)) { host_held_signal() != 0 }
    if early != nil {
      unsafe host_signal_group(&group, SIGTERM)
      _ = hear(&group, &result, until: now() + grace) { false }
    }
    let status = unsafe host_finish(&group)
    result.end = early ?? .exited(Int(status))
    result.nanoseconds = UInt64(max(now() - start, 0) * 1e9)
    return result
  }

  private static func start(_ execution: Execution, _ group: inout host_group) -> Int32 {
    let variables = execution.environment.map { "\($0.key)=\($0.value)" }.sorted()
    // C copies what it needs of the strings before it returns.
    return unsafe withCStrings([execution.program.description] + execution.arguments) { argv in
      unsafe withCStrings(variables) { envp in
        unsafe execution.program.withCString { program in
          unsafe execution.directory.withCString { unsafe host_start(program, argv, envp, $0, &group) }
        }
      }
    }
  }

  private static func reason(_ code: Int32) -> String {
    switch code {
    case EACCES: "it may not be run (chmod +x)"
    case ENOENT: "it or the interpreter of its first line is not there (a line that ends in CR LF names none)"
    case ENOEXEC: "its first line names no interpreter (as #!/bin/sh does)"
    default: errorText(code)
    }
  }

  /// Hears until the leader has ended.
  /// - Returns: what came before that; `nil` where nothing did.
  private static func hear(
    _ group: inout host_group, _ result: inout ExecutionResult, until deadline: Double, isInterrupted: () -> Bool
  ) -> ExecutionResult.End? {
    var block = [UInt8](repeating: 0, count: 64 << 10)
    // A pipe holds no more than a block: by then all is read that the leader said, whoever else still talks.
    var blocksAfterEnd = 4
    while true {
      let hasEnded = unsafe host_has_ended(&group) != 0
      let got = hear(&group, &result, &block, milliseconds: hasEnded ? 0 : pollMilliseconds)
      if hasEnded {
        blocksAfterEnd -= 1
        if !got || blocksAfterEnd == 0 { return nil }
      } else if isInterrupted() {
        return .interrupted
      } else if now() >= deadline {
        return .timedOut
      }
    }
  }

  private static func hear(
    _ group: inout host_group, _ result: inout ExecutionResult, _ block: inout [UInt8], milliseconds: Int32
  ) -> Bool {
    var isError: Int32 = 0
    // C writes at most the bytes of the block, and says how many.
    let got = unsafe block.withUnsafeMutableBytes { room in
      unsafe host_hear(
        &group, room.baseAddress?.assumingMemoryBound(to: CChar.self), room.count, milliseconds, &isError)
    }
    guard got > 0 else { return false }
    if isError == 0 { result.output.append(block[..<got]) } else { result.errors.append(block[..<got]) }
    return true
  }

  /// Seconds on a clock that nobody sets.
  private static func now() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

extension Signals {
  static let live = Signals(
    hold: { host_hold_signals() }, wereSent: { host_held_signal() != 0 }, release: { host_release_signals() })
}
