package import Model

/// A value that two policies do not share.
package struct PolicyDifference: Sendable {
  /// `coverage.lines: 80 instead of 90, which asks for less`.
  package let words: String
  /// Whether the other policy asks for less, or may.
  package let isLooser: Bool
  /// Where the other has it; `nil` where it no longer does.
  package let line: Int?
}

extension Policy {
  /// What another policy has instead, in the order of its keys.
  package func differences(from other: Policy) -> [PolicyDifference] {
    let keys = Set(origins.keys).union(other.origins.keys).sorted()
    return keys.compactMap { key in
      let (own, others) = (origins[key], other.origins[key])
      guard own?.text != others?.text else { return nil }
      let setting = Setting.all.first { $0.name == key || key.hasPrefix($0.name + ".") }
      let isLooser = setting?.isLooser(other, than: self) ?? true
      let values = "\(key): " + words(from: own?.text, to: others?.text)
      let verdict = setting == nil ? "" : isLooser ? ", which asks for less" : ", which asks for no less"
      return PolicyDifference(
        words: values + verdict, isLooser: isLooser,
        line: own?.layer == others?.layer || own == nil ? others?.line : nil)
    }
  }
}

private func words(from own: String?, to other: String?) -> String {
  switch (own, other) {
  case (let own?, let other?): "\(other) instead of \(own)"
  case (nil, let other?): "set to \(other)"
  case (let own?, nil): "no longer set, was \(own)"
  case (nil, nil): ""
  }
}
