/// What a CustomResourceDefinition says of the objects of its kind.
package struct CustomDefinition: Hashable, Sendable {
  package var group: String
  package var kind: String
  /// The schema of each version that is served; `nil` where it takes anything.
  package var versions: [String: CustomSchema?]

  package init(group: String, kind: String, versions: [String: CustomSchema?]) {
    self.group = group
    self.kind = kind
    self.versions = versions
  }

  /// Whether an object is of the kind, in whichever version.
  package func defines(_ apiVersion: String?, _ kind: String?) -> Bool {
    guard let apiVersion, kind == self.kind else { return false }
    return apiVersion.utf8.prefix { $0 != UInt8(ascii: "/") }.elementsEqual(group.utf8)
  }
}

/// The part of OpenAPI v3 that CustomResourceDefinitions are written in.
///
/// - Source: k8s.io/apiextensions-apiserver, apis/apiextensions/v1, JSONSchemaProps; "structural schemas"
package struct CustomSchema: Hashable, Sendable {
  /// What a mapping may hold beside the properties.
  package enum Additional: Hashable, Sendable {
    case none, anything
    /// A list of one, for a value cannot hold its own kind otherwise.
    case schema([CustomSchema])
  }

  /// `object`, `array`, `string`, `integer`, `number`, `boolean`; `nil`: anything.
  package var type: String?
  package var properties: [String: CustomSchema] = [:]
  package var required: [String] = []
  /// What elements are, as a list of one or none.
  package var items: [CustomSchema] = []
  package var additional = Additional.none
  package var isNullable = false
  package var isIntOrString = false
  package var words: [String] = []
  package var minimum: Int?
  package var maximum: Int?

  package init() {}
}
