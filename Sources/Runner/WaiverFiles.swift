package import Model
import Readers
import Syntax

/// A file that may hold a waiver, and what is to be said against it.
package struct JudgedWaiver: Hashable, Sendable {
  package var path: Path
  /// `nil` where the file cannot be read.
  package var waiver: Waiver?
  /// Why it pardons nothing; empty where it holds.
  package var refusals: [Finding]
}

/// Reads and judges files of waivers, each for itself: one that is broken hides no other.
///
/// - Parameter firstExpiries: when waivers of an id were first to expire, by what history knows.
package func judge(
  _ files: [(path: Path, bytes: [UInt8])], since firstExpiries: [String: Day] = [:], under policy: Policy,
  at instant: Instant
) -> [JudgedWaiver] {
  var judged = files.ordered { $0.path < $1.path }.map { file in
    do throws(ReadError) {
      let waiver = try readWaiver(file.bytes, at: file.path)
      return JudgedWaiver(path: file.path, waiver: waiver, refusals: waiver.refusals(under: policy, at: instant))
    } catch {
      let place = Location(file.path, line: error.line, column: error.column)
      return JudgedWaiver(
        path: file.path, waiver: nil, refusals: [policy.finding("waiver.unreadable", error.message, at: place)])
    }
  }
  let namesakes = Dictionary(grouping: judged.compactMap(\.waiver), by: \.id)
  for index in judged.indices {
    guard let waiver = judged[index].waiver else { continue }
    judged[index].refusals += waiver.refusals(beside: namesakes[waiver.id] ?? [], policy)
    judged[index].refusals += waiver.refusals(since: firstExpiries[waiver.id], policy)
    judged[index].refusals = judged[index].refusals.inOrder
  }
  return judged
}

extension Waiver {
  /// Of two waivers with one id, nobody knows which was approved.
  fileprivate func refusals(beside namesakes: [Waiver], _ policy: Policy) -> [Finding] {
    namesakes.filter { $0.origin != origin }.map { other in
      policy.finding("waiver.id", "\(id) is the id of \(other.origin) too", at: Location(origin))
    }
  }

  fileprivate func refusals(since first: Day?, _ policy: Policy) -> [Finding] {
    guard let first, let expires, first < expires else { return [] }
    let message = "\(id) was to expire on \(first) and now on \(expires): a date moved is no new waiver"
    return [policy.finding("waiver.date-moved", message, at: Location(origin))]
  }
}

/// Tells of the files of waivers that a change adds, alters or takes away: they count as the base has them.
func changedWaivers(
  base: [(path: Path, bytes: [UInt8])], head: [(path: Path, bytes: [UInt8])], under policy: Policy
) -> [Finding] {
  let before = Dictionary(base.map { ($0.path, $0.bytes) }) { first, _ in first }
  let after = Dictionary(head.map { ($0.path, $0.bytes) }) { first, _ in first }
  return Set(before.keys).union(after.keys).sorted().compactMap { path in
    if before[path] == after[path] { return nil }
    let words =
      before[path] == nil
      ? "is new in this change, and pardons nothing in it"
      : after[path] == nil
        ? "is taken away by this change, and still counts in it" : "is altered by this change, and counts as it was"
    return policy.finding("waiver.from-change", "the waiver \(words)", at: Location(path))
  }
}
