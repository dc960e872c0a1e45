import Syntax

extension GitLog {
  /// How much of commits the policy of a checkout has gate 1 look at, for who begins before the law is read: mostly that
  /// is what holds. `nil` where it looks at other commits than those of the change.
  package static func depth(under policy: [UInt8]) -> Depth? {
    guard let tdd = (try? oneDocument(policy))?["tdd"] else { return .lines }
    if tdd["since"] != nil { return nil }
    return tdd["level"]?.text == "message" ? .files : .lines
  }

  /// The parents of the first commit, as far as what is printed goes.
  package static func firstParents(in printed: [UInt8]) -> [String] {
    let fields = printed.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3 else { return [] }
    return fields[1].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
  }
}
