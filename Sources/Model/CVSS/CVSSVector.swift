/// A vector of the Common Vulnerability Scoring System, taken apart: metrics and the letters of their values.
struct CVSSVector {
  let system: Score.System
  private let values: [Substring: Substring]

  /// Reads `CVSS:3.1/AV:N/…`, and vectors without their prefix, as version 2 and some reports write them.
  /// - Returns: `nil` where a metric is unknown, has no such value, stands twice or is missing.
  init?(_ text: String) {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if text.hasPrefix("("), text.hasSuffix(")") {
      parts = text.dropFirst().dropLast().split(separator: "/", omittingEmptySubsequences: false)
    }
    guard parts.count <= 40, let first = parts.first else { return nil }
    let prefixes: [Substring: Score.System] = ["CVSS:3.0": .v3, "CVSS:3.1": .v3, "CVSS:4.0": .v4, "CVSS:2.0": .v2]
    let named = prefixes[first]
    if named != nil { parts.removeFirst() }
    var values: [Substring: Substring] = [:]
    for part in parts {
      guard let colon = part.firstIndex(of: ":") else { return nil }
      guard values.updateValue(part[part.index(after: colon)...], forKey: part[..<colon]) == nil else { return nil }
    }
    system = named ?? (values["Au"] != nil ? .v2 : values["AT"] != nil ? .v4 : .v3)
    self.values = values
    guard system.metrics.base.allSatisfy({ values[$0.name[...]] != nil }) else { return nil }
    let known = system.metrics.base + system.metrics.others
    guard values.allSatisfy({ value in known.contains { $0.name == value.key && $0.has(value.value) } }) else {
      return nil
    }
  }

  /// The letters of a metric's value; empty where it is not there.
  subscript(metric: String) -> Substring { values[metric[...]] ?? "" }

  /// The score, which of version 2 and 3 is that of the base metrics.
  var score: Score? {
    let tenths =
      switch system {
      case .v2: cvss2Tenths(self)
      case .v3: cvss3Tenths(self)
      case .v4: cvss4Tenths(self)
      }
    return Score(tenths: tenths, system)
  }
}

/// A metric and the values that it can have.
struct CVSSMetric {
  let name: String
  private let values: [Substring]

  /// - Parameter text: `AV:NALP`, of letters alone; `RL:OF TF W U X`, of words.
  init(_ text: String) {
    let parts = text.split(separator: ":")
    name = String(parts.first ?? "")
    let letters = parts.last ?? ""
    values = letters.contains(" ") ? letters.split(separator: " ") : letters.indices.map { letters[$0...$0] }
  }

  func has(_ value: Substring) -> Bool { values.contains(value) }
}

extension Score.System {
  /// The metrics that every vector has, and those that it may have.
  ///
  /// - Source: the guides of FIRST to CVSS v2.0, v3.1 and v4.0
  fileprivate var metrics: (base: [CVSSMetric], others: [CVSSMetric]) {
    switch self {
    case .v2: CVSSMetric.v2
    case .v3: CVSSMetric.v3
    case .v4: CVSSMetric.v4
    }
  }
}

extension CVSSMetric {
  fileprivate static let v2 = (
    base: ["AV:LAN", "AC:HML", "Au:MSN", "C:NPC", "I:NPC", "A:NPC"].map(CVSSMetric.init),
    others: [
      "E:U POC F H ND", "RL:OF TF W U ND", "RC:UC UR C ND", "CDP:N L LM MH H ND", "TD:N L M H ND", "CR:L M H ND",
      "IR:L M H ND", "AR:L M H ND",
    ].map(CVSSMetric.init)
  )

  fileprivate static let v3 = (
    base: ["AV:NALP", "AC:LH", "PR:NLH", "UI:NR", "S:UC", "C:HLN", "I:HLN", "A:HLN"].map(CVSSMetric.init),
    others: [
      "E:XUPFH", "RL:XOTWU", "RC:XURC", "CR:XLMH", "IR:XLMH", "AR:XLMH", "MAV:XNALP", "MAC:XLH", "MPR:XNLH", "MUI:XNR",
      "MS:XUC", "MC:XHLN", "MI:XHLN", "MA:XHLN",
    ].map(CVSSMetric.init)
  )

  fileprivate static let v4 = (
    base: [
      "AV:NALP", "AC:LH", "AT:NP", "PR:NLH", "UI:NPA", "VC:HLN", "VI:HLN", "VA:HLN", "SC:HLN", "SI:HLN", "SA:HLN",
    ].map(CVSSMetric.init),
    others: [
      "E:XAPU", "CR:XHML", "IR:XHML", "AR:XHML", "MAV:XNALP", "MAC:XLH", "MAT:XNP", "MPR:XNLH", "MUI:XNPA", "MVC:XHLN",
      "MVI:XHLN", "MVA:XHLN", "MSC:XHLN", "MSI:XSHLN", "MSA:XSHLN", "S:XNP", "AU:XNY", "R:XAUI", "V:XDC", "RE:XLMH",
      "U:X Clear Green Amber Red",
    ].map(CVSSMetric.init)
  )
}
