import Model
import Syntax
import Testing

@testable import Readers

private func manifests(_ text: String, _ reader: Reader) throws -> Manifests {
  var source = try ByteSource(Array(text.utf8))
  return try reader.read(&source, "shop/file.yaml").manifests
}

struct HelmChartFileTests {
  @Test func `a chart says what it is called and what its images are tagged with`() throws {
    let text = "# ours\napiVersion: v2\nname: shop\nversion: 0.1.0\nappVersion: \"1.2\"\ntype: library\n"
    #expect(
      try manifests(text, .helmChart).helm.charts == [
        HelmChart(name: "shop", location: Location("shop/file.yaml", line: 2), appVersion: "1.2", isLibrary: true)
      ])
  }

  @Test func `the charts that a chart takes in are counted`() throws {
    let text = "apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: a, repository: x}\n- {name: b}\n"
    #expect(try manifests(text, .helmChart).helm.charts.map(\.dependencies) == [2])
  }

  @Test(arguments: [
    ("apiVersion: v2\nname: shop\nversion: 1.0.0\n", true), ("apiVersion: v1\nname: shop\nversion: 1.0.0\n", true),
    ("apiVersion: v1\nkind: Pod\nname: shop\nversion: 1\n", false), ("apiVersion: v1\nname: a\n", false),
  ])
  func `a chart is told from objects`(_ text: String, _ isOne: Bool) throws {
    var source = try ByteSource(Array(text.utf8))
    #expect(Reader.helmChart.recognises(try Head(&source)) == isOne)
  }

  @Test func `a chart without a name is refused`() {
    #expect(throws: ReadError.self) { try manifests("apiVersion: v2\nname:\nversion: 1\n", .helmChart) }
  }
}

struct HelmValuesImageTests {
  @Test(
    arguments: [
      ("image: {repository: a/b, tag: v1}", ["a/b:v1"], false),
      ("image: {registry: r.io, repository: a/b, digest: 'sha256:00'}", ["r.io/a/b@sha256:00"], false),
      ("image: {repository: a/b, tag: ''}", ["a/b"], true), ("image: {repository: a/b}", [], false),
      ("web: [{image: 'nginx:1.27'}]", ["nginx:1.27"], false), ("sideImage: nginx:1", ["nginx:1"], false),
      ("sideImage: none", [], false), ("image: ''", [], false), ("image: true", [], false),
      ("heroImage: https://example.com/a.png", [], false),
    ] as [(String, [String], Bool)])
  func `values name images in two ways`(_ text: String, _ images: [String], _ takesVersion: Bool) throws {
    let found = try manifests(text, .helmValues).images
    #expect(found.map(\.reference) == images)
    #expect(found.contains(where: \.takesChartVersion) == takesVersion)
  }

  @Test(arguments: [
    ("image: nginx\n", "helm-values"), ("services: {a: {image: nginx}}\n", "compose"),
    ("stages: [a]\nimage: nginx\n", nil),
  ])
  func `values are told from what else names images`(_ text: String, _ found: String?) throws {
    #expect(try format(of: text) == found)
  }
}
