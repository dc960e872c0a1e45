import Model
import Testing

/// Scores of vectors, as FIRST's own formulas have them: checked once against 60,000 of the package `cvss` of PyPI.
struct ScoreTests {
  private static let vectors: [(vector: String, score: String)] = [
    ("AV:N/AC:L/Au:N/C:N/I:N/A:C", "7.8"),
    ("AV:N/AC:L/Au:N/C:C/I:C/A:C", "10.0"),
    ("AV:L/AC:H/Au:N/C:C/I:C/A:C", "6.2"),
    ("AV:N/AC:M/Au:N/C:P/I:P/A:P", "6.8"),
    ("AV:L/AC:L/Au:M/C:N/I:N/A:N", "0.0"),
    ("AV:N/AC:L/Au:N/C:P/I:P/A:P/E:F/RL:OF/RC:C", "7.5"),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "9.8"),
    ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", "10.0"),
    ("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", "6.1"),
    ("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L", "1.6"),
    ("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:N", "0.0"),
    ("CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:C/C:H/I:N/A:N/E:P/RL:O/MAV:L", "6.3"),
    ("CVSS:3.0/AV:A/AC:L/PR:H/UI:N/S:C/C:H/I:L/A:L", "7.5"),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", "10.0"),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "9.3"),
    ("CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "7.7"),
    ("CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", "2.4"),
    ("CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", "0.0"),
    ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:U", "9.1"),
    ("CVSS:4.0/AV:P/AC:H/AT:N/PR:L/UI:P/VC:L/VI:L/VA:H/SC:L/SI:H/SA:L/MSI:S/CR:L/IR:M/AR:H", "6.9"),
    ("CVSS:4.0/AV:A/AC:H/AT:N/PR:H/UI:N/VC:N/VI:L/VA:L/SC:H/SI:N/SA:N/E:P/MPR:N", "2.3"),
  ]

  @Test(arguments: vectors)
  func `a vector has the score that its guide computes`(_ vector: String, _ score: String) {
    #expect(Score(vector).map(\.description) == score)
  }

  @Test(arguments: ["AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "(AV:N/AC:L/Au:N/C:C/I:C/A:C)"])
  func `a vector may lack its prefix or stand in brackets`(_ vector: String) { #expect(Score(vector) != nil) }

  @Test(arguments: [
    "", "/", "CVSS:3.1", "CVSS:3.1/", "CVSS:3.1/AV:N", "CVSS:9.9/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/AV:N", "CVSS:3.1/AV:Z/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/XX:Y", "OWASP/K9:M1:O0:Z2/D1:X1:W1:L3/C2:I1:A1:T1",
    "AV:N/AC:L/Au:N/C:N/I:N", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H",
  ])
  func `what is no vector has no score`(_ text: String) { #expect(Score(text) == nil) }

  @Test(arguments: [("9.8", "9.8"), ("10", "10.0"), ("0", "0.0"), ("7.25", "7.3"), ("5e0", "5.0")])
  func `a number is a score of one place`(_ text: String, _ score: String) {
    #expect(Score(text).map(\.description) == score)
  }

  @Test(arguments: ["10.1", "-1", "NaN", "high", "1e99"])
  func `a number beyond the scale is none`(_ text: String) { #expect(Score(text) == nil) }

  @Test(arguments: [
    (0, Severity.info), (1, .low), (39, .low), (40, .medium), (69, .medium), (70, .high), (89, .high), (90, .critical),
  ])
  func `a score has a rating`(_ tenths: Int, _ severity: Severity) {
    #expect(Score(tenths: tenths)?.severity == severity)
  }

  @Test func `version 2 knows nothing above high`() {
    #expect(Score("AV:N/AC:L/Au:N/C:C/I:C/A:C")?.severity == .high)
    #expect(Score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H")?.severity == .critical)
  }
}
