import Model
import Testing

struct FindingTests {
  private func finding(
    _ effect: Effect, _ message: String = "line 3 never ran", at location: Location? = Location("a.py", line: 3)
  ) -> Finding {
    Finding(rule: "coverage.lines", effect: effect, message: message, location: location, remedy: "")
  }

  private func pardoned(_ effect: Effect) -> Finding {
    var finding = finding(effect)
    finding.pardon = .waived(by: "W-1")
    return finding
  }

  @Test func `a finding that is pardoned does not block`() {
    #expect(finding(.fail).blocks && finding(.cannotJudge).blocks)
    #expect(!pardoned(.fail).blocks && !pardoned(.cannotJudge).blocks)
  }

  @Test func `what was pardoned warns`() {
    #expect(Outcome(of: [pardoned(.fail)]) == .warned)
    #expect(Outcome(of: [pardoned(.fail), finding(.note)]) == .warned)
    #expect(Outcome(of: [pardoned(.fail), finding(.fail)]) == .failed)
    #expect(Outcome(of: [pardoned(.fail), finding(.cannotJudge)]) == .cannotJudge)
    #expect(Outcome(of: []) == .passed)
  }

  @Test func `a fingerprint stays when lines move, and tells rules, files and words apart`() {
    let moved = finding(.warn, at: Location("a.py", line: 9))
    #expect(finding(.fail).fingerprint == moved.fingerprint)
    #expect(finding(.fail).fingerprint != finding(.fail, at: Location("b.py", line: 3)).fingerprint)
    #expect(finding(.fail).fingerprint != finding(.fail, "line 4 never ran").fingerprint)
    #expect(finding(.fail).fingerprint.count == 16)
  }
}
