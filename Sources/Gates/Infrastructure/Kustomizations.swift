import Model

extension RuleID {
  static let unrenderedKustomization: RuleID = "infrastructure.unrendered-kustomization"
}

/// Tells of kustomizations that take from elsewhere what nobody rendered: it is not in the repository to be judged.
func judgeRemotes(_ manifests: Manifests, _ hearing: inout Hearing) {
  let taking = manifests.objects.filter { !$0.remotes.isEmpty }
  if taking.isEmpty { return }
  let settled = manifests.objects.kustomizations.settled(
    by: Set(manifests.objects.compactMap(\.location.path.rendered)))
  for object in taking where !settled.contains(object.location.path.parent) {
    for remote in object.remotes {
      hearing.find(
        .unrenderedKustomization,
        "\(remote.text) was not judged, for it is not in the repository and nothing was found that was rendered from "
          + (object.location.path.parent.isEmpty ? "its kustomization" : object.location.path.parent.description),
        at: remote.location)
    }
  }
}

extension [ManifestObject] {
  /// By folder, the folders that its kustomization takes in.
  fileprivate var kustomizations: [Path: [Path]] {
    reduce(into: [:]) { folders, object in
      guard object.kind == "Kustomization" || (object.kind == "Component" && !object.references.isEmpty) else { return }
      folders[object.location.path.parent, default: []] += object.references.map(\.target)
    }
  }
}

extension [Path: [Path]] {
  /// The folders of those that were rendered, and of those that these take in.
  fileprivate func settled(by rendered: Set<Path>) -> Set<Path> {
    let named = Set(values.joined())
    let outermost = keys.filter { !named.contains($0) }
    var open = rendered.flatMap { file in
      // What is rendered from the only one that there is may be called anything.
      outermost.count == 1 ? Array(outermost) : file.source(among: Array(keys))
    }
    var settled: Set<Path> = []
    while let folder = open.popLast() {
      if settled.insert(folder).inserted { open += self[folder] ?? [] }
    }
    return settled
  }
}

extension Path {
  /// Without its ending and the marks that it was rendered: `rendered/prod/all` of `rendered/prod/all.yaml`, `k8s/prod` of
  /// `k8s/prod/rendered.yaml`; `nil` where it has none.
  fileprivate var rendered: Path? {
    let word = Array("rendered".utf8)
    var stem = Array(basename.bytes.prefix { $0 != UInt8(ascii: ".") })
    let isMarked = stem.suffix(word.count) == word[...]
    if isMarked {
      stem.removeLast(word.count)
      while let last = stem.last, last == UInt8(ascii: "-") || last == UInt8(ascii: "_") { stem.removeLast() }
    }
    let folders = parent.segments.filter { !$0.elementsEqual(word) }
    guard isMarked || folders.count < parent.segments.count else { return nil }
    let names = folders.map(Array.init) + (stem.isEmpty ? [] : [stem])
    return Path(bytes: Array(names.joined(separator: [UInt8(ascii: "/")])))
  }

  /// The folders that it was rendered from: the one that it lies in, or else the only one whose last names are its own.
  fileprivate func source(among folders: [Path]) -> [Path] {
    for own in [self, parent] where !own.isEmpty {
      if folders.contains(own) { return [own] }
      let alike = folders.filter { $0.sharedEnd(with: own) == own.depth }
      if !alike.isEmpty { return alike.count == 1 ? alike : [] }
    }
    return []
  }
}
