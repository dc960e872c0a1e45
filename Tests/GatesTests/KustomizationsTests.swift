import Model
import Testing

@testable import Gates

/// What kustomizations take from elsewhere, and what was rendered from them.
struct KustomizationsTests {
  private func kustomization(_ folder: Path, taking references: String...) -> ManifestObject {
    let place = Location(folder.appending("kustomization.yaml"), line: 3)
    var object = ManifestObject(location: place, apiVersion: nil, kind: "Kustomization", name: nil)
    object.references = references.filter { !$0.hasPrefix("https") }.map { FileReference($0, at: place) }
    object.remotes = references.filter { $0.hasPrefix("https") }.map { FileReference($0, at: place) }
    return object
  }

  private func told(_ kustomizations: [ManifestObject], rendered: Path...) throws -> [Path?] {
    let others = rendered.map {
      ManifestObject(location: Location($0), apiVersion: "v1", kind: "Service", name: "a", hasSchema: true)
    }
    let matter = try Case.of(manifests: Manifests(objects: kustomizations + others)) { policy in
      for rule in policy.rules.keys { policy.rules[rule]?.isOff = rule != "infrastructure.unrendered-kustomization" }
    }
    let findings = Gate.infrastructure.judge(matter).findings
    #expect(findings.allSatisfy { $0.effect == .cannotJudge && $0.message.hasPrefix("https://x/a was not judged") })
    return findings.map(\.location?.path.parent)
  }

  @Test(
    arguments: [
      (nil, 1), ("k8s/rendered/prod.yaml", 0), ("prod-rendered.yaml", 0), ("k8s/prod.yaml", 1),
      ("k8s/surrendered/a", 1),
    ] as [(Path?, Int)])
  func `what is rendered from the only kustomization may be called anything`(_ other: Path?, _ count: Int) throws {
    let one = kustomization("k8s", taking: "https://x/a")
    let told = try other.map { try self.told([one], rendered: $0) } ?? self.told([one])
    #expect(told == Array(repeating: "k8s", count: count))
  }

  @Test(
    arguments: [
      ("rendered/prod.yaml", ["k8s/dev"]), ("rendered/k8s/prod.yaml", ["k8s/dev"]),
      ("rendered/prod/all.yaml", ["k8s/dev"]), ("k8s/prod/rendered.yaml", ["k8s/dev"]),
      ("k8s/prod/rendered/all.yaml", ["k8s/dev"]), ("out/prod-rendered.yaml", ["k8s/dev", "k8s/prod"]),
      ("prod.rendered.yaml", ["k8s/dev", "k8s/prod"]), ("k8s/prod.yaml", ["k8s/dev", "k8s/prod"]),
      ("rendered/shop.yaml", ["k8s/dev", "k8s/prod"]), ("prod_rendered.yaml", ["k8s/dev"]),
    ] as [(Path, [Path])])
  func `of several, what is rendered settles the one that it is named after`(_ other: Path, _ left: [Path]) throws {
    let both = [kustomization("k8s/dev", taking: "https://x/a"), kustomization("k8s/prod", taking: "https://x/a")]
    #expect(try told(both, rendered: other) == left)
  }

  @Test func `a name that two of them have settles neither`() throws {
    let both = [kustomization("a/prod", taking: "https://x/a"), kustomization("b/prod", taking: "https://x/a")]
    #expect(try told(both, rendered: "rendered/prod.yaml") == ["a/prod", "b/prod"])
    #expect(try told(both, rendered: "rendered/b/prod.yaml") == ["a/prod"])
  }

  @Test func `what a rendered one takes in is settled with it`() throws {
    let all = [
      kustomization("base", taking: "https://x/a"), kustomization("dev", taking: "../base"),
      kustomization("prod", taking: "../base"), kustomization("other", taking: "https://x/a"),
    ]
    #expect(try told(all, rendered: "rendered/prod.yaml") == ["other"])
    #expect(try told(all) == ["base", "other"])
  }
}
