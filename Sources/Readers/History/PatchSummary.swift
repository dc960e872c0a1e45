import Model

/// Sums up the patch of a commit while it is read: no line of it is kept.
struct PatchSummary: PatchListener {
  /// What the commit does to its files of code, as far as it was taken.
  private var files: [(path: Path, patch: Patch)] = []
  private let classifier: Classifier
  private let isWhole: Bool
  private var file: PatchedFile?
  private var kinds: KnownKinds
  private var means: [Int?: CodeMeans] = [:]

  init(_ classifier: Classifier, isWhole: Bool) {
    self.classifier = classifier
    kinds = KnownKinds(classifier)
    self.isWhole = isWhole
  }

  /// The files that were read since this was asked last.
  mutating func takeFiles() -> [(path: Path, patch: Patch)] {
    defer { files = [] }
    return files
  }

  /// What a file is: told while git is at work, as it will be asked for.
  mutating func kind(of path: Path) -> FileKind { kinds.kind(of: path) }

  mutating func begin(_ names: PatchFile) {
    guard let path = names.to ?? names.from else { return }
    let kind = kind(of: path)
    guard kind == .source || kind == .test else { return }
    file = PatchedFile(path, isTest: kind == .test, means(to: classifier.languagePlace(of: path)), isWhole: isWhole)
  }

  private mutating func means(to language: Int?) -> CodeMeans {
    if let known = means[language] { return known }
    let made = CodeMeans(language.map { classifier.languages[$0].syntax } ?? CodeSyntax(), classifier.words)
    means[language] = made
    return made
  }

  mutating func begin(_ hunk: PatchHunk) { file?.begin(hunk) }
  mutating func take(_ line: ArraySlice<UInt8>, _ mark: PatchMark, isCut: Bool) {
    file?.take(line, mark, isCut: isCut)
  }
  mutating func endHunk(resolvesConflict: Bool) { file?.endHunk(isLeftOut: resolvesConflict) }

  mutating func endFile() {
    // Asked where it stands: it is large, and copied by who takes it out.
    guard let path = file?.path, let patch = file?.finished else { return }
    file = nil
    files.append((path, patch))
  }
}
