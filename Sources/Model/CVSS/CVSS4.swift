/// The score of version 4, in tenths, by all metrics that the vector has.
///
/// A vector belongs to a class, its macrovector, that has a score of its own; how far it lies below the worst vectors
/// of the class takes something of the way to the next milder classes.
/// - Source: Common Vulnerability Scoring System v4.0: Specification Document, section 8.2
func cvss4Tenths(_ vector: CVSSVector) -> Int {
  let metrics = CVSS4Metrics(vector)
  if ["VC", "VI", "VA", "SC", "SI", "SA"].allSatisfy({ metrics[$0] == "N" }) { return 0 }
  let known = metrics.levels
  guard let own = known.score else { return 0 }
  let worst = known.worst.first { worst in metrics.isAtMost(worst) } ?? [:]
  var steps: [Double] = []
  for part in CVSS4Part.allCases {
    let next = known.milder(part).compactMap(\.score)
    guard let reachable = next.max() else { continue }
    let distance = part.metrics.reduce(0) { $0 + metrics.distance(from: worst[$1] ?? metrics[$1], $1) }
    steps.append(Double(own - reachable) * Double(distance) / Double(part.depth(known)))
  }
  let mean = steps.isEmpty ? 0 : steps.reduce(0, +) / Double(steps.count)
  return tenths((Double(own) - mean) / 10)
}

/// The values that count: modified ones instead of those of the base, the worst for what is not said.
private struct CVSS4Metrics {
  private var values: [String: Substring] = [:]
  /// From the worst value on, which is what one step away from each other means.
  private static let order: [String: [Substring]] = [
    "AV": ["N", "A", "L", "P"], "PR": ["N", "L", "H"], "UI": ["N", "P", "A"], "AC": ["L", "H"], "AT": ["N", "P"],
    "VC": ["H", "L", "N"], "VI": ["H", "L", "N"], "VA": ["H", "L", "N"], "SC": ["S", "H", "L", "N"],
    "SI": ["S", "H", "L", "N"], "SA": ["S", "H", "L", "N"], "CR": ["H", "M", "L"], "IR": ["H", "M", "L"],
    "AR": ["H", "M", "L"], "E": ["A", "P", "U"],
  ]

  init(_ vector: CVSSVector) {
    for (metric, order) in CVSS4Metrics.order {
      let said = [vector["M" + metric], vector[metric]].first { !$0.isEmpty && $0 != "X" }
      values[metric] = said ?? order.first
    }
  }

  subscript(metric: String) -> Substring { values[metric] ?? "" }

  /// How many steps a value lies below another one; negative where it is worse.
  func distance(from worst: Substring, _ metric: String) -> Int {
    let order = CVSS4Metrics.order[metric] ?? []
    return (order.firstIndex(of: self[metric]) ?? 0) - (order.firstIndex(of: worst) ?? 0)
  }

  func isAtMost(_ worst: [String: Substring]) -> Bool {
    worst.allSatisfy { distance(from: $0.value, $0.key) >= 0 }
  }

  /// - Source: section 8.2, tables of EQ1 to EQ6
  var levels: CVSS4Levels {
    let eq1 =
      if self["AV"] == "N", self["PR"] == "N", self["UI"] == "N" {
        0
      } else if self["AV"] != "P",
        self["AV"] == "N" || self["PR"] == "N" || self["UI"] == "N"
      { 1 } else { 2 }
    let isDeep = self["VC"] == "H" && self["VI"] == "H"
    let eq3 = isDeep ? 0 : ["VC", "VI", "VA"].contains { self[$0] == "H" } ? 1 : 2
    let eq4 =
      if self["SI"] == "S" || self["SA"] == "S" { 0 } else if ["SC", "SI", "SA"].contains(where: { self[$0] == "H" }) {
        1
      } else {
        2
      }
    let isWanted = [("CR", "VC"), ("IR", "VI"), ("AR", "VA")].contains { self[$0.0] == "H" && self[$0.1] == "H" }
    return CVSS4Levels(
      eq1: eq1, eq2: self["AC"] == "L" && self["AT"] == "N" ? 0 : 1, eq3: eq3, eq4: eq4,
      eq5: ["A": 0, "P": 1, "U": 2][self["E"]] ?? 0, eq6: isWanted ? 0 : 1)
  }
}

