import Model
import Syntax
import Testing

@testable import Readers

private let definition = """
  apiVersion: apiextensions.k8s.io/v1
  kind: CustomResourceDefinition
  metadata: {name: baskets.shop.example.com}
  spec:
    group: shop.example.com
    scope: Namespaced
    names: {kind: Basket, plural: baskets}
    versions:
    - {name: v1alpha1, served: false, storage: false}
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              required: [size]
              properties:
                size: {type: integer, minimum: 1, maximum: 10}
                colour: {type: string, enum: [red, green]}
                port: {x-kubernetes-int-or-string: true}
                tags: {type: array, items: {type: string}}
                limits: {type: object, additionalProperties: {type: string}}
                anything: {type: object, x-kubernetes-preserve-unknown-fields: true}
  """

private func manifests(_ text: String, _ definitions: [CustomDefinition] = []) throws -> Manifests {
  var source = try ByteSource(Array(text.utf8))
  return try Reader.kubernetes(minor: nil, definitions: definitions).read(&source, "k8s/app.yaml").manifests
}

struct CustomDefinitionTests {
  private let definitions: [CustomDefinition]

  init() throws { definitions = try manifests(definition).definitions }

  private func object(_ spec: String, version: String = "v1") throws -> ManifestObject {
    let text = "apiVersion: shop.example.com/\(version)\nkind: Basket\nmetadata: {name: a}\n\(spec)\n"
    return try #require(try manifests(text, definitions).objects.first)
  }

  @Test func `a definition names its group, its kind and the versions that are served`() {
    #expect(definitions.map(\.group) == ["shop.example.com"])
    #expect(definitions.map(\.kind) == ["Basket"])
    #expect(definitions.map(\.versions.count) == [1])
  }

  @Test(arguments: [
    "spec: {size: 3, colour: red, port: http, tags: [a], limits: {a: b}, anything: {b: [1]}}",
    "spec: {size: 3, port: 80, colour: null}",
  ])
  func `an object that is as it is defined is valid`(_ spec: String) throws {
    #expect(try object(spec).problems == [])
    #expect(try object(spec).schema == .valid)
  }

  @Test(arguments: [
    ("spec: {size: 3, color: red}", "spec.color is no field of Basket (nearest: colour)"),
    ("spec: {colour: red}", "spec has no size, which is required"),
    ("status: {}", "status is no field of Basket"), ("status: {}", "the object has no spec, which is required"),
    ("spec: {size: \"3\"}", "spec.size is \"3\", wanted a whole number"),
    ("spec: {size: 30}", "spec.size is 30, wanted at most 10"),
    ("spec: {size: 0}", "spec.size is 0, wanted at least 1"),
    ("spec: {size: 3, colour: blue}", "spec.colour is \"blue\", wanted one of red, green"),
    ("spec: {size: 3, port: 1.5}", "spec.port is 1.5, a number, wanted a whole number or text"),
    ("spec: {size: 3, tags: [a, 1]}", "spec.tags[1] is 1, a number, wanted text"),
    ("spec: {size: 3, limits: {a: true}}", "spec.limits.a is true, a boolean"),
    ("spec: [1]", "spec is a list, wanted a mapping"),
  ])
  func `an object that is not is told where and why`(_ spec: String, _ message: String) throws {
    let found = try object(spec).problems.map(\.message)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test func `a version that is not served is told`() throws {
    let object = try object("spec: {size: 3}", version: "v1alpha1")
    #expect(object.problems.map(\.message) == ["v1alpha1 is no version of Basket that its definition serves (v1)"])
    #expect(object.schema == .invalid)
  }

  @Test func `one schema may stand for all versions, as it could before v1`() throws {
    let old = """
      apiVersion: apiextensions.k8s.io/v1beta1
      kind: CustomResourceDefinition
      spec:
        {group: a.example.com, version: v1, names: {kind: A}, validation: {openAPIV3Schema: {type: object, properties: {spec: {type: string}}}}}
      """
    let definitions = try manifests(old).definitions
    let objects = try manifests("apiVersion: a.example.com/v1\nkind: A\nspec: 1\n", definitions).objects
    #expect(objects.flatMap(\.problems).map(\.kind) == [.wrongType])
  }

  @Test(arguments: ["spec: {group: a}", "spec: []", "", "spec: {names: {kind: A}}"])
  func `a definition that does not name its kind defines nothing`(_ spec: String) throws {
    let text = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n\(spec)\n"
    #expect(try manifests(text).definitions == [])
  }

  @Test func `another group's kind of the name is unknown still`() throws {
    let objects = try manifests("apiVersion: other.example.com/v1\nkind: Basket\n", definitions).objects
    #expect(objects.map(\.schema) == [.unknown])
  }
}
