import Model
import Syntax

extension Delivery {
  /// What an object of ArgoCD says; `nil` for any other.
  ///
  /// - Source: Argo CD, Declarative Setup, Applications and Projects
  init?(_ node: Int, of tape: Tape, _ object: ManifestObject) {
    guard object.apiVersion?.hasPrefix("argoproj.io/") == true, let spec = tape.member("spec", of: node) else {
      return nil
    }
    func elements<Element>(_ key: StaticString, _ element: (Int) -> Element?) -> [Element] {
      var elements: [Element] = []
      guard let list = tape.member(key, of: spec) else { return [] }
      tape.forEachElement(of: list) { if let one = element($0) { elements.append(one) } }
      return elements
    }
    func source(_ node: Int) -> Source? {
      let place = tape.member("path", of: node)
      return tape.text("repoURL", of: node).map {
        Source(
          $0, path: place.flatMap(tape.string),
          at: Location(object.location.path, line: tape.line(place ?? node)))
      }
    }
    func target(_ node: Int) -> Target {
      Target(
        server: tape.text("server", of: node) ?? "", name: tape.text("name", of: node) ?? "",
        namespace: tape.text("namespace", of: node) ?? "")
    }
    switch object.kind {
    case "Application":
      let single = tape.member("source", of: spec).flatMap(source)
      guard let destination = tape.member("destination", of: spec) else { return nil }
      self = .application(
        project: tape.text("project", of: spec) ?? "default", (single.map { [$0] } ?? []) + elements("sources", source),
        to: target(destination))
    case "AppProject":
      self = .project(
        repositories: elements("sourceRepos") { tape.string($0).map { Glob($0) } },
        targets: elements("destinations", target))
    default: return nil
    }
  }
}
