import Model
import Testing

@testable import Gates

/// What programs need of others, and what locks it.
struct LocksTests {
  private func found(_ needs: DeclaredNeeds, _ files: Path...) throws -> [Finding] {
    var manifests = Manifests()
    manifests.needs = [needs]
    let scans = [Scan.of(by: "trivy")]
    return try Gate.security.judge(.of(files: files, scans: scans, manifests: manifests)).findings
  }

  private let node = DeclaredNeeds(
    "Node.js", at: Location("apps/web/package.json", line: 4), locks: ["package-lock.json", "yarn.lock"])

  @Test(
    arguments: [
      ("apps/web/package-lock.json", true), ("apps/yarn.lock", true), ("yarn.lock", true),
      ("apps/api/yarn.lock", false),
      ("apps/web/src/yarn.lock", false), ("apps/web/lock.json", false),
    ] as [(Path, Bool)])
  func `a lock file stands beside what is locked, or in a folder around it`(_ lock: Path, _ isLocked: Bool) throws {
    let found = try found(node, "apps/web/package.json", lock)
    let words = "what apps/web/package.json needs of Node.js is not locked, as by package-lock.json, yarn.lock"
    #expect(found.map(\.message) == (isLocked ? [] : [words]))
    #expect(found.allSatisfy { $0.rule == "security.unlocked" && $0.effect == .warn && $0.location?.line == 4 })
  }

  @Test func `what names no single release is told`() throws {
    var needs = DeclaredNeeds("Python", at: Location("requirements.txt", line: 2), locks: [], loose: ["a>=1", "b"])
    #expect(try found(needs).map(\.message) == ["no single release is named of a>=1, b"])
    needs.loose += ["c", "d", "e"]
    #expect(try found(needs).map(\.message) == ["no single release is named of a>=1, b, c, d, e"])
    needs.loose += (1...10).map { "x\($0)" }
    #expect(try found(needs).first?.message.hasSuffix("e, x1, x2, x3, x4, 6 more") == true)
  }

  @Test func `it is told where nothing was scanned, too`() throws {
    var manifests = Manifests()
    manifests.needs = [node]
    let verdict = try Gate.security.judge(.of(files: ["apps/web/package.json"], manifests: manifests))
    #expect(verdict.rules.sorted() == ["security.no-evidence", "security.unlocked"])
  }
}
