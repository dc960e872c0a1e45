import Model
import Readers
import Syntax

/// Runs the scripts that the policy names, one after the other: each is a test, and what it prints as TAP are more.
func runScripts(
  _ policy: Policy, _ request: Request, _ repository: Repository, in world: World
) -> [ReadFile] {
  guard request.gates.contains(.integration), !policy.isOff(.integration) else { return [] }
  var seen: Set<Path> = []
  var files: [ReadFile] = []
  world.signals.hold()
  defer { world.signals.release() }
  for glob in policy.everywhere(\.integration.scripts) {
    let paths = repository.tracked.filter(glob.matches)
    if paths.isEmpty {
      let error = ReadError(met: "no such file", wanted: "a script, for the policy names it")
      files.append(ReadFile(notRun: Path(glob.pattern), error))
    }
    for path in paths where seen.insert(path).inserted && !world.signals.wereSent() {
      if request.executes {
        files.append(run(script: path, policy, in: world))
      } else {
        let error = ReadError(met: "a script that did not run", wanted: "--exec, which runs what the policy names")
        files.append(ReadFile(notRun: path, error))
      }
    }
  }
  return files
}

extension ReadFile {
  fileprivate init(notRun path: Path, _ error: ReadError) {
    let input = Input(
      path: path, format: nil, status: .missing, error: InputError(message: error.message), gates: [.integration])
    self.init(input: input, evidence: Evidence())
  }
}

private func run(script path: Path, _ policy: Policy, in world: World) -> ReadFile {
  let execution = Execution(world.path(path), seconds: nil, under: policy, in: world)
  var evidence = Evidence()
  evidence.tests = [TestRun(script: path, world.execute(execution), of: execution)]
  if isUnguarded(path, in: world) {
    let message = "a command of it that fails need not make it fail: it has neither set -e nor an exit of its own"
    evidence.tests[0].troubles.append(TestTrouble(.unguarded, message))
  }
  let input = Input(path: path, format: "script", status: .read, gates: [.integration])
  return ReadFile(input: input, evidence: evidence)
}

extension TestRun {
  /// What a script showed: it passed if its status says so and no test of its TAP failed.
  init(script path: Path, _ result: ExecutionResult, of execution: Execution) {
    let printed = readPrintedTAP(result.output.head, origin: path)
    self.init(origin: path)
    troubles = printed?.troubles ?? []
    if printed != nil, result.output.isCut {
      troubles.append(TestTrouble(.cutOff, "it printed more than \(execution.outputLimit >> 20) MiB of TAP"))
    }
    let points = printed?.cases ?? TestCases()
    let bad = points.count(of: .failed)
    var test = TestCase(
      name: path.description, outcome: result.outcome, location: Location(path), nanoseconds: result.nanoseconds)
    if test.outcome == .passed, bad > 0 {
      test.outcome = .failed
      test.message = "its status is 0, and \(bad) of the tests that it prints failed"
    } else if test.outcome == .passed, printed != nil, points.count(of: .passed) == 0 {
      test.outcome = .skipped
    } else if test.outcome != .passed {
      test.message = "it \(result.words(of: execution))\n\(result.lastWords)"
    }
    cases.append(test)
    for var point in points {
      point.className = point.className.isEmpty ? path.description : "\(path) > \(point.className)"
      cases.append(point)
    }
  }
}

extension ExecutionResult {
  /// - Source: GNU Automake manual, "Scripts-based Testsuites" (77 is a test that was skipped)
  fileprivate var outcome: TestCase.Outcome {
    switch end {
    case .exited(0): .passed
    case .exited(77): .skipped
    default: isWhole ? .failed : .error
    }
  }
}

/// Whether a script of a shell goes on behind a command that failed, and ends as its last one does.
private func isUnguarded(_ path: Path, in world: World) -> Bool {
  guard let stream = try? world.open(world.path(path)), var source = try? ByteSource(stream),
    let first = try? source.nextLine()
  else { return false }
  let line = source.buffer[first]
  let words = line.split { $0 <= 0x20 }
  // Each test of bats ends where a command of it fails.
  guard Script.isShell(line), !words.contains(where: { $0.reversed().starts(with: "stab".utf8) }) else { return false }
  if words.dropFirst().contains(where: Script.stopsAtFailure) { return false }
  while let line = try? source.nextLine() {
    let words = source.buffer[line].split { $0 <= 0x20 || $0 == UInt8(ascii: ";") }
    if words.contains(where: { $0.elementsEqual("exit".utf8) }) { return false }
    guard words.first?.elementsEqual("set".utf8) == true else { continue }
    if words.contains(where: { Script.stopsAtFailure($0) || $0.elementsEqual("errexit".utf8) }) { return false }
  }
  return true
}
