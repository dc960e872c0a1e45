import Model
import Testing

@testable import Gates

/// Whether the images that are deployed are those that were scanned.
struct ScannedImagesTests {
  private func judge(
    _ deployed: Manifests, scanned: [String] = ["docker.io/shop/web:1"], own: [Glob] = [], files: [Path] = []
  ) throws -> Verdict {
    var scan = Scan.of(by: "trivy")
    (scan.subject, scan.target, scan.aliases) = (.image, scanned[0], Array(scanned.dropFirst()))
    return try Gate.security.judge(
      .of(files: files, scans: [scan, .of(by: "gitleaks")], manifests: deployed) {
        $0.infrastructure.ownImages = own
      })
  }

  @Test(arguments: [
    ("shop/web:1", ""), ("index.docker.io/shop/web:1", ""),
    ("shop/web:2", "shop/web:2 is deployed, and the report is of shop/web:1"),
    ("shop/api:1", "shop/api:1 is deployed, and no report names it"),
    ("shop/web:{{ .Values.tag }}", ""),
  ])
  func `an image of our own is known by its full name`(_ image: String, _ words: String) throws {
    let verdict = try judge(.of(images: image, "nginx:1.27"), own: ["shop/*", "index.docker.io/shop/*"])
    #expect(verdict.words == words)
    #expect(verdict.rules == (words.isEmpty ? [] : ["security.image-not-scanned"]))
  }

  @Test(arguments: [
    ("registry.example/shop/web:1", ""), ("web:1", ""),
    ("registry.example/web:2", "registry.example/web:2 is deployed, and the report is of shop/web:1"),
    ("web", "web is deployed, and the report is of shop/web:1"), ("nginx:1.27", ""),
  ])
  func `any other by the last part of it`(_ image: String, _ words: String) throws {
    #expect(try judge(.of(images: image)).words == words)
  }

  @Test(arguments: [
    ("shop/web@sha256:aa", true), ("shop/web:1@sha256:aa", true), ("shop/web:2@sha256:aa", true),
    ("shop/web:1@sha256:bb", true), ("shop/web@sha256:bb", false), ("shop/web:stable", true), ("shop/web:2", false),
  ])
  func `all names that a report gives an image count`(_ image: String, _ isScanned: Bool) throws {
    let names = ["image.tar", "shop/web:1", "shop/web:stable", "shop/web@sha256:aa"]
    let verdict = try judge(.of(images: image), scanned: names)
    #expect(verdict.rules.isEmpty == isScanned)
  }

  @Test func `who builds an image deploys one that was scanned`() throws {
    let verdict = try judge(.of(images: "api:1", "db:2"), files: ["Dockerfile"])
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.words == "api:1 and 1 more is deployed, and the reports are of shop/web alone")
    #expect(try judge(.of(images: "api:1", "db:2")).outcome == .passed)
    #expect(try judge(.of(images: "web:1", "db:2"), files: ["Dockerfile"]).outcome == .passed)
    #expect(try judge(Manifests(), files: ["Dockerfile"]).outcome == .passed)
  }
}
