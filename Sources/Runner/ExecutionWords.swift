import Model

extension Execution {
  /// A program that the policy names, in the folder of the repository, with what it may see of our environment.
  init(_ program: Path, _ arguments: [String] = [], seconds: Int?, under policy: Policy, in world: World) {
    let seen = world.environment.filter { name, _ in
      policy.execution.environment.contains { $0.matches(text: name) }
    }
    self.init(
      program, arguments, in: world.directory, environment: seen, seconds: seconds ?? policy.execution.seconds ?? 0)
  }

  /// A command as a shell takes it, which ends at the first that fails.
  init(command: String, seconds: Int?, under policy: Policy, in world: World) {
    self.init("/bin/sh", ["-e", "-c", command], seconds: seconds, under: policy, in: world)
  }
}

extension ExecutionResult {
  /// Whether it did what it was to do, or said itself that it did not: it was not ended by others or never begun.
  ///
  /// - Source: POSIX Shell Command Language 2.8.2 (126, 127, above 128); timeout(1) of coreutils (124)
  var isWhole: Bool {
    guard case .exited(let status) = end else { return false }
    return status < 128 && ![124, 126, 127].contains(status)
  }

  /// How it ended, as what follows its name in a sentence.
  func words(of execution: Execution) -> String {
    switch end {
    case .notStarted(let reason): "could not be started: \(reason)"
    case .timedOut: "was killed after \(execution.seconds) s"
    case .interrupted: "was interrupted"
    case .exited(124): "ran out of time (status 124)"
    case .exited(126): "called what may not be run (status 126; chmod +x)"
    case .exited(127): "called what is not there (status 127)"
    case .exited(let status) where status > 128:
      "was ended by \(signalNames[status - 128] ?? "the signal \(status - 128)") (status \(status))"
    case .exited(let status): "ended with status \(status)"
    }
  }

  /// The last lines that it said of what went wrong, else of anything.
  var lastWords: String {
    let words = errors.lastLines(2)
    return words.isEmpty ? output.lastLines(2) : words
  }
}

/// - Source: signal(7), for x86 and ARM
private let signalNames = [
  1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE",
  9: "SIGKILL", 11: "SIGSEGV", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM", 24: "SIGXCPU", 25: "SIGXFSZ", 31: "SIGSYS",
]

extension Policy {
  /// What the whole law names and what those of components name besides, each once, in its order.
  func everywhere<Value: Hashable>(_ values: (Policy) -> [Value]) -> [Value] {
    let policies = [self] + components.policies.sorted { $0.key < $1.key }.map(\.value)
    var seen: Set<Value> = []
    return policies.flatMap(values).filter { seen.insert($0).inserted }
  }
}
