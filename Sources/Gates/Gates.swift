extension Gate {
  /// The six, in the order in which they run.
  package static let all: [Gate] = [.tdd, .coverage, .security, .infrastructure, .integration, .performance]
}
