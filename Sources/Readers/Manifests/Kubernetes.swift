import Model
import Syntax

extension Reader {
  static let kubernetes = Reader(
    "kubernetes", gates: [.infrastructure],
    hints: [
      "**/{argocd,deploy,deployment,deployments,gitops,infra,infrastructure}/**/*.{yaml,yml}",
      "**/{k8s,kubernetes,kustomize,manifests}/**/*.{yaml,yml,json}",
      "kustomization.{yaml,yml}",
    ],
    source: "Kubernetes API conventions, section Types (Kinds); kustomize's reference of kustomization.yaml"
  ) { head in
    KubernetesHead(head).isManifest
  } read: { source, origin throws(ReadError) in
    var manifests = KubernetesManifests(origin)
    try source.fill(upTo: Head.size)
    if isJSON(source.buffer[source.start...]) {
      try manifests.read(json: &source)
    } else {
      try manifests.read(yaml: &source)
    }
    return manifests.evidence
  }
}

/// Whether a text is JSON and not YAML: a brace with a quote behind it. A template has another brace there.
private func isJSON(_ head: ArraySlice<UInt8>) -> Bool {
  let content = head.lazy.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }.prefix(2)
  return content.elementsEqual("{\"".utf8)
}

/// What was read of one file so far.
private struct KubernetesManifests {
  private let origin: Path
  private var manifests = Manifests()

  init(_ origin: Path) { self.origin = origin }

  var evidence: Evidence {
    var evidence = Evidence()
    evidence.manifests = manifests
    return evidence
  }

  /// One value after the other, as kubectl takes them.
  mutating func read(json source: inout ByteSource) throws(ReadError) {
    var json = JSONReader(try ByteSource(source.rest()))
    while try json.hasMore() { try take(try json.document()) }
  }

  mutating func read(yaml source: inout ByteSource) throws(ReadError) {
    do throws(ReadError) {
      try readYAML(&source) { document throws(ReadError) in try take(document) }
    } catch {
      throw HelmTemplate.error(behind: error, in: source) ?? error
    }
  }

  private mutating func take(_ document: NodeDocument) throws(ReadError) {
    manifests.documents += 1
    guard let root = document.root else { return }
    var objects = KubernetesDocument(root, document.duplicates, at: origin)
    manifests.objects += try objects.objects()
  }
}
