/// The base score of version 2, in tenths.
///
/// - Source: A Complete Guide to the Common Vulnerability Scoring System Version 2.0, section 3.2.1
func cvss2Tenths(_ vector: CVSSVector) -> Int {
  func weight(_ metric: String, _ weights: [Substring: Double]) -> Double { weights[vector[metric]] ?? 0 }
  let loss: [Substring: Double] = ["P": 0.275, "C": 0.66]
  let impact = 10.41 * (1 - ["C", "I", "A"].reduce(1) { $0 * (1 - weight($1, loss)) })
  let ease =
    20 * weight("AV", ["L": 0.395, "A": 0.646, "N": 1]) * weight("AC", ["H": 0.35, "M": 0.61, "L": 0.71])
    * weight("Au", ["M": 0.45, "S": 0.56, "N": 0.704])
  let score = (0.6 * impact + 0.4 * ease - 1.5) * (impact == 0 ? 0 : 1.176)
  return tenths(score)
}

/// The base score of version 3, in tenths.
///
/// - Source: Common Vulnerability Scoring System v3.1: Specification Document, section 7.1 and appendix A
func cvss3Tenths(_ vector: CVSSVector) -> Int {
  func weight(_ metric: String, _ weights: [Substring: Double]) -> Double { weights[vector[metric]] ?? 0 }
  let isChanged = vector["S"] == "C"
  let loss: [Substring: Double] = ["H": 0.56, "L": 0.22]
  let share = 1 - ["C", "I", "A"].reduce(1) { $0 * (1 - weight($1, loss)) }
  let decay = (0..<15).reduce(1.0) { power, _ in power * (share - 0.02) }
  let impact = isChanged ? 7.52 * (share - 0.029) - 3.25 * decay : 6.42 * share
  let rights: [Substring: Double] = isChanged ? ["N": 0.85, "L": 0.68, "H": 0.5] : ["N": 0.85, "L": 0.62, "H": 0.27]
  let ease =
    8.22 * weight("AV", ["N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2]) * weight("AC", ["L": 0.77, "H": 0.44])
    * weight("PR", rights) * weight("UI", ["N": 0.85, "R": 0.62])
  if impact <= 0 { return 0 }
  // Rounded up, but not for what the last binary digits add.
  let hundredThousandths = Int(min((isChanged ? 1.08 : 1) * (impact + ease), 10) * 100_000 + 0.5)
  return (hundredThousandths + 9999) / 10_000
}

/// A score between 0 and 10 rounded to one place.
func tenths(_ score: Double) -> Int { Int(min(max(score, 0), 10) * 10 + 0.5 + 1e-6) }
