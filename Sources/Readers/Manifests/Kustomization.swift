import Model
import Syntax

/// A kustomization: what kustomize reads, which may leave out its apiVersion and kind.
///
/// - Source: kustomize, api/types/kustomization.go (the fields), FixKustomizationPostUnmarshal (the defaults)
enum Kustomization {
  /// Fields that nothing else is known to have at its top level.
  private static let telling: Set = [
    "bases", "commonAnnotations", "commonLabels", "configMapGenerator", "configurations", "generatorOptions",
    "helmCharts", "helmChartInflationGenerator", "namePrefix", "nameSuffix", "patches", "patchesJson6902",
    "patchesStrategicMerge", "replacements", "secretGenerator",
  ]
  private static let others: Set = [
    "apiVersion", "kind", "metadata", "resources", "components", "images", "imageTags", "namespace", "labels",
    "replicas", "generators", "transformers", "validators", "crds", "vars", "openapi", "inventory", "buildMetadata",
    "sortOptions", "helmGlobals",
  ]

  /// Whether a mapping without apiVersion and kind is one, by its keys.
  static func isOne(keys: some Collection<String>, hasResources: Bool) -> Bool {
    guard hasResources || keys.contains(where: telling.contains) else { return false }
    return keys.allSatisfy { telling.contains($0) || others.contains($0) }
  }

  static func isOne(_ node: Node) -> Bool {
    let apiVersion = node["apiVersion"]?.text
    guard apiVersion?.hasPrefix("kustomize.config.k8s.io/") ?? true else { return false }
    if let kind = node["kind"]?.text { return kind == "Kustomization" || (kind == "Component" && apiVersion != nil) }
    let keys = (node.mapping ?? []).map { $0.key.text ?? "" }
    return apiVersion != nil || isOne(keys: keys, hasResources: node["resources"]?.sequence != nil)
  }

  /// The images that it gives a tag or digest; one that is only renamed keeps the tag of the manifests.
  static func images(of node: Node, at path: Path) -> [ImageUse] {
    (node["images"]?.sequence ?? []).compactMap { image in
      guard let name = image["newName"]?.text ?? image["name"]?.text, let pin = image["newTag"] ?? image["digest"]
      else { return nil }
      let tag = image["newTag"]?.text.map { ":" + $0 } ?? ""
      let digest = image["digest"]?.text.map { "@" + $0 } ?? ""
      return ImageUse(name + tag + digest, at: Location(path, line: pin.line))
    }
  }
}
