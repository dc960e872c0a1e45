import Model
import Syntax

/// What is known of one kind of objects in one version of Kubernetes.
struct KubernetesKind {
  private let kind: String
  /// What is to be said of all its objects: their version of the API ended or will, or they are misnamed.
  private var problems: [(kind: ManifestProblem.Kind, message: String)] = []
  private let variant: KubernetesSchemas.Variant?
  /// Whether the repository itself defines the kind, and the schema by which it does; without one anything is taken.
  private let isCustom: Bool
  private var custom: [CustomSchema] = []
  private let form: ValueForm
  private let selections: [KubernetesLaw.Selection]
  private let checks: [FieldCheck]

  init(
    _ apiVersion: String, _ kind: String, in law: KubernetesLaw, _ version: Int, _ definition: CustomDefinition?,
    checks: [FieldCheck]
  ) {
    self.kind = kind
    self.checks = checks
    variant = law.object(apiVersion, kind, in: version)
    isCustom = variant == nil && definition != nil
    form = law.form(ofNameOf: kind)
    selections = variant == nil ? [] : law.selections.filter { $0.kinds.contains(kind) }
    if let end = law.end(of: apiVersion, kind, in: version) { problems.append(end) }
    guard variant == nil else { return }
    if let definition {
      take(definition, apiVersion)
    } else if let message = law.misnomer(apiVersion, kind, in: version) {
      problems.append((.unknownKind, message))
    }
  }

  private mutating func take(_ definition: CustomDefinition, _ apiVersion: String) {
    let version = String(decoding: apiVersion.utf8.dropFirst(definition.group.utf8.count + 1), as: UTF8.self)
    if let schema = definition.versions[version] {
      custom = schema.map { [$0] } ?? []
    } else {
      let known = definition.versions.keys.sorted().joined(separator: ", ")
      problems.append(
        (.wrongType, "\(version) is no version of \(definition.kind) that its definition serves (\(known))"))
    }
  }

  /// Adds what is wrong with the fields of an object of the kind, and whether the kind is known.
  func look(at node: Int, of validator: KubernetesValidator, _ tape: Tape, _ object: inout ManifestObject) {
    var trail = FieldTrail(at: object.location.path)
    object.hasSchema = variant != nil || isCustom
    for problem in problems { object.note(problem.kind, problem.message, at: node, in: tape) }
    if let variant { validator.check(node, variant, &trail) }
    for selection in selections { validator.check(selection, of: node, &trail) }
    for schema in custom { CustomValidator(tape, of: kind).check(object: node, schema, &trail) }
    validator.checkName(of: node, form, &trail)
    if !trail.problems.isEmpty { object.problems += trail.problems }
    checks.look(at: node, in: tape, &object)
  }
}

extension ManifestObject {
  /// Notes a problem of the version of the API, where that stands.
  fileprivate mutating func note(
    _ kind: ManifestProblem.Kind, _ message: String, at node: Int, in tape: Tape
  ) {
    let place = tape.member("apiVersion", of: node) ?? node
    let location = Location(self.location.path, line: tape.line(place), column: tape.column(place))
    problems.append(ManifestProblem(kind, message, at: location))
  }
}

extension KubernetesLaw {
  /// What is to be said of a version of the API that ended or will.
  fileprivate func end(
    of apiVersion: String, _ kind: String, in version: Int
  ) -> (kind: ManifestProblem.Kind, message: String)? {
    guard let end = lifecycle(apiVersion, kind, in: version) else { return nil }
    let minor = schemas.minorVersions[version]
    let instead = end.instead.map { ", use \($0)" } ?? ""
    if let removed = end.removed, removed <= minor {
      return (.removedAPI, "\(apiVersion) \(kind) is not served since Kubernetes 1.\(removed)\(instead)")
    }
    guard let deprecated = end.deprecated, deprecated <= minor else { return nil }
    let until = end.removed.map { " and not served from 1.\($0) on" } ?? ""
    return (.deprecatedAPI, "\(apiVersion) \(kind) is deprecated since Kubernetes 1.\(deprecated)\(until)\(instead)")
  }
}
