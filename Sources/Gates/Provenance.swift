import Model

extension Case {
  /// What is to be said of a report that names a commit which is neither the one that is judged nor the platform's own
  /// merge of it; `nil` where it names none.
  func words(ofOther commit: String?) -> String? {
    guard let commit = commit?.lowercased(), let head = change.head, commit.isObjectName,
      ![head, change.merge].contains(where: { $0?.hasPrefix(commit) == true })
    else { return nil }
    return "it is of commit \(commit.prefix(12)), not of \(head.prefix(12))"
  }
}

extension Instant {
  /// What is to be said of a report that was made then. Clocks differ, and times without a zone are off by half a day:
  /// only what is days away is worth a word.
  func words(ofAgeAt now: Instant) -> String? {
    let days = Day(self).days(until: Day(now))
    guard abs(days) > 1 else { return nil }
    return "it says that it was made on \(Day(self)), \(abs(days)) days \(days > 0 ? "ago" : "from now")"
  }
}

extension String {
  fileprivate var isObjectName: Bool {
    (7...64).contains(utf8.count)
      && utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
  }
}
