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
    for finding in blocking {
      let text = finding.remedy.isEmpty ? finding.message : finding.remedy
      if let place = places[text] {
        remedies[place].findings += 1
        remedies[place].first = remedies[place].first ?? finding.location
      } else {
        places[text] = remedies.count
        remedies.append(Remedy(text: text, findings: 1, first: finding.location))
      }
    }
    return remedies
  }
}
