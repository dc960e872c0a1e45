/// One thing that a gate has to say about one place.
///
/// What it says lies apart from it: a report may have hundreds of thousands, which are ordered, pardoned and shown, and a
/// copy takes one count where one of all fields takes eight.
package struct Finding: Sendable {
  private var said: Said

  package init(
    rule: RuleID, effect: Effect, severity: Severity? = nil, message: String, location: Location? = nil,
    remedy: String, requirements: [String] = [], isOfChange: Bool = false, mark: String? = nil
  ) {
    said = Said(
      Facts(
        rule: rule, effect: effect, severity: severity, message: message, location: location, remedy: remedy,
        requirements: requirements, isOfChange: isOfChange, mark: mark))
  }

  private struct Facts: Hashable, Sendable {
    let rule: RuleID
    var effect: Effect
    let severity: Severity?
    let message: String
    let location: Location?
    let remedy: String
    let requirements: [String]
    var pardon: Pardon?
    var isOfChange: Bool
    var mark: String?
    var component: String?
    var owners: [String] = []
  }

  private final class Said: Sendable {
    let facts: Facts
    init(_ facts: Facts) { self.facts = facts }
  }

  private mutating func change(_ change: (inout Facts) -> Void) {
    var facts = said.facts
    change(&facts)
    said = Said(facts)
  }
}

extension Finding {
  package var rule: RuleID { said.facts.rule }
  /// The rating of what was found, where it has one of its own (a vulnerability).
  package var severity: Severity? { said.facts.severity }
  /// One sentence in the present, without a full stop. May hold text from reports: not safe for any sink.
  package var message: String { said.facts.message }
  package var location: Location? { said.facts.location }
  package var remedy: String { said.facts.remedy }
  package var requirements: [String] { said.facts.requirements }

  /// What it means for the verdict; the law says, a gate's mode may soften it.
  package var effect: Effect {
    get { said.facts.effect }
    set { change { $0.effect = newValue } }
  }

  /// Why it does not block, where it would; it is shown all the same.
  package var pardon: Pardon? {
    get { said.facts.pardon }
    set { change { $0.pardon = newValue } }
  }

  /// Whether it is about lines that the change adds or modifies.
  package var isOfChange: Bool {
    get { said.facts.isOfChange }
    set { change { $0.isOfChange = newValue } }
  }

  /// The waiver that a mark at its place names.
  package var mark: String? {
    get { said.facts.mark }
    set { change { $0.mark = newValue } }
  }

  /// Of a monorepo, whose it is; `nil` where it is of several, or there are none.
  package var component: String? {
    get { said.facts.component }
    set { change { $0.component = newValue } }
  }

  /// Who owns the file, as CODEOWNERS has it.
  package var owners: [String] {
    get { said.facts.owners }
    set { change { $0.owners = newValue } }
  }
}

extension Finding: Hashable {
  package static func == (a: Finding, b: Finding) -> Bool { a.said === b.said || a.said.facts == b.said.facts }
  package func hash(into hasher: inout Hasher) { hasher.combine(said.facts) }
}

extension Finding {
  /// Whether it keeps a gate from passing.
  package var blocks: Bool { pardon == nil && (effect == .fail || effect == .cannotJudge) }

  /// What stays the same when the lines of a file move: 16 hexadecimal digits of FNV-1a over rule, path and words.
  package var fingerprint: String {
    let parts = [Array(rule.text.utf8), location?.path.bytes ?? [], Array(message.utf8)]
    return Model.fingerprint(of: Array(parts.joined(separator: [0])))
  }
}

extension [Finding] {
  /// In the order in which they are told.
  package var inOrder: [Finding] { placesInOrder.map { self[$0] } }

  /// Their places in the order in which they are told: what blocks first, of that what is of the change, then by place,
  /// rule and words.
  package var placesInOrder: [Int] {
    let numbers = numbersOfPaths
    let rows = indices.map { FindingOrder(self[$0], at: $0, numbers[$0]) }
    let sorted = rows.sorted { a, b in a.isBefore(b) ?? (self[a.place].words < self[b.place].words) }
    return sorted.map(\.place)
  }

  /// Of each finding where its path stands among all of them, from 1; 0 where it has none.
  private var numbersOfPaths: [Int] {
    var seen: [Path: Int] = [:]
    var paths: [Path] = []
    let firsts = map { finding -> Int? in
      guard let path = finding.location?.path else { return nil }
      if let last = paths.last, last == path { return paths.count - 1 }
      if let place = seen[path] { return place }
      seen[path] = paths.count
      paths.append(path)
      return paths.count - 1
    }
    // Nearly always they come in order, which takes a sort one look at each.
    var numbers = paths.map { _ in 0 }
    for (number, place) in zip(1..., paths.indices.sorted { paths[$0] < paths[$1] }) { numbers[place] = number }
    return firsts.map { $0.map { numbers[$0] } ?? 0 }
  }
}

extension Finding {
  fileprivate var words: (String, String) { (rule.text, message) }
}

/// What decides most often which of two findings is told first, in numbers: there may be hundreds of thousands, and to
/// take one into the hand costs more than to compare it.
private struct FindingOrder {
  let place: Int
  private let rank: Int
  /// 0 where it has no place.
  private let path: Int
  private let line: Int
  private let column: Int

  init(_ finding: Finding, at place: Int, _ path: Int) {
    let ranks = [
      finding.blocks ? 0 : 1, Effect.allCases.count - finding.effect.rank, finding.isOfChange ? 0 : 1,
      finding.severity.rank,
    ]
    rank = ranks.reduce(0) { $0 << 8 | $1 }
    self.place = place
    self.path = path
    line = finding.location?.line ?? 0
    column = finding.location?.column ?? 0
  }

  /// `nil` where their words decide.
  func isBefore(_ other: FindingOrder) -> Bool? {
    if rank != other.rank { return rank < other.rank }
    if path != other.path { return path < other.path }
    if line != other.line { return line < other.line }
    return column == other.column ? nil : column < other.column
  }
}

/// Why a finding does not block that would.
package enum Pardon: Hashable, Sendable {
  /// A waiver, by its id, and the last day on which it holds.
  case waived(by: String, until: Day? = nil)
  /// It was there before the change, and the policy adopts what it finds; why that is known.
  case debt(because: String)
}

extension Effect {
  package var rank: Int { Effect.allCases.firstIndex(of: self) ?? 0 }
}

extension Severity? {
  fileprivate var rank: Int { self.flatMap(Severity.allCases.firstIndex(of:)) ?? Severity.allCases.count }
}

/// 16 hexadecimal digits of FNV-1a: to tell texts apart, not to guard them.
package func fingerprint(of bytes: [UInt8]) -> String {
  let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
