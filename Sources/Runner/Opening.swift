import Model
import Readers
import Syntax

/// What git is told before anything is known of a repository: the names of a change's head and of its target, as far as
/// they are known, where records are looked for, and how much of the commits will be looked at.
struct Opening {
  let names: [String]
  let store: RecordStore?
  let depth: GitLog.Depth?
  /// The range that git has begun with; `nil` where nobody dared to say it.
  let guess: [String]?
  /// Where it is asked for notes.
  private let notes: String?
  /// The name of which it is asked whether there are waivers: one thing that may not be there can be asked for, the last.
  private let target: String?

  /// Nothing is known, and nothing is begun.
  init() {
    (names, store, depth, guess, notes, target) = ([], nil, nil, nil, nil, nil)
  }

  init(_ names: [String], _ store: RecordStore, _ depth: GitLog.Depth?, in world: World) {
    (self.names, self.store, self.depth) = (names.filter(\.isPlainName), store, depth)
    let commits = depth == nil || names.count != 2 ? nil : guessCommits(self.names, in: world)
    let guess = commits.flatMap { $0.count == 2 ? [$0[0], "^\($0[1])"] : nil }
    self.guess = guess
    notes = store.ref.flatMap { guess == nil || mayHave($0, in: world) ? $0 : nil }
    target = guess == nil || notes != nil || mayLackObjects(in: world) ? nil : self.names.last
    if let guess { foreseeCommits(of: guess, depth, in: world) }
    world.foresee(question)
  }

  static let plainQuestion = ["rev-parse", "--show-toplevel", "--is-shallow-repository"]

  /// Git says what it knows until it meets a name that it does not know.
  var question: [String] {
    if names.isEmpty { return Opening.plainQuestion }
    let last = notes.map { "\($0)^{commit}" } ?? target.map { "\($0)^{commit}:\(waiverFolder)" }
    return Opening.plainQuestion + names.map { "\($0)^{commit}" } + [last].compactMap(\.self)
  }

  /// What git says of notes in the lines behind those of the names.
  func notes(in lines: some Sequence<String>) -> String? {
    notes == nil ? nil : lines.first { $0.utf8.isObjectName }
  }

  /// Whether git says that the target has no waivers, in the words of its object-name.c.
  func lacksWaivers(_ failure: ReadError?) -> Bool {
    guard target != nil, let words = failure?.met else { return false }
    return words.contains("path '\(waiverFolder)' does not exist in ")
      || words.contains("path '\(waiverFolder)' exists on disk, but not in ")
  }

  /// Ends what git began with, as the change is another one.
  func endGuess(in world: World) {
    if let guess { endLogs(of: guess, in: world) }
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
