import Gates
import Model
import Readers
import Syntax

/// Reads what gate 2 wants to know besides the reports: the names of Go's modules, the texts that the reports speak
/// of, and the lines that changed.
func readForCoverage(_ matter: inout Case, draws: Bool = false, in world: World) {
  if matter.evidence.coverage.files.isEmpty { return }
  if matter.evidence.coverage.files.keys.contains(where: { $0.bytes.suffix(3).elementsEqual(".go".utf8) }) {
    matter.packages = goModules(matter.files.paths, in: world)
  }
  matter.findCoveredFiles()
  matter.sources = readSources(matter.sourcesForCoverage, matter.policy.classifier, in: world)
  if matter.policy.coverage.changedLines != nil {
    do throws(ReadError) {
      matter.changedLines = try readChangedLines(of: matter, in: world)
    } catch {
      matter.change.problem = matter.change.problem ?? error.placed
    }
  }
  if draws { matter.drawnLines = try? readChangedLines(of: matter, in: world) }
}

/// Asks git when the head was committed, where a report says when it was made.
func readWhenCommitted(_ matter: inout Case, in world: World) {
  let isAsked =
    matter.evidence.coverage.reports.contains { $0.written != nil } || matter.evidence.scans.contains { $0.made != nil }
  guard isAsked, let head = matter.change.head,
    let seconds = try? world.gitText(["show", "--no-patch", "--format=%ct", head, "--"])
  else { return }
  matter.change.committed = Int(seconds).map { Instant(seconds: $0) }
}

/// The lines of the change, by the policy's diff or by git's; `nil` where there is no base.
private func readChangedLines(of matter: Case, in world: World) throws(ReadError) -> ChangedLines? {
  guard let path = matter.policy.coverage.diff else {
    if let known = matter.changedLines { return known }
    return try readChangedLines(matter.change, in: world)
  }
  do throws(ReadError) {
    var source = try ByteSource(world.open(world.path(path)))
    return try UnifiedDiff.read(&source)
  } catch {
    throw error.of(path)
  }
}

/// What can be read of some files of the checkout, on all cores; a file that cannot be is not told of.
private func readSources(_ paths: [Path], _ classifier: Classifier, in world: World) -> [Path: SourceText] {
  let texts = onAllCores(paths.count, in: world) { try? readSource(paths[$0], classifier, in: world) }
  let known = zip(paths, texts).compactMap { path, text in text.map { (path, $0) } }
  return Dictionary(known) { first, _ in first }
}

private func readSource(_ path: Path, _ classifier: Classifier, in world: World) throws(ReadError) -> SourceText {
  var source = try ByteSource(world.open(world.path(path)))
  return try SourceText.read(&source, classifier.language(of: path)?.syntax)
}

/// The folders of Go's modules, by their names.
private func goModules(_ files: [Path], in world: World) -> [Path: Path] {
  var modules: [Path: Path] = [:]
  for path in files where path.basename == "go.mod" {
    if let name = try? goModuleName(path, in: world) { modules[name] = path.parent }
  }
  return modules
}

/// - Source: Go Modules Reference, module directive
private func goModuleName(_ path: Path, in world: World) throws(ReadError) -> Path? {
  var source = try ByteSource(world.open(world.path(path)))
  while let line = try source.nextLine() {
    let words = source.buffer[line].split { $0 == 0x20 || $0 == 0x09 }
    guard words.count >= 2, words[0].elementsEqual("module".utf8) else { continue }
    return Path(bytes: words[1].filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "`") })
  }
  return nil
}
