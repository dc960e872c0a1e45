package import Model
package import Syntax

/// What commits do to the lines of their files, as `git log -p` prints it.
package enum Patches {
  /// What to ask of git: nothing around the lines that change or, for a second look, the whole file.
  package static func arguments(_ commits: [String], of paths: [String] = [], isWhole: Bool = false) -> [String] {
    ["log", "--no-walk=unsorted"] + GitLog.diff + [
      "--patch", "--cc", isWhole ? "--unified=100000000" : "--unified=0", "--inter-hunk-context=0",
      "--src-prefix=a/", "--dst-prefix=b/", "--diff-algorithm=myers", "--format=tformat:commit %H",
    ] + commits + ["--"] + paths
  }

  /// - Returns: by commit, what it does to its files of code.
  /// - Throws: `ReadError` where git prints something else than it was asked for, or fails.
  package static func read(
    _ source: inout ByteSource, _ classifier: Classifier, isWhole: Bool = false
  ) throws(ReadError) -> [String: [(path: Path, patch: Patch)]] {
    var grammar = PatchGrammar(PatchSummary(classifier, isWhole: isWhole), lineCap: 4096)
    try grammar.read(&source)
    return grammar.listener.patches
  }
}

/// Sums up patches while they are read: no line of them is kept.
private struct PatchSummary: PatchListener {
  private(set) var patches: [String: [(path: Path, patch: Patch)]] = [:]
  private let classifier: Classifier
  private let isWhole: Bool
  private var commit = ""
  private var file: PatchedFile?
  private var kinds: [Path: FileKind] = [:]
  private var words: [String: CodeWords] = [:]

  init(_ classifier: Classifier, isWhole: Bool) {
    self.classifier = classifier
    self.isWhole = isWhole
  }

  mutating func begin(commit id: String) { commit = id }

  mutating func begin(_ names: PatchFile) {
    guard let path = names.to ?? names.from else { return }
    let kind = kinds[path] ?? classifier.kind(of: path)
    kinds[path] = kind
    guard kind == .source || kind == .test else { return }
    let language = classifier.language(of: path)
    let syntax = language?.syntax ?? CodeSyntax()
    let known = words[language?.name ?? ""] ?? CodeWords(classifier.words, syntax)
    words[language?.name ?? ""] = known
    file = PatchedFile(path, isTest: kind == .test, syntax, known, isWhole: isWhole)
  }

  mutating func begin(_ hunk: PatchHunk) { file?.begin(hunk) }
  mutating func take(_ line: ArraySlice<UInt8>, _ mark: PatchMark, isCut: Bool) {
    file?.take(line, mark, isCut: isCut)
  }
  mutating func endHunk(resolvesConflict: Bool) { file?.endHunk(isLeftOut: resolvesConflict) }

  mutating func endFile() {
    guard var done = file else { return }
    file = nil
    patches[commit, default: []].append((done.path, done.finished))
  }
}
