import Model
import Syntax

/// Holds objects against what is known of their kinds in one version of Kubernetes.
struct KubernetesJudge {
  private struct Name: Hashable {
    var apiVersion: String
    var kind: String
  }

  private let law: KubernetesLaw
  private let version: Int
  private let definitions: [CustomDefinition]
  private let checks: [String: [FieldCheck]]
  /// What is known of the kinds that were met, and where by their names.
  private var kinds: [KubernetesKind] = []
  private var places: [Name: Int] = [:]

  /// - Parameter minor: the minor version of Kubernetes; without it, the newest that is known.
  /// - Throws: only where the program's own files are broken.
  init(minor: Int?, _ definitions: [CustomDefinition] = []) throws(ReadError) {
    self.definitions = definitions
    law = try KubernetesLaw.builtIn.get()
    checks = try FieldCheck.builtIn.get()
    version = law.version(minor)
  }

  /// Adds what is wrong with an object's fields, and whether its kind is known.
  mutating func look(at node: Int, of tape: Tape, _ object: inout ManifestObject) {
    guard let apiVersion = object.apiVersion, let kind = object.kind else { return }
    let known = place(of: Name(apiVersion: apiVersion, kind: kind))
    kinds.span[known].look(at: node, of: KubernetesValidator(law, version: version, tape), tape, &object)
  }

  private mutating func place(of name: Name) -> Int {
    if let place = places[name] { return place }
    let definition = definitions.last { $0.defines(name.apiVersion, name.kind) }
    kinds.append(
      KubernetesKind(name.apiVersion, name.kind, in: law, version, definition, checks: checks[name.kind] ?? []))
    places[name] = kinds.count - 1
    return kinds.count - 1
  }
}
