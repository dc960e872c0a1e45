import Model
import Syntax

/// Holds objects against what is known of their kinds in one version of Kubernetes.
struct KubernetesJudge: Sendable {
  private let law: KubernetesLaw
  private let version: Int
  private let definitions: [CustomDefinition]
  private let checks: [String: [FieldCheck]]

  /// - Parameter minor: the minor version of Kubernetes; without it, the newest that is known.
  /// - Throws: only where the program's own files are broken.
  init(minor: Int?, _ definitions: [CustomDefinition] = []) throws(ReadError) {
    self.definitions = definitions
    law = try KubernetesLaw.builtIn.get()
    checks = try FieldCheck.builtIn.get()
    version = law.version(minor)
  }

  /// Adds what is wrong with an object's fields, and whether its kind is known.
  func look(at node: Int, of tape: Tape, _ object: inout ManifestObject) {
    guard let apiVersion = object.apiVersion, let kind = object.kind else { return }
    let place = tape.member("apiVersion", of: node) ?? node
    let location = Location(object.location.path, line: tape.line(place), column: tape.column(place))
    if let problem = end(of: apiVersion, kind, at: location) { object.problems.append(problem) }
    var validator = KubernetesValidator(law, version: version, tape, at: object.location.path)
    if let variant = law.object(apiVersion, kind, in: version) {
      object.hasSchema = true
      validator.check(node, variant)
      validator.checkSelection(node, of: kind)
    } else if let definition = definitions.last(where: { $0.defines(apiVersion, kind) }) {
      look(at: node, of: tape, by: definition, &object, at: location)
    } else if let message = law.misnomer(apiVersion, kind, in: version) {
      object.problems.append(ManifestProblem(.unknownKind, message, at: location))
    }
    validator.checkName(of: node, kind)
    object.problems += validator.problems
    object.breaches = (checks[kind] ?? []).flatMap { $0.breaches(of: node, in: tape, object) }
  }

  private func look(
    at node: Int, of tape: Tape, by definition: CustomDefinition, _ object: inout ManifestObject, at place: Location
  ) {
    object.hasSchema = true
    let version = String(
      decoding: (object.apiVersion ?? "").utf8.dropFirst(definition.group.utf8.count + 1), as: UTF8.self)
    guard let schema = definition.versions[version] else {
      let known = definition.versions.keys.sorted().joined(separator: ", ")
      let message = "\(version) is no version of \(definition.kind) that its definition serves (\(known))"
      return object.problems.append(ManifestProblem(.wrongType, message, at: place))
    }
    guard let schema else { return }
    var validator = CustomValidator(tape, of: definition.kind, at: place.path)
    validator.check(object: node, schema)
    object.problems += validator.problems
  }

  /// What is to be said of a version of the API that ended or will.
  private func end(of apiVersion: String, _ kind: String, at location: Location) -> ManifestProblem? {
    guard let end = law.lifecycle(apiVersion, kind, in: version) else { return nil }
    let minor = law.schemas.minorVersions[version]
    let instead = end.instead.map { ", use \($0)" } ?? ""
    if let removed = end.removed, removed <= minor {
      return ManifestProblem(
        .removedAPI, "\(apiVersion) \(kind) is not served since Kubernetes 1.\(removed)\(instead)", at: location)
    }
    guard let deprecated = end.deprecated, deprecated <= minor else { return nil }
    let until = end.removed.map { " and not served from 1.\($0) on" } ?? ""
    return ManifestProblem(
      .deprecatedAPI, "\(apiVersion) \(kind) is deprecated since Kubernetes 1.\(deprecated)\(until)\(instead)",
      at: location)
  }
}
