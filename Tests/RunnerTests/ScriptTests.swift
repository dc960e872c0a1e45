import Model
import Readers
import Synchronization
import Syntax
import Testing

@testable import Runner

struct ScriptTests {
  private func result(
    _ end: ExecutionResult.End, output: String = "", errors: String = "", limit: Int = 1000
  ) -> ExecutionResult {
    var result = ExecutionResult(end, output: CapturedOutput(limit: limit), errors: CapturedOutput(limit: limit))
    result.output.append(output.utf8)
    result.errors.append(errors.utf8)
    return result
  }

  private func run(_ result: ExecutionResult) -> TestRun {
    let execution = Execution("/top/t/a.sh", in: "/top", environment: [:], seconds: 5)
    return TestRun(script: "t/a.sh", result, of: execution)
  }

  @Test(
    arguments: [
      (.exited(0), .passed, ""), (.exited(77), .skipped, "it ended with status 77\n"),
      (.exited(1), .failed, "it ended with status 1\n"),
      (.exited(124), .error, "it ran out of time (status 124)\n"),
      (.exited(126), .error, "it called what may not be run (status 126; chmod +x)\n"),
      (.exited(127), .error, "it called what is not there (status 127)\n"),
      (.exited(128), .error, "it ended with status 128\n"),
      (.exited(139), .error, "it was ended by SIGSEGV (status 139)\n"),
      (.exited(255), .error, "it was ended by the signal 127 (status 255)\n"),
      (.timedOut, .error, "it was killed after 5 s\n"), (.interrupted, .error, "it was interrupted\n"),
      (.notStarted("no way"), .error, "it could not be started: no way\n"),
    ] as [(ExecutionResult.End, TestCase.Outcome, String)])
  func `the end of a script says what its test comes to`(
    _ end: ExecutionResult.End, _ outcome: TestCase.Outcome, _ message: String
  ) {
    let test = run(result(end)).cases[0]
    #expect(test.outcome == outcome)
    #expect(test.message == message)
    #expect(test.id == "t/a.sh" && test.location == Location("t/a.sh"))
  }

  @Test func `the last words of a script stand with its failure, those of errors first`() {
    #expect(run(result(.exited(1), output: "a\nb\n\nc\n")).cases[0].message == "it ended with status 1\nb\nc")
    #expect(run(result(.exited(1), output: "a\n", errors: "no\n")).cases[0].message == "it ended with status 1\nno")
  }

  @Test func `TAP and status must both be good`() {
    let good = run(result(.exited(0), output: "starting\n1..1\nok 1 - adds\n"))
    #expect(good.cases.map(\.outcome) == [.passed, .passed])
    #expect(good.cases.map(\.id) == ["t/a.sh", "t/a.sh::adds"])
    let bad = run(result(.exited(0), output: "1..2\nok 1 - adds\nnot ok 2 - takes\n"))
    #expect(bad.cases.map(\.outcome) == [.failed, .passed, .failed])
    #expect(bad.cases[0].message == "its status is 0, and 1 of the tests that it prints failed")
    #expect(run(result(.exited(1), output: "1..1\nok 1 - adds\n")).cases.map(\.outcome) == [.failed, .passed])
    #expect(run(result(.exited(0), output: "1..0 # SKIP no host\n")).cases.map(\.outcome) == [.skipped])
  }

  @Test(arguments: [
    "1..3\nok 1\n", "ok 1 - adds\n", "TAP version 13\n", "1..99999999999999999999\n", "Bail out!\nok 1\n",
  ])
  func `TAP that is not whole is a run that was cut off`(_ output: String) {
    #expect(run(result(.exited(0), output: output)).troubles.map(\.kind).contains(.cutOff))
  }

  @Test func `so is TAP of which not all was kept`() {
    let long = "1..1\nok 1 - adds\n" + String(repeating: "# words\n", count: 2000)
    #expect(run(result(.exited(0), output: long, limit: 20)).troubles.map(\.kind).contains(.cutOff))
  }

  @Test func `other words are no TAP`() {
    let run = run(result(.exited(0), output: "ok, all is well\nnot ok at all\n1. first\n"))
    #expect(run.cases.count == 1 && run.troubles.isEmpty)
  }
}

/// Which programs a run starts, and what is said of those that it does not.
struct ProgramTests {
  private func world(_ scripts: [Path: String], ends: [Path: Int] = [:]) -> World {
    var world = World.holding(scripts.mapValues { Array($0.utf8) })
    world.execute = { ExecutionResult(.exited(ends[$0.program] ?? 0)) }
    return world
  }

  private func request(executes: Bool = true) -> Request {
    var request = Request()
    request.executes = executes
    return request
  }