/// A macrovector: the level of each of the six equivalences, 0 the worst.
struct CVSS4Levels {
  var eq1: Int
  var eq2: Int
  var eq3: Int
  var eq4: Int
  var eq5: Int
  var eq6: Int

  /// The third and sixth equivalence depend on each other, and make five levels.
  fileprivate var joint: Int? {
    switch (eq3, eq6) {
    case (0, 0): 0
    case (0, 1): 1
    case (1, 0): 2
    case (1, 1): 3
    case (2, 1): 4
    default: nil
    }
  }

  /// Tenths; `nil` for a class that does not exist.
  fileprivate var score: Int? {
    guard let joint, (0...2).contains(eq1), (0...1).contains(eq2), (0...2).contains(eq4), (0...2).contains(eq5) else {
      return nil
    }
    return cvss4Scores[(((eq1 * 2 + eq2) * 5 + joint) * 3 + eq4) * 3 + eq5]
  }

  /// The classes that are one level milder in one part.
  fileprivate func milder(_ part: CVSS4Part) -> [CVSS4Levels] {
    func changed(_ change: (inout CVSS4Levels) -> Void) -> CVSS4Levels {
      var levels = self
      change(&levels)
      return levels
    }
    return switch part {
    case .first: [changed { $0.eq1 += 1 }]
    case .second: [changed { $0.eq2 += 1 }]
    case .joint:
      if eq3 == 0, eq6 == 0 {
        [changed { $0.eq6 += 1 }, changed { $0.eq3 += 1 }]
      } else if eq6 == 0 {
        [changed { $0.eq6 += 1 }]
      } else {
        [changed { $0.eq3 += 1 }]
      }
    case .fourth: [changed { $0.eq4 += 1 }]
    case .fifth: [changed { $0.eq5 += 1 }]
    }
  }

  /// The worst vectors of the class, of which each part has its own, combined.
  fileprivate var worst: [[String: Substring]] {
    CVSS4Part.allCases.reduce([[:]]) { vectors, part in
      vectors.flatMap { vector in part.worst(self).map { vector.merging($0) { _, new in new } } }
    }
  }
}

/// A part of the metrics that is looked at for itself.
private enum CVSS4Part: CaseIterable {
  case first, second, joint, fourth, fifth

  var metrics: [String] {
    switch self {
    case .first: ["AV", "PR", "UI"]
    case .second: ["AC", "AT"]
    case .joint: ["VC", "VI", "VA", "CR", "IR", "AR"]
    case .fourth: ["SC", "SI", "SA"]
    case .fifth: ["E"]
    }
  }

  /// The worst values of the metrics in a class, in the order of `metrics`.
  func worst(_ levels: CVSS4Levels) -> [[String: Substring]] {
    let rows =
      switch self {
      case .first: [["NNN"], ["ANN", "NLN", "NNP"], ["PNN", "ALP"]]
      case .second: [["LN"], ["HN", "LP"]]
      case .joint:
        [
          ["HHHHHH"], ["HHLMMH", "HHHMMM"], ["LHHHHH", "HLHHHH"], ["LHLHMH", "LHHHMM", "HLHMHM", "HLLMHH", "LLHHHM"],
          ["LLLHHH"],
        ]
      case .fourth: [["HSS"], ["HHH"], ["LLL"]]
      case .fifth: [["A"], ["P"], ["U"]]
      }
    let level = level(levels)
    guard rows.indices.contains(level) else { return [] }
    return rows[level].map { letters in
      Dictionary(uniqueKeysWithValues: zip(metrics, letters.indices.map { letters[$0...$0] }))
    }
  }

  private func level(_ levels: CVSS4Levels) -> Int {
    switch self {
    case .first: levels.eq1
    case .second: levels.eq2
    case .joint: levels.joint ?? 0
    case .fourth: levels.eq4
    case .fifth: levels.eq5
    }
  }

  /// How many steps lie between the worst and the mildest vector of a class.
  func depth(_ levels: CVSS4Levels) -> Int {
    let depths =
      switch self {
      case .first: [1, 4, 5]
      case .second: [1, 2]
      case .joint: [7, 6, 8, 8, 10]
      case .fourth: [6, 5, 4]
      case .fifth: [1, 1, 1]
      }
    return depths[min(level(levels), depths.count - 1)]
  }
}
