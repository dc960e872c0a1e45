import Model
import Syntax

extension Reader {
  /// A reader of documents that are no Kubernetes objects, and of which `gates/kubernetes/rules.yaml` asks something by
  /// a kind of our own.
  ///
  /// - Parameter content: the node that is asked, and the alerts in it.
  static func described(
    _ format: String, kind: String, usualNames: [Glob] = [], hints: [Glob], source: String,
    recognises: @escaping @Sendable (Head) -> Bool,
    content: @escaping @Sendable (Tape, Int, Path) throws(ReadError) -> (node: Int, alerts: [AlertRule])
  ) -> Reader {
    Reader(
      format, gates: [.infrastructure], usualNames: usualNames, hints: hints, source: source, recognises: recognises
    ) { source, origin throws(ReadError) in
      let checks = try FieldCheck.builtIn.get()[kind] ?? []
      var evidence = Evidence()
      try readTapes(&source) { tape throws(ReadError) in
        evidence.manifests.documents += 1
        guard let root = tape.root else { return }
        let (node, alerts) = try content(tape, root, origin)
        var object = ManifestObject(
          location: Location(origin, line: tape.line(root)), apiVersion: nil, kind: kind, name: nil, hasSchema: true)
        object.problems = tape.duplicates.map { ManifestProblem($0, at: origin) }
        checks.look(at: node, in: tape, &object)
        evidence.manifests.objects.append(object)
        evidence.manifests.alerts += alerts
      }
      return evidence
    }
  }

  static let featureFlags = described(
    "feature-flags", kind: "FeatureFlags",
    usualNames: ["{feature-flags,feature_flags,featureFlags,featureflags}.{yaml,yml,json}"],
    hints: ["**/flags.{yaml,yml,json}"],
    source: "our own: names of flags, each with enabled, rollout (percent) and environments; below flags, or by itself"
  ) { head in
    let keys = head.jsonKeys ?? Array(YAMLOutline(head.bytes).keys.keys)
    let isOther = ["apiVersion", "kind", "services", "jobs", "$schema"].contains(where: keys.contains)
    let words = ["enabled", "rollout", "environments"].count { head.contains($0) }
    return !isOther && (words == 3 || (words > 0 && keys.contains(where: FeatureFlags.roots.contains)))
  } content: { tape, root, _ throws(ReadError) in
    guard tape.kind(root) == .mapping else {
      throw ReadError(line: tape.line(root), met: tape.words(root), wanted: "names of flags, each with enabled")
    }
    var flags = root
    tape.forEachMember(of: root) { key, value in
      if FeatureFlags.roots.contains(tape.string(key) ?? "") { flags = value }
    }
    guard tape.kind(flags) == .mapping else {
      throw ReadError(line: tape.line(flags), met: tape.words(flags), wanted: "names of flags, each with enabled")
    }
    return (flags, [])
  }
}

private enum FeatureFlags {
  static let roots: Set = ["flags", "featureFlags", "feature_flags", "feature-flags"]
}

extension ManifestProblem {
  init(_ duplicate: NodeDocument.DuplicateKey, at path: Path) {
    let message = "the key \"\(duplicate.key)\" of line \(duplicate.line) stands at line \(duplicate.firstLine) already"
    self.init(.duplicateKey, message, at: Location(path, line: duplicate.line, column: duplicate.column))
  }
}
