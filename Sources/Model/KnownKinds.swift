/// What files are, told once of each: a history comes back to the same ones.
package struct KnownKinds: Sendable {
  private let classifier: Classifier
  private var kinds: [Path: FileKind] = [:]

  package init(_ classifier: Classifier) { self.classifier = classifier }

  package mutating func kind(of path: Path) -> FileKind {
    if let kind = kinds[path] { return kind }
    let kind = classifier.kind(of: path)
    kinds[path] = kind
    return kind
  }
}
