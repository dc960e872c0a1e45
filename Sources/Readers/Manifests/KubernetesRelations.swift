import Model
import Syntax

/// What objects say of each other: labels of pods and what selects by them, roles and whom they are given to.
enum KubernetesRelations {
  private static let labels = ["spec", "template", "metadata", "labels"]
  private static let selector = ["spec", "selector", "matchLabels"]

  static func take(_ node: Int, of tape: Tape, into object: inout ManifestObject) {
    switch object.kind {
    case "Deployment", "StatefulSet", "Rollout": object.pods = PodLabels(carried: texts(labels, of: node, tape))
    case "PodDisruptionBudget": object.pods = PodLabels(selected: texts(selector, of: node, tape))
    case "Role", "ClusterRole": object.access = ObjectAccess(grants: grants(of: node, tape, object.location.path))
    case "RoleBinding", "ClusterRoleBinding": object.access = binding(node, tape, object.location.path)
    case "Application", "AppProject":
      object.delivery = Delivery(node, of: tape, object)
      object.updatesImages = texts(["metadata", "annotations"], of: node, tape).keys.contains {
        $0.hasPrefix("argocd-image-updater.argoproj.io/")
      }
    default: break
    }
  }

  private static func texts(_ path: [String], of node: Int, _ tape: Tape) -> [String: String] {
    var texts: [String: String] = [:]
    guard let mapping = tape.node(at: path, of: node) else { return [:] }
    tape.forEachMember(of: mapping) { key, value in texts[tape.string(key) ?? ""] = tape.string(value) ?? "" }
    return texts
  }

  private static func grants(of role: Int, _ tape: Tape, _ path: Path) -> [ObjectAccess.Grant] {
    var grants: [ObjectAccess.Grant] = []
    guard let rules = tape.member("rules", of: role) else { return [] }
    tape.forEachElement(of: rules) { rule in
      func strings(_ key: StaticString) -> [String] {
        var strings: [String] = []
        if let list = tape.member(key, of: rule) {
          tape.forEachElement(of: list) { strings.append(tape.string($0) ?? "") }
        }
        return strings
      }
      grants.append(
        ObjectAccess.Grant(
          verbs: strings("verbs"), resources: strings("resources"), at: Location(path, line: tape.line(rule))))
    }
    return grants
  }

  private static func binding(_ node: Int, _ tape: Tape, _ path: Path) -> ObjectAccess? {
    guard let role = tape.member("roleRef", of: node), let name = tape.text("name", of: role) else { return nil }
    var access = ObjectAccess(role: "\(tape.text("kind", of: role) ?? "ClusterRole") \(name)")
    guard let subjects = tape.member("subjects", of: node) else { return access }
    tape.forEachElement(of: subjects) { subject in
      access.subjects.append(
        ObjectAccess.Subject(
          kind: tape.text("kind", of: subject) ?? "", name: tape.text("name", of: subject) ?? "",
          at: Location(path, line: tape.line(subject))))
    }
    return access
  }
}
