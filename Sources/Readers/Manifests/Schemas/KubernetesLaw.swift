import Syntax

/// What is known of Kubernetes' own objects: their structure, and what `gates/kubernetes/` says beyond it.
struct KubernetesLaw: Sendable {
  /// A requirement that the labels of one mapping stand in another.
  struct Selection: Sendable {
    var kinds: [String]
    var selector: [String]
    var labels: [String]
  }

  let schemas: KubernetesSchemas
  let selections: [Selection]
  let kinds: [String: [KubernetesSchemas.KindRow]]
  /// The groups that are Kubernetes' own; objects of others have definitions.
  let groups: Set<String>
  /// What programs read and no server, though its apiVersion is one of Kubernetes' own.
  let clientKinds: Set<String>
  private let lifecycles: [String: APILifecycle]
  private let names: [String: ValueForm]
  let conditions: FieldConditions

  /// - Throws: only where the program's own files are broken.
  static let builtIn: Result<KubernetesLaw, ReadError> = Result { () throws(ReadError) in
    try KubernetesLaw(
      KubernetesSchemas(EmbeddedFile.inflated("kubernetes/schemas.bin.gz")),
      values: EmbeddedFile.named("kubernetes/values.yaml"), lifecycle: EmbeddedFile.named("kubernetes/lifecycle.yaml"))
  }

  init(_ schemas: KubernetesSchemas, values: Node, lifecycle: Node) throws(ReadError) {
    self.schemas = schemas
    kinds = Dictionary(grouping: schemas.kinds) { "\($0.apiVersion) \($0.kind)" }
    groups = Set(schemas.kinds.map { $0.apiVersion.group })
    clientKinds = Set(try values["clients"]?.strings() ?? [])
    lifecycles = try APILifecycle.all(lifecycle)
    conditions = try FieldConditions(values["fields"], schemas)
    var names: [String: ValueForm] = [:]
    for (kind, form) in try values["names"]?.members("names") ?? [] { names[kind] = try form.word(ValueForm.self) }
    self.names = names
    selections = try (values["selectors"]?.sequence ?? []).map { node throws(ReadError) in
      Selection(
        kinds: try node["kinds"]?.strings() ?? [], selector: try node["selector"]?.fieldPath() ?? [],
        labels: try node["labels"]?.fieldPath() ?? [])
    }
  }
}

extension KubernetesLaw {
  /// What the names of objects of a kind look like.
  func form(ofNameOf kind: String) -> ValueForm { names[kind] ?? .dnsSubdomain }

  /// The place of the newest version that is not newer than a minor version; the newest of all without one.
  func version(_ minor: Int?) -> Int {
    let known = schemas.minorVersions
    return known.lastIndex { $0 <= minor ?? Int.max } ?? 0
  }

  /// What an object consists of; `nil` for a kind that is unknown to the version.
  func object(_ apiVersion: String, _ kind: String, in version: Int) -> KubernetesSchemas.Variant? {
    let row = kinds["\(apiVersion) \(kind)"]?.first { $0.mask >> version & 1 == 1 }
    return row.flatMap { schemas.variant(of: $0.definition, in: version) }
  }

  /// What became, or will become, of a kind.
  func lifecycle(_ apiVersion: String, _ kind: String, in version: Int) -> APILifecycle? {
    if let stated = lifecycles["\(apiVersion) \(kind)"] { return stated }
    guard let rows = kinds["\(apiVersion) \(kind)"] else { return nil }
    let mask = rows.reduce(0) { $0 | $1.mask }
    let minors = schemas.minorVersions
    guard mask >> version == 0, let last = minors.indices.last(where: { mask >> $0 & 1 == 1 }), last + 1 < minors.count
    else { return nil }
    let others = kinds.values.joined().filter { $0.kind == kind && $0.mask >> version & 1 == 1 }
    let successor = others.map(\.apiVersion).filter { $0.group == apiVersion.group }.min()
    return APILifecycle(removed: minors[last + 1], instead: successor)
  }
}

/// When a version of the API ended, or will, in minor versions of Kubernetes 1.
struct APILifecycle: Sendable {
  var deprecated: Int?
  var removed: Int?
  var instead: String?

  fileprivate static func all(_ node: Node) throws(ReadError) -> [String: APILifecycle] {
    var all: [String: APILifecycle] = [:]
    for row in node["apis"]?.sequence ?? [] {
      let lifecycle = APILifecycle(
        deprecated: try row["deprecated"]?.kubernetesMinor(), removed: try row["removed"]?.kubernetesMinor(),
        instead: try row["instead"]?.string())
      for kind in try row["kinds"]?.strings() ?? [] { all["\(try row["api"]?.string() ?? "") \(kind)"] = lifecycle }
    }
    return all
  }
}

extension Node {
  /// The minor version of Kubernetes that a text names: 31 of `1.31`, `v1.31` or `1.31.2`.
  func kubernetesMinor() throws(ReadError) -> Int {
    guard let minor = kubernetesMinorVersion(text ?? "") else { throw error("a version of Kubernetes such as 1.31") }
    return minor
  }

  /// The steps of a path such as `spec.template`.
  func fieldPath() throws(ReadError) -> [String] {
    try string().utf8.split(separator: UInt8(ascii: ".")).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// The minor version of Kubernetes 1 that a text names; `nil` where it names none.
package func kubernetesMinorVersion(_ text: String) -> Int? {
  let parts = text.utf8.drop { $0 == UInt8(ascii: "v") }.split(
    separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  let numbers = parts.map { Int(String(decoding: $0, as: UTF8.self)) }
  guard (2...3).contains(numbers.count), numbers[0] == 1, !numbers.contains(nil), let minor = numbers[1], minor >= 0
  else { return nil }
  return minor
}
