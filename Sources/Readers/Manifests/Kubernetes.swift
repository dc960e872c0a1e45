package import Model
import Syntax

extension Reader {
  /// The reader that holds objects against a minor version of Kubernetes; without one, against the newest known.
  ///
  /// - Parameter definitions: what the repository says of kinds that Kubernetes does not have.
  package static func kubernetes(minor: Int?, definitions: [CustomDefinition] = []) -> Reader {
    Reader(
      "kubernetes", gates: [.infrastructure],
      hints: [
        "**/{argocd,deploy,deployment,deployments,gitops,infra,infrastructure}/**/*.{yaml,yml}",
        "**/{k8s,kubernetes,kustomize,manifests}/**/*.{yaml,yml,json}",
        "kustomization.{yaml,yml}", "**/rendered/**/*.{yaml,yml,json}", "*rendered.{yaml,yml}",
      ],
      source: "Kubernetes API conventions, section Types (Kinds); kustomize's reference of kustomization.yaml",
      // No text of YAML holds such a line: documents are made apart before anything else is.
      boundary: Boundary("\n---\n", cut: 1, tellsLines: true, worth: 1 << 20)
    ) { head in
      KubernetesHead(head).isManifest
    } read: { source, origin throws(ReadError) in
      var manifests = try KubernetesManifests(origin, by: KubernetesJudge(minor: minor, definitions))
      try source.fill(upTo: Head.size)
      if isJSON(source.buffer[source.start...]) {
        try manifests.read(json: &source)
      } else {
        try manifests.read(yaml: &source)
      }
      return manifests.evidence
    }
  }
}

extension Reader {
  /// The reader of objects as they may lie anywhere: recognised by a group of Kubernetes itself, or of what its
  /// operators are. `nil` for any other reader.
  package var ofStrays: Reader? {
    guard format == "kubernetes" else { return nil }
    return Reader(format, gates: gates, source: source, boundary: boundary) { head in
      KubernetesHead(head).isOfKnownGroup
    } read: { source, origin throws(ReadError) in
      try read(&source, origin)
    }
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
  private var judge: KubernetesJudge
  private var manifests = Manifests()

  init(_ origin: Path, by judge: KubernetesJudge) {
    self.origin = origin
    self.judge = judge
  }

  var evidence: Evidence {
    var evidence = Evidence()
    evidence.manifests = manifests
    return evidence
  }

  /// One value after the other, as kubectl takes them.
  mutating func read(json source: inout ByteSource) throws(ReadError) {
    var json = JSONReader(try ByteSource(source.rest()))
    try json.readTapes { tape throws(ReadError) in try take(tape) }
  }

  mutating func read(yaml source: inout ByteSource) throws(ReadError) {
    do throws(ReadError) {
      try readTapes(&source) { tape throws(ReadError) in try take(tape) }
    } catch {
      throw HelmTemplate.error(behind: error, in: source) ?? error
    }
  }

  private mutating func take(_ tape: Tape) throws(ReadError) {
    manifests.documents += 1
    guard let root = tape.root else { return }
    var document = KubernetesDocument(tape, root, at: origin)
    try document.read(into: &manifests, by: &judge)
  }
}
