import Model
import Syntax

/// A kustomization: what kustomize reads, which may leave out its apiVersion and kind.
///
/// - Source: kustomize, api/types/kustomization.go (the fields), FixKustomizationPostUnmarshal (the defaults)
enum Kustomization {
  static let group = "kustomize.config.k8s.io/"
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

  static func isOne(_ node: Int, in tape: Tape) -> Bool {
    let apiVersion = tape.text("apiVersion", of: node)
    guard apiVersion?.hasPrefix(group) ?? true else { return false }
    if let kind = tape.text("kind", of: node) {
      return kind == "Kustomization" || (kind == "Component" && apiVersion != nil)
    }
    var keys: [String] = []
    tape.forEachMember(of: node) { key, _ in keys.append(tape.string(key) ?? "") }
    let resources = tape.member("resources", of: node).map(tape.kind)
    return apiVersion != nil || isOne(keys: keys, hasResources: resources == .sequence)
  }

  /// The images that it gives a tag or digest; one that is only renamed keeps the tag of the manifests.
  static func images(of node: Int, in tape: Tape, at path: Path) -> [ImageUse] {
    var uses: [ImageUse] = []
    guard let images = tape.member("images", of: node) else { return [] }
    tape.forEachElement(of: images) { image in
      func text(_ key: StaticString) -> String? { tape.text(key, of: image) }
      guard let name = text("newName") ?? text("name"),
        let pin = tape.member("newTag", of: image) ?? tape.member("digest", of: image)
      else { return }
      let tag = text("newTag").map { ":" + $0 } ?? ""
      let digest = text("digest").map { "@" + $0 } ?? ""
      uses.append(ImageUse(name + tag + digest, at: Location(path, line: tape.line(pin))))
    }
    return uses
  }
}

extension Kustomization {
  /// The files and folders that it names; what lies elsewhere (a URL) is none.
  ///
  /// - Source: kustomize, api/types/kustomization.go; api/internal/git/repospec.go (what is a URL)
  static func references(of node: Int, in tape: Tape, at path: Path) -> [FileReference] {
    var nodes: [(node: Int, isPatch: Bool)] = []
    for key: StaticString in sources + [
      "patchesStrategicMerge", "configurations", "generators", "transformers", "validators",
    ] {
      guard let list = tape.member(key, of: node) else { continue }
      tape.forEachElement(of: list) { nodes.append(($0, "\(key)" == "patchesStrategicMerge")) }
    }
    for key: StaticString in ["patches", "patchesJson6902", "replacements"] {
      guard let list = tape.member(key, of: node) else { continue }
      tape.forEachElement(of: list) {
        if let file = tape.member("path", of: $0) { nodes.append((file, "\(key)" != "replacements")) }
      }
    }
    return nodes.compactMap { node, isPatch in
      guard let text = tape.string(node), isLocal(text) else { return nil }
      let place = Location(path, line: tape.line(node), column: tape.column(node))
      return FileReference(text, at: place, isPatch: isPatch)
    }
  }

  private static let sources: [StaticString] = ["resources", "bases", "components", "crds"]

  /// What it takes from elsewhere, and the charts that it has Helm render.
  static func remotes(of node: Int, in tape: Tape, at path: Path) -> [FileReference] {
    var remotes: [FileReference] = []
    func take(_ text: String, _ node: Int) {
      remotes.append(FileReference(text, at: Location(path, line: tape.line(node), column: tape.column(node))))
    }
    for key in sources {
      guard let list = tape.member(key, of: node) else { continue }
      tape.forEachElement(of: list) {
        if let text = tape.string($0), !text.isEmpty, !isLocal(text) { take(text, $0) }
      }
    }
    for key: StaticString in ["helmCharts", "helmChartInflationGenerator"] {
      guard let list = tape.member(key, of: node) else { continue }
      tape.forEachElement(of: list) { chart in
        let name = tape.text("name", of: chart) ?? tape.text("chartName", of: chart)
        take("the chart \(name ?? "of Helm")", chart)
      }
    }
    return remotes
  }

  /// Whether a text names a file: a patch may stand in place, and a base be of another repository.
  private static func isLocal(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, !bytes.contains(0x0A) else { return false }
    let marks = ["://", "git@", "?ref=", ".git/", "git::"]
    if marks.contains(where: { bytes.firstIndex(of: Array($0.utf8)) != nil }) { return false }
    return !["github.com/", "gitlab.com/", "bitbucket.org/"].contains { text.hasPrefix($0) }
  }
}
