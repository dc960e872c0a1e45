import Model
import Syntax

/// The objects of one document: one, or those of a list.
struct KubernetesDocument {
  /// An object, or a list without its items, and what its list says of it.
  private struct Part {
    var node: Node
    var isList = false
    var apiVersion: String?
    var kind: String?
  }

  private let path: Path
  private var parts: [Part] = []
  private var duplicates: ArraySlice<NodeDocument.DuplicateKey>

  init(_ root: Node, _ duplicates: [NodeDocument.DuplicateKey], at path: Path) {
    self.path = path
    self.duplicates = duplicates.sorted { ($0.line, $0.column) < ($1.line, $1.column) }[...]
    open(root)
  }

  /// - Throws: `ReadError` for a template, and for keys that are no text.
  mutating func objects() throws(ReadError) -> [ManifestObject] {
    var objects: [ManifestObject] = []
    for (index, part) in parts.enumerated() {
      let own = takeDuplicates(before: parts[(index + 1)...].first?.node)
      let object = try object(part, own)
      if !part.isList || !object.problems.isEmpty { objects.append(object) }
    }
    return objects
  }

  /// What stands twice up to where the next part begins, or up to the end.
  private mutating func takeDuplicates(before next: Node?) -> ArraySlice<NodeDocument.DuplicateKey> {
    guard let next else { return duplicates }
    let own = duplicates.prefix { ($0.line, $0.column) < (next.line, next.column) }
    duplicates = duplicates.dropFirst(own.count)
    return own
  }
}

extension KubernetesDocument {
  /// Takes a node apart: a list of any kind is opened, and so are the lists in it.
  ///
  /// Items of `kind: PodList` may leave out what the list says; those of `kind: List` may not.
  /// - Source: k8s.io/apimachinery, unstructured JSON scheme, decodeToList
  private mutating func open(_ node: Node, apiVersion: String? = nil, kind: String? = nil) {
    guard let own = node["kind"]?.text, own.hasSuffix("List"), let items = node["items"]?.sequence,
      let members = node.mapping
    else { return parts.append(Part(node: node, apiVersion: apiVersion, kind: kind)) }
    let list = Node(.mapping(members.filter { $0.key.text != "items" }), line: node.line, column: node.column)
    parts.append(Part(node: list, isList: true))
    let itemKind = own == "List" ? nil : String(own.dropLast("List".count))
    let itemVersion = itemKind.flatMap { _ in node["apiVersion"]?.text }
    for item in items { open(item, apiVersion: itemVersion, kind: itemKind) }
  }

  private func object(
    _ part: Part, _ duplicates: ArraySlice<NodeDocument.DuplicateKey>
  ) throws(ReadError) -> ManifestObject {
    let node = part.node
    var images = KubernetesImages(path)
    try images.visit(node)
    var object = ManifestObject(
      location: place(node), apiVersion: text(node["apiVersion"]), kind: text(node["kind"]),
      name: node["metadata"]?["name"]?.text, namespace: text(node["metadata"]?["namespace"]), images: images.uses)
    if Kustomization.isOne(node) {
      object.kind = object.kind ?? "Kustomization"
      object.images += Kustomization.images(of: node, at: path)
    } else if node.mapping == nil {
      object.problems = [ManifestProblem(.missingField, "\(node.kind), wanted an object", at: object.location)]
    } else {
      if object.apiVersion == nil, object.kind == nil {
        (object.apiVersion, object.kind) = (part.apiVersion, part.kind)
      }
      if object.apiVersion == nil { object.problems.append(missing("apiVersion", "apps/v1", in: node)) }
      if object.kind == nil { object.problems.append(missing("kind", "Deployment", in: node)) }
    }
    object.problems += duplicates.map(problem)
    return object
  }

  private func text(_ node: Node?) -> String? { node?.text.flatMap { $0.isEmpty ? nil : $0 } }

  private func place(_ node: Node) -> Location { Location(path, line: node.line) }

  private func missing(_ field: String, _ example: String, in node: Node) -> ManifestProblem {
    let met = node[field].map { "\($0.kind) as \(field)" } ?? "no \(field)"
    return ManifestProblem(.missingField, "\(met), wanted one such as \(example)", at: place(node[field] ?? node))
  }

  private func problem(_ duplicate: NodeDocument.DuplicateKey) -> ManifestProblem {
    let message = "the key \"\(duplicate.key)\" of line \(duplicate.line) stands at line \(duplicate.firstLine) already"
    return ManifestProblem(.duplicateKey, message, at: Location(path, line: duplicate.line))
  }
}
