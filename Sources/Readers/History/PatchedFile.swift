import Model

/// What code of a language is read by: made once, and not copied for each of its files.
final class CodeMeans {
  fileprivate let words: CodeWords
  /// Before any was read.
  fileprivate let lines: CodeLines
  fileprivate let isIndented: Bool

  init(_ syntax: CodeSyntax, _ words: Classifier.Words) {
    self.words = CodeWords(words, syntax)
    lines = CodeLines(syntax, isAtStart: false)
    isIndented = syntax.isIndented
  }
}

/// One file of a patch, as far as it was read.
struct PatchedFile {
  let path: Path
  private let isTest: Bool
  private let means: CodeMeans
  private var patch = Patch()
  private var before: CodeLines
  private var after: CodeLines
  /// The lines that follow each other without one between them that stays.
  private var piece = Piece()
  private var heading: [UInt8] = []
  private var line = 0
  /// Lines that were added in a comment that has not ended: only its end makes them one.
  private var unended = 0
  private var declared: (added: Set<String>, removed: Set<String>) = ([], [])
  private static let nameCap = 400
  private static let linesOfMarks = 12

  private struct Piece {
    var patch = Patch()
    /// What is left of lines when their place on the line does not count: each side's, in their order.
    var added = Word()
    var removed = Word()
  }

  init(_ path: Path, isTest: Bool, _ means: CodeMeans, isWhole: Bool) {
    self.path = path
    self.isTest = isTest
    self.means = means
    patch.isWhole = isWhole
    (before, after) = (means.lines, means.lines)
  }

  private var words: CodeWords { means.words }

  mutating func begin(_ hunk: PatchHunk) {
    (line, heading) = (hunk.line, hunk.heading)
    before.begin(isAtStart: hunk.line <= 1)
    after.begin(isAtStart: hunk.line <= 1)
  }

  mutating func take(_ text: ArraySlice<UInt8>, _ mark: PatchMark, isCut: Bool) {
    // Behind what is told of it a line may have changed.
    if isCut, mark == .added { piece.added.append([0]) }
    switch mark {
    case .added:
      if line <= PatchedFile.linesOfMarks, words.marksGenerated(text) { patch.isGenerated = true }
      add(text, after.take(text))
      line += 1
    case .removed: remove(text, before.take(text))
    case .partlyRemoved: _ = before.take(text)
    case .context:
      endPiece()
      if line <= PatchedFile.linesOfMarks, words.marksGenerated(text) { patch.isGenerated = true }
      _ = before.take(text)
      if after.take(text).isCode, isTest { mention(text) }
      if !after.isInComment { unended = 0 }
      line += 1
    }
  }

  mutating func endHunk(isLeftOut: Bool) {
    endComment()
    if isLeftOut { piece = Piece() } else { endPiece() }
  }

  private mutating func endComment() {
    guard unended > 0 else { return }
    if isTest { piece.patch.tests.added += unended } else { piece.patch.production.added += unended }
    piece.added.append([0])
    unended = 0
  }

  var finished: Patch {
    mutating get {
      patch.losesNames = !declared.removed.subtracting(declared.added).isEmpty
      return patch
    }
  }
}

// MARK: Lines

extension PatchedFile {
  private mutating func add(_ text: ArraySlice<UInt8>, _ kind: CodeLines.Kind) {
    unended = after.isInComment ? unended + 1 : 0
    guard kind.isCode else { return }
    piece.added.append(text, isIndented: means.isIndented)
    if isTest || kind == .test {
      if tally(text, \.added) { words.forEachWord(of: text) { piece.patch.words.insert(Word($0)) } }
    } else {
      piece.patch.production.added += 1
      piece.patch.firstLine = piece.patch.firstLine ?? line
      name(text)
    }
  }

  private mutating func remove(_ text: ArraySlice<UInt8>, _ kind: CodeLines.Kind) {
    guard kind.isCode else { return }
    piece.removed.append(text, isIndented: means.isIndented)
    if isTest || kind == .test {
      _ = tally(text, \.removed)
    } else {
      piece.patch.production.removed += 1
      words.forEachName(of: text) { name, isDeclared in
        if isDeclared { declared.removed.insert(String(decoding: name, as: UTF8.self)) }
      }
    }
  }

  /// Counts a line of a test.
  /// - Returns: whether it is more than the mark that skips one.
  private mutating func tally(_ text: ArraySlice<UInt8>, _ side: WritableKeyPath<Patch.Tally, Int>) -> Bool {
    let skips = words.skipsTest(text)
    if skips { piece.patch.skips[keyPath: side] += 1 }
    if words.declaresTest(text) { piece.patch.units[keyPath: side] += 1 } else if skips { return false }
    if words.demands(text) { piece.patch.expectations[keyPath: side] += 1 }
    piece.patch.tests[keyPath: side] += 1
    return true
  }

  private mutating func name(_ text: ArraySlice<UInt8>) {
    words.forEachName(of: text) { name, isDeclared in
      guard piece.patch.names.count < PatchedFile.nameCap else { return }
      let name = String(decoding: name, as: UTF8.self)
      piece.patch.names.insert(name)
      if isDeclared { declared.added.insert(name) }
    }
  }

  private mutating func mention(_ text: ArraySlice<UInt8>) {
    words.forEachWord(of: text) { patch.mentions.insert(Word($0)) }
  }

  /// What only moved to the side changed nothing.
  private mutating func endPiece() {
    defer { piece = Piece() }
    guard piece.added != piece.removed else { return }
    if piece.patch.production.added > 0 { name(heading[...]) }
    if piece.patch.tests.added > 0 { words.forEachWord(of: heading[...]) { piece.patch.words.insert(Word($0)) } }
    patch.merge(piece.patch)
  }
}

extension CodeLines.Kind {
  var isCode: Bool { self == .code || self == .test }
}

extension Word {
  /// Adds a line, its indentation only where that means something.
  fileprivate mutating func append(_ line: ArraySlice<UInt8>, isIndented: Bool) {
    let rest = line.trimmed
    append(isIndented ? line[line.startIndex..<rest.endIndex] : rest)
    append([UInt8(ascii: "\n")])
  }
}

extension Patch {
  fileprivate mutating func merge(_ other: Patch) {
    production += other.production
    firstLine = firstLine ?? other.firstLine
    tests += other.tests
    units += other.units
    expectations += other.expectations
    skips += other.skips
    names.formUnion(other.names)
    words.formUnion(other.words)
  }
}
