import Model
import Readers
import Syntax

/// What git is told before anything is known of a repository: the names of a change's head and of its target, as far as
/// they are known, where records are looked for, and how much of the commits will be looked at.
struct Opening {
  let names: [String]
  /// Whether the first may be a merge, of which the parents are asked for.
  private let mayBeMerge: Bool
  let store: RecordStore?
  let depth: GitLog.Depth?
  /// The range that git has begun with; `nil` where nobody dared to say it.
  let guess: [String]?
  /// Whether names of objects are those of SHA-1, by what git keeps of the checkout; where it cannot be told, they
  /// are not.
  let isOfSHA1: Bool
  /// Where it is asked for notes.
  private let notes: String?
  /// The name of which it is asked whether there are waivers: one thing that may not be there can be asked for, the last.
  private let target: String?

  /// Nothing is known, and nothing is begun.
  init() {
    (names, mayBeMerge, store, depth, guess, isOfSHA1) = ([], false, nil, nil, nil, false)
    (notes, target) = (nil, nil)
  }

  init(_ change: NamesOfChange, _ store: RecordStore, _ depth: GitLog.Depth?, in world: World) {
    let names = change.commits.filter(\.isPlainName)
    (self.names, mayBeMerge, self.store, self.depth) = (names, change.mayBeMerge, store, depth)
    let isGuessed = depth != nil && change.commits.count == 2 && !change.mayBeMerge
    let commits = isGuessed ? guessCommits(names, in: world) : nil
    let guess = commits.flatMap { $0.count == 2 ? [$0[0], "^\($0[1])"] : nil }
    // A name in full tells nothing of how the checkout keeps its own.
    let head = (names.first == "HEAD" ? guess : nil)?.first ?? guessCommits(["HEAD"], in: world)?.first
    (self.guess, isOfSHA1) = (guess, head?.utf8.count == 40)
    notes = store.ref.flatMap { head == nil || mayHave($0, in: world) ? $0 : nil }
    target = guess == nil || notes != nil || mayLackObjects(in: world) ? nil : names.last
    if let guess { foreseeCommits(of: guess, depth, in: world) }
    world.foresee(question)
  }

  static let plainQuestion = ["rev-parse", "--show-toplevel", "--is-shallow-repository"]

  /// Git says what it knows until it meets a name that it does not know.
  var question: [String] {
    guard let head = names.first else { return Opening.plainQuestion }
    let commits = names.map { "\($0)^{commit}" }
    return Opening.plainQuestion + (mayBeMerge ? [commits[0], "\(head)^@"] : commits) + [last].compactMap(\.self)
  }

  /// What may not be there.
  private var last: String? {
    if let name = notes ?? (mayBeMerge ? names.dropFirst().first : nil) { return "\(name)^{commit}" }
    return target.map { "\($0)^{commit}:\(waiverFolder)" }
  }

  /// What git says of names.
  struct Commits {
    /// Those of the first names, as many as are known.
    var named: [String]
    /// Of a head that may be a merge.
    var parents: [String]?
    /// Where the notes stand.
    var notes: String?
  }

  /// - Parameters:
  ///   - lines: those behind what is asked of every repository.
  ///   - isWhole: whether there was all that was asked for.
  /// - Returns: `nil` where a name is none that git knows; where a file is called like that, it says its name.
  func commits(in lines: some Collection<String>, isWhole: Bool) -> Commits? {
    let count = mayBeMerge ? 1 : names.count
    let named = lines.prefix(count), rest = lines.dropFirst(count)
    guard count > 0, named.count == count, named.allSatisfy({ $0.isObjectName }) else { return nil }
    // Behind what it knows git says the name that it does not know, or that a file has.
    let ids = Array(rest.prefix { $0.isObjectName })
    let found = last != nil && isWhole && ids.count == rest.count ? ids.last : nil
    var commits = Commits(named: Array(named), notes: notes == nil ? nil : found)
    guard mayBeMerge else { return commits }
    // There are as many parents as there are, and the last stands behind them.
    commits.parents = Array(found == nil ? ids : ids.dropLast())
    if notes == nil, let found { commits.named.append(found) }
    return commits
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
