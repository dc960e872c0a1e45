import Model
import Readers

/// What git is told before anything is known of a repository: the names of a change's head and of its target, as far as
/// they are known, where records are looked for, and how much of the commits will be looked at.
struct Opening {
  let names: [String]
  let store: RecordStore?
  let depth: GitLog.Depth?
  /// The range that git has begun with; `nil` where nobody dared to say it.
  let guess: [String]?

  /// Nothing is known, and nothing is begun.
  init() {
    (names, store, depth, guess) = ([], nil, nil, nil)
  }

  init(_ names: [String], _ store: RecordStore, _ depth: GitLog.Depth?, in world: World) {
    (self.names, self.store, self.depth) = (names.filter(\.isPlainName), store, depth)
    let commits = depth == nil || names.count != 2 ? nil : guessCommits(self.names, in: world)
    guess = commits.flatMap { $0.count == 2 ? [$0[0], "^\($0[1])"] : nil }
    if let guess { foreseeCommits(of: guess, depth, in: world) }
    world.foresee(question)
    // Mostly a change begins where its target stands.
    if let target = commits?.last, guess != nil { foreseeWaivers(at: target, in: world) }
  }

  static let plainQuestion = ["rev-parse", "--show-toplevel", "--is-shallow-repository"]

  /// Git says what it knows until it meets a name that it does not know: notes come last, and mostly are not there.
  var question: [String] {
    Opening.plainQuestion + (names.isEmpty ? [] : names + [store?.ref].compactMap(\.self)).map { "\($0)^{commit}" }
  }

  /// Ends what git began with, as the change is another one.
  func endGuess(in world: World) {
    guard let guess else { return }
    endLogs(of: guess, in: world)
    forgetWaivers(at: String(guess[1].dropFirst()), in: world)
  }
}

extension String {
  /// Whether nothing in it means more to git than the name of a branch, a tag or a commit.
  var isPlainName: Bool {
    func isPlain(_ byte: UInt8) -> Bool {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "-")...UInt8(ascii: "9") ~= byte
        || byte == UInt8(ascii: "_")
    }
    return !isEmpty && !hasPrefix("-") && utf8.allSatisfy(isPlain) && !contains("..")
  }
}
