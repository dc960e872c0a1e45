internal import Model

/// One thing to do to get green, and what it answers.
struct Remedy {
  var text: String
  var findings: Int
  /// Where the first of the findings is that have a place.
  var first: Location?
}

extension Report {
  /// The shortest list of what to do: each remedy of a finding that blocks once, in the order of the gates.
  var remedies: [Remedy] {
    var remedies: [Remedy] = []
    var places: [String: Int] = [:]
    var last: Int?
    for finding in blocking {
      let text = finding.remedy.isEmpty ? finding.message : finding.remedy
      // What is found one after the other is mended alike, nearly always.
      if let place = last.flatMap({ remedies[$0].text == text ? $0 : nil }) ?? places[text] {
        last = place
        remedies[place].findings += 1
        remedies[place].first = remedies[place].first ?? finding.location
      } else {
        (places[text], last) = (remedies.count, remedies.count)
        remedies.append(Remedy(text: text, findings: 1, first: finding.location))
      }
    }
    return remedies
  }
}
