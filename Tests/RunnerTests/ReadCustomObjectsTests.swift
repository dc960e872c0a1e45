import Model
import Testing

@testable import Runner

/// A definition of a kind of objects that have no fields of their own.
let basketDefinition = Array(
  """
  apiVersion: apiextensions.k8s.io/v1
  kind: CustomResourceDefinition
  metadata: {name: baskets.shop.example.com}
  spec:
    group: shop.example.com
    scope: Cluster
    names: {kind: Basket, plural: baskets}
    versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
  """.utf8)

struct ReadCustomObjectsTests {
  @Test func `objects are held against definitions of other files`() {
    let world = World.holding([
      "crd.yaml": basketDefinition,
      "basket.yaml": Array("apiVersion: shop.example.com/v1\nkind: Basket\nspec: 1\n".utf8),
      "other.yaml": Array("apiVersion: shop.example.com/v1\nkind: Other\n".utf8),
    ])
    let files = ["crd.yaml", "basket.yaml", "other.yaml"].map { read(Path($0), for: [], in: world) }
    let found = readCustomObjects(files, under: Policy(), in: world).flatMap(\.evidence.manifests.objects)
    #expect(found.map(\.schema) == [.valid, .invalid, .unknown])
    #expect(
      readCustomObjects(Array(files.dropFirst()), under: Policy(), in: world).map(\.input)
        == files.dropFirst().map(\.input))
  }
}
