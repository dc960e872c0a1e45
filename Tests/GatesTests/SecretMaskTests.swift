import Model
import Testing

@testable import Gates

/// What a tool quotes of a secret that it found is told to nobody.
struct SecretMaskTests {
  @Test(arguments: [
    ("Possible hardcoded password: 'hunter2'", "Possible hardcoded password: '…'"),
    ("Token \"abc\" and SECRET `def` in a.py", "Token \"…\" and SECRET `…` in a.py"),
    ("Don't keep a secret like 'it's mine' here", "Don't keep a secret like '…' here"),
    ("an API key begins with 'AKIA", "an API key begins with '…"), ("a password", "a password"),
    ("token ''", "token '…'"),
  ])
  func `what stands in quotes where secrets are spoken of is left out`(_ text: String, _ told: String) {
    #expect(text.withoutQuotedSecrets == told)
  }

  @Test(arguments: ["", "use of 'eval'", "Don't \"print\" `this`", "pass 'word'"])
  func `other texts are told as they are`(_ text: String) {
    #expect(text.withoutQuotedSecrets == text)
  }

  @Test func `a finding tells nothing of the secret that its title quotes`() throws {
    var finding = ScanFinding.of(.high, id: "B105", kind: .code, component: nil)
    finding.title = "Possible hardcoded password: 'hunter2'"
    let verdict = try Gate.security.judge(.of(scans: [.of(finding, by: "bandit")]))
    #expect(verdict.words.contains("hardcoded password: '…'"))
    #expect(!"\(verdict)".contains("hunter2"))
  }
}
