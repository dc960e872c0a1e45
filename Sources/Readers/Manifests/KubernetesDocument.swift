import Model
import Syntax

/// The objects of one document: one, or those of a list.
struct KubernetesDocument {
  /// An object, or a list without its items, and what its list says of it.
  private struct Part {
    var node: Int
    var isList = false
    var apiVersion: String?
    var kind: String?
  }

  private let tape: Tape
  private let path: Path
  private var parts: [Part] = []
  private var duplicates: ArraySlice<NodeDocument.DuplicateKey>

  init(_ tape: Tape, _ root: Int, at path: Path) {
    self.tape = tape
    self.path = path
    duplicates =
      tape.duplicates.isEmpty ? [] : tape.duplicates.sorted { ($0.line, $0.column) < ($1.line, $1.column) }[...]
    open(root)
  }

  /// Adds the objects, and what they say of kinds of their own, of alerts, and of what takes a rollout back.
  ///
  /// - Throws: `ReadError` for a template, and for keys that are no text.
  mutating func read(into manifests: inout Manifests, by judge: inout KubernetesJudge) throws(ReadError) {
    if let odd = tape.oddKey { throw HelmTemplate.error(key: odd, in: tape) }
    for index in parts.indices {
      let part = parts[index]
      var object = object(part, by: &judge)
      if !duplicates.isEmpty {
        let own = takeDuplicates(before: index + 1 < parts.count ? parts[index + 1].node : nil)
        object.problems += own.map { ManifestProblem($0, at: path) }
      }
      if !part.isList || !object.problems.isEmpty { manifests.objects.append(object) }
      // What a list says of its items is no word of theirs.
      guard let kind = part.kind == nil ? object.kind : text("kind", of: part.node) else { continue }
      if let definition = definition(part.node, kind) { manifests.definitions.append(definition) }
      manifests.alerts += alerts(part.node, kind)
      manifests.takeAnalyses(of: part.node, kind: kind, in: tape)
    }
  }

  /// What an object says of a kind of its own.
  private func definition(_ node: Int, _ kind: String) -> CustomDefinition? {
    guard kind == "CustomResourceDefinition",
      text("apiVersion", of: node)?.hasPrefix("apiextensions.k8s.io/") == true
    else { return nil }
    return CustomDefinition(node, in: tape)
  }

  /// The alerts that an object raises, and what it takes a rollout back for.
  private func alerts(_ node: Int, _ kind: String) -> [AlertRule] {
    guard kind == "PrometheusRule" else { return AlertRule.rollbacks(of: node, kind: kind, in: tape, at: path) }
    return tape.node(at: ["spec", "groups"], of: node).map { AlertRule.all(in: $0, of: tape, at: path) } ?? []
  }

  /// What stands twice up to where the next part begins, or up to the end.
  private mutating func takeDuplicates(before next: Int?) -> ArraySlice<NodeDocument.DuplicateKey> {
    guard let next else { return duplicates }
    let own = duplicates.prefix { ($0.line, $0.column) < (tape.line(next), tape.column(next)) }
    duplicates = duplicates.dropFirst(own.count)
    return own
  }
}

extension KubernetesDocument {
  /// Takes a node apart: a list of any kind is opened, and so are the lists in it.
  ///
  /// Items of `kind: PodList` may leave out what the list says; those of `kind: List` may not.
  /// - Source: k8s.io/apimachinery, unstructured JSON scheme, decodeToList
  private mutating func open(_ node: Int, apiVersion: String? = nil, kind: String? = nil) {
    guard let own = text("kind", of: node), own.hasSuffix("List"), let items = tape.member("items", of: node),
      tape.kind(items) == .sequence
    else { return parts.append(Part(node: node, apiVersion: apiVersion, kind: kind)) }
    parts.append(Part(node: node, isList: true))
    let itemKind = own == "List" ? nil : String(own.dropLast("List".count))
    let itemVersion = itemKind.flatMap { _ in text("apiVersion", of: node) }
    tape.forEachElement(of: items) { open($0, apiVersion: itemVersion, kind: itemKind) }
  }

  private func object(_ part: Part, by judge: inout KubernetesJudge) -> ManifestObject {
    let node = part.node
    let metadata = tape.member("metadata", of: node)
    var object = ManifestObject(
      location: place(node), apiVersion: text("apiVersion", of: node), kind: text("kind", of: node),
      name: metadata.flatMap { tape.text("name", of: $0) },
      namespace: metadata.flatMap { text("namespace", of: $0) })
    if part.isList {
      object.problems = identityProblems(object, node)
    } else if object.apiVersion?.hasPrefix(Kustomization.group) ?? true, Kustomization.isOne(node, in: tape) {
      object.kind = object.kind ?? "Kustomization"
      object.images = Kustomization.images(of: node, in: tape, at: path)
      object.references = Kustomization.references(of: node, in: tape, at: path)
      object.remotes = Kustomization.remotes(of: node, in: tape, at: path)
    } else if tape.kind(node) != .mapping {
      object.problems = [ManifestProblem(.identity, "\(tape.words(node)), wanted an object", at: object.location)]
    } else {
      if object.apiVersion == nil, object.kind == nil {
        (object.apiVersion, object.kind) = (part.apiVersion, part.kind)
      }
      object.problems = identityProblems(object, node)
      object.images = KubernetesImages.uses(in: node, of: tape, at: path)
      KubernetesRelations.take(node, of: tape, into: &object)
      judge.look(at: node, of: tape, &object)
      if object.kind == "PrometheusRule", let groups = tape.node(at: ["spec", "groups"], of: node),
        let fault = AlertRule.fault(in: groups, of: tape)
      {
        object.problems.append(
          ManifestProblem(.missingField, fault.message, at: Location(path, line: fault.line ?? tape.line(node))))
      }
    }
    return object
  }

  private func identityProblems(_ object: ManifestObject, _ node: Int) -> [ManifestProblem] {
    var problems: [ManifestProblem] = []
    if object.apiVersion == nil { problems.append(missing("apiVersion", "apps/v1", in: node)) }
    if object.kind == nil { problems.append(missing("kind", "Deployment", in: node)) }
    return problems
  }

  private func text(_ key: StaticString, of node: Int) -> String? {
    tape.text(key, of: node).flatMap { $0.isEmpty ? nil : $0 }
  }

  private func place(_ node: Int) -> Location { Location(path, line: tape.line(node)) }

  private func missing(_ field: StaticString, _ example: String, in node: Int) -> ManifestProblem {
    let value = tape.member(field, of: node)
    let met = value.map { "\(tape.words($0)) as \(field)" } ?? "no \(field)"
    return ManifestProblem(.identity, "\(met), wanted one such as \(example)", at: place(value ?? node))
  }
}
