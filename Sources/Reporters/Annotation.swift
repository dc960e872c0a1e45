internal import Model

// What all annotations of a platform's log or page say, and where.

extension Finding {
  /// What is found, why it is pardoned, what to do and who asks, a line each: at most 4000 UTF-16 units, under the 4096
  /// of GitHub's runner.
  func annotation(placed: Bool) -> String {
    let place = placed ? nil : location.map { "\($0): " }
    let requirements = requirements.joined(separator: ", ")
    let law = rule.text + (requirements.isEmpty ? "" : " (\(requirements))")
    let tail = [pardon?.words ?? "", remedy, law, whose].filter { !$0.isEmpty }.map {
      "\n" + $0.oneLine(units: 900)
    }.joined()
    return ((place ?? "") + message).oneLine(units: 4000 - tail.utf16.count) + tail
  }
}

extension String {
  /// Text from anywhere on one line of at most so many UTF-16 units.
  func oneLine(units: Int) -> String {
    // Nothing gets shorter by being made safe: what does not fit before does not fit behind.
    Escaping.terminal(cut(to: units + 1, measuredBy: UTF16.width)).cut(to: units, measuredBy: UTF16.width)
  }
}

extension Path {
  /// The path as an annotation names it; `nil` where it would not show as it is.
  var annotated: String? {
    guard let text = inRepository?.description else { return nil }
    return Escaping.terminal(text) != text ? nil : text
  }
}

extension Report {
  /// What there is to say, the most telling first.
  var toldInOrder: [Told] {
    let told = told
    return told.map(\.finding).placesInOrder.map { told[$0] }
  }
}
