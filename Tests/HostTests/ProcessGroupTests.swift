import Foundation
import Model
import Runner
import Testing

@testable import Host

/// Programs that are run to their end, or not so long.
struct ProcessGroupTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func run(
    _ script: String, seconds: Int = 60, limit: Int = 1 << 20, environment: [String: String] = ["PATH": "/usr/bin:/bin"]
  ) -> ExecutionResult {
    var execution = Execution(
      "/bin/sh", ["-c", script], in: scratch.path, environment: environment, seconds: seconds)
    execution.outputLimit = limit
    return ProcessGroup.run(execution)
  }

  private func text(_ output: CapturedOutput) -> String { String(decoding: output.head, as: UTF8.self) }

  /// Whether the process lives on whose number stands in a file: one whose end nobody has asked for yet does not, and
  /// one that was killed may take its time on a busy machine.
  private func lives(_ file: String) throws -> Bool {
    let number = try String(contentsOf: scratch.folder.appending(path: file), encoding: .utf8)
    let status = "/proc/\(number.trimmingCharacters(in: .whitespacesAndNewlines))/stat"
    for _ in 0..<200 {
      guard let text = try? String(contentsOfFile: status, encoding: .utf8), !text.contains(") Z ") else {
        return false
      }
      usleep(50_000)
    }
    return true
  }

  @Test func `both outputs and the status are told`() {
    let result = run("echo out; echo err >&2; exit 7")
    #expect(result.end == .exited(7))
    #expect(text(result.output) == "out\n" && text(result.errors) == "err\n")
  }

  @Test func `a signal is 128 and its number`() { #expect(run("kill -SEGV $$").end == .exited(139)) }

  @Test func `it runs in its folder, sees its variables alone and reads nothing`() throws {
    let result = run("pwd; env | sort; cat", environment: ["PATH": "/usr/bin:/bin", "SEEN": "1"])
    let lines = text(result.output).split(separator: "\n").filter { !$0.hasPrefix("_=") && !$0.hasPrefix("OLDPWD") }
    #expect(lines == ["\(scratch.path)", "PATH=/usr/bin:/bin", "PWD=\(scratch.path)", "SEEN=1"].map { Substring($0) })
  }

  @Test func `at the deadline all of its group ends`() throws {
    let result = run("sleep 100 & echo $! > child; echo $$ > leader; echo said; wait", seconds: 1)
    #expect(result.end == .timedOut)
    #expect(text(result.output) == "said\n")
    #expect(result.nanoseconds >= 1_000_000_000)
    #expect(try !lives("leader"))
    #expect(try !lives("child"))
  }

  @Test func `one that holds back what tells it to end is killed`() throws {
    let result = run("trap '' TERM; echo $$ > leader; while :; do sleep 0.1; done", seconds: 1)
    #expect(result.end == .timedOut)
    #expect(try !lives("leader"))
  }

  @Test func `what it leaves behind ends with it, and is not waited for`() throws {
    let result = run("sleep 100 & echo $! > child; yes & exit 0", limit: 1000)
    #expect(result.end == .exited(0))
    #expect(result.nanoseconds < 30_000_000_000)
    #expect(try !lives("child"))
  }

  /// A script that starts a process in a session of its own, which starts another.
  private let daemon = """
    setsid sh -c 'sleep 100 & echo $! > orphan; echo $$ > daemon; wait' & until [ -s daemon ]; do :; done
    """

  @Test func `what left its group ends at the deadline as well`() throws {
    let result = run("\(daemon); wait", seconds: 2)
    #expect(result.end == .timedOut)
    #expect(try !lives("daemon"))
    #expect(try !lives("orphan"))
  }

  @Test func `and where it stays behind, with its orphans`() throws {
    let result = run("\(daemon); exit 3")
    #expect(result.end == .exited(3))
    #expect(try !lives("daemon"))
    #expect(try !lives("orphan"))
  }

  @Test func `other children of ours go on`() throws {
    let other = Process()
    other.executableURL = URL(filePath: "/bin/sleep")
    other.arguments = ["100"]
    try other.run()
    defer { other.terminate() }
    #expect(run("true").end == .exited(0))
    #expect(other.isRunning)
  }

  @Test func `of what it says the beginning is kept and the end`() {
    let result = run("seq 1 200000; echo last", limit: 1000)
    #expect(result.end == .exited(0))
    #expect(result.output.isCut && result.output.head.count == 1000)
    #expect(result.output.lastLines(2) == "200000\nlast")
    #expect(!result.errors.isCut)
  }

  @Test(arguments: [
    ("#!/bin/sh\n", false, "it may not be run (chmod +x)"), ("#!/bin/sh\r\n", true, "CR LF"),
    ("echo\n", true, "names no interpreter"), ("#!/nowhere/sh\n", true, "is not there"),
  ])
  func `what cannot be started is said`(_ text: String, _ isProgram: Bool, _ words: String) throws {
    try scratch.write(text, to: "script")
    if isProgram { try scratch.shell("chmod +x script") }
    let execution = Execution(
      scratch.path.appending("script"), in: scratch.path, environment: [:], seconds: 60)
    guard case .notStarted(let reason) = ProcessGroup.run(execution).end else {
      Issue.record("it started")
      return
    }
    #expect(reason.contains(words))
  }

  @Test func `a folder that is not there starts nothing`() {
    let execution = Execution("/bin/true", in: "/nowhere", environment: [:], seconds: 60)
    #expect(ProcessGroup.run(execution).end != .exited(0))
  }
}
