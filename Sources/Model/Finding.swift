/// One thing that a gate has to say about one place.
package struct Finding: Hashable, Sendable {
  package var rule: RuleID
  /// What it means for the verdict; the law says, a gate's mode may soften it.
  package var effect: Effect
  /// The rating of what was found, where it has one of its own (a vulnerability).
  package var severity: Severity?
  /// One sentence in the present, without a full stop. May hold text from reports: not safe for any sink.
  package var message: String
  package var location: Location?
  package var remedy: String
  package var requirements: [String]
  /// Why it does not block, where it would; it is shown all the same.
  package var pardon: Pardon?
  /// Whether it is about lines that the change adds or modifies.
  package var isOfChange = false
  /// The waiver that a mark at its place names.
  package var mark: String?
  /// Of a monorepo, whose it is; `nil` where it is of several, or there are none.
  package var component: String?
  /// Who owns the file, as CODEOWNERS has it.
  package var owners: [String] = []

  package init(
    rule: RuleID, effect: Effect, severity: Severity? = nil, message: String, location: Location? = nil,
    remedy: String, requirements: [String] = []
  ) {
    self.rule = rule
    self.effect = effect
    self.severity = severity
    self.message = message
    self.location = location
    self.remedy = remedy
    self.requirements = requirements
  }
}

extension Finding {
  /// Whether it keeps a gate from passing.
  package var blocks: Bool { pardon == nil && (effect == .fail || effect == .cannotJudge) }

  /// What stays the same when the lines of a file move: 16 hexadecimal digits of FNV-1a over rule, path and words.
  package var fingerprint: String {
    let parts = [Array(rule.text.utf8), location?.path.bytes ?? [], Array(message.utf8)]
    return Model.fingerprint(of: Array(parts.joined(separator: [0])))
  }

  /// The order in which findings are told: what blocks first, of that what is of the change, then by place, rule and words.
  package static func tellsBefore(_ a: Finding, _ b: Finding) -> Bool {
    FindingOrder(a).isBefore(FindingOrder(b)) ?? (a.words < b.words)
  }

  fileprivate var words: (String, String) { (rule.text, message) }
}

extension [Finding] {
  /// In the order in which they are told. They are moved once: to take one into the hand costs more than to compare it.
  package var inOrder: [Finding] {
    let rows = indices.map { (order: FindingOrder(self[$0]), place: $0) }
    let sorted = rows.sorted { a, b in
      a.order.isBefore(b.order) ?? (self[a.place].words < self[b.place].words)
    }
    return sorted.map { self[$0.place] }
  }
}

/// What decides most often which of two findings is told first.
private struct FindingOrder {
  private let rank: Int
  private let location: Location?

  init(_ finding: Finding) {
    let ranks = [
      finding.blocks ? 0 : 1, Effect.allCases.count - finding.effect.rank, finding.isOfChange ? 0 : 1,
      finding.severity.rank,
    ]
    rank = ranks.reduce(0) { $0 << 8 | $1 }
    location = finding.location
  }

  /// `nil` where their words decide.
  func isBefore(_ other: FindingOrder) -> Bool? {
    if rank != other.rank { return rank < other.rank }
    if location == other.location { return nil }
    guard let location, let second = other.location else { return location == nil }
    return location < second
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