  private func scripts(_ globs: Glob..., in world: World, executes: Bool = true) throws -> [ReadFile] {
    var policy = try Policy.builtIn()
    policy.integration.scripts = globs
    let tracked = try world.list("").map(\.name).sorted()
    let repository = Repository(isGit: true, isShallow: false, names: PathNames(tracked))
    return runScripts(policy, request(executes: executes), repository, in: world)
  }

  @Test func `scripts run in the order of their globs and names, each once`() throws {
    let world = world(["b.sh": "", "a.sh": "", "z.sh": "", "other": ""])
    #expect(try scripts("z.sh", "*.sh", in: world).map(\.input.path) == ["z.sh", "a.sh", "b.sh"])
    #expect(try scripts("*.sh", in: world).allSatisfy { $0.input.status == .read })
  }

  @Test func `a script that is not to be run, or not there, is missing evidence`() throws {
    let world = world(["a.sh": ""])
    let files = try scripts("*.sh", "gone.sh", in: world, executes: false)
    #expect(files.map(\.input.path) == ["a.sh", "gone.sh"])
    #expect(files.allSatisfy { $0.input.status == .missing && $0.evidence.tests.isEmpty })
    #expect(files[0].input.error?.message.contains("--exec") == true)
  }

  @Test(
    arguments: [
      ("#!/bin/sh\nfalse\necho done\n", true), ("#!/usr/bin/env bash\ncurl x\n", true),
      ("#!/bin/sh -e\nfalse\n", false),
      ("#!/bin/sh\nset -eu\nfalse\n", false), ("#!/bin/bash\nset -o errexit\n", false),
      ("#!/bin/sh\ncurl x || exit 1\n", false), ("#!/usr/bin/env python3\nprint(1)\n", false), ("", false),
      ("echo\n", false), ("#!\n", false), ("#! \n", false), ("#!/usr/bin/env fish\nfalse\n", false),
      ("#!/bin/bash --noprofile\nfalse\n", true), ("#!/bin/bash --noprofile -eu\nfalse\n", false),
      ("#!/bin/sh -e\r\nfalse\r\n", false), ("#!/usr/bin/env bats\nfalse\n", false),
      ("#!/bin/sh\nset -o pipefail\nfalse\n", true), ("#!/usr/bin/env -S bash -ex\nfalse\n", false),
    ])
  func `a script that goes on behind a failure is told`(_ text: String, _ isUnguarded: Bool) throws {
    // The rule: "integration.unguarded-script".
    let troubles = try scripts("a.sh", in: world(["a.sh": text]))[0].evidence.tests[0].troubles
    #expect(troubles.map(\.kind) == (isUnguarded ? [.unguarded] : []))
  }

  private func producers(
    _ commands: String..., executes: Bool = true, ends: Int, writes: Bool = false
  ) throws -> (problems: [Input], notices: [String]) {
    var policy = try Policy.builtIn()
    policy.producers[.coverage] = commands.map { Producer($0) }
    let clock = Clock()
    var world = World.holding(["coverage.info": []])
    world.modified = { _ in clock.time }
    world.execute = { _ in
      if writes { clock.tick() }
      return ExecutionResult(.exited(ends))
    }
    var notices: [String] = []
    let repository = Repository(isGit: true, isShallow: false, names: PathNames([]))
    let problems = try runProducers(policy, request(executes: executes), repository, &notices, in: world)
    return (problems, notices)
  }

  @Test func `without exec nothing is made, and the gate is told`() throws {
    let (problems, _) = try producers("make", "make more", executes: false, ends: 0, writes: true)
    #expect(problems.map(\.gates) == [[.coverage]])
    #expect(
      problems[0].error?.message
        == "met 2 commands of produce that did not run, wanted --exec, which runs what the policy names")
  }

  @Test func `a command that fails leaves the gate to what it wrote`() throws {
    let (problems, notices) = try producers("make", ends: 2, writes: true)
    #expect(problems.isEmpty)
    #expect(notices == ["coverage.produce: \"make\", which ended with status 2; what it wrote is judged"])
  }

  @Test func `one that fails and writes nothing leaves nothing to judge`() throws {
    #expect(try producers("make", ends: 2).problems.count == 1)
    #expect(try producers("make", ends: 0).problems.isEmpty)
  }

  @Test func `what was ended half-way is not trusted, whatever it wrote`() throws {
    #expect(try producers("make", ends: 137, writes: true).problems.count == 1)
  }

  @Test func `programs see what the policy lets them see`() throws {
    var world = world([:])
    world.environment = ["PATH": "/bin", "TOKEN": "secret", "LC_ALL": "C"]
    let execution = Execution(command: "x", seconds: nil, under: try Policy.builtIn(), in: world)
    #expect(execution.environment == ["PATH": "/bin", "LC_ALL": "C"])
    #expect(execution.seconds == 600)
  }
}

private final class Clock: Sendable {
  private let ticks = Mutex<Int64>(0)
  var time: Int64 { ticks.withLock { $0 } }
  func tick() { ticks.withLock { $0 += 1 } }
}
