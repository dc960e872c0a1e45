import Model
import Readers

/// Reads the files that pipelines of GitLab include, whatever they are called.
func readIncludes(
  of scripts: inout [Script], _ files: RepositoryFiles, by index: CommandIndex, in world: World
) {
  var open = scripts.filter { !$0.borrowed.isEmpty }
  guard !open.isEmpty, let gitLab = index.table.containers.first(where: { $0.jobs == "*" }) else { return }
  let tracked = TrackedFiles(files.paths)
  let tries = Set(files.all.filter { $0.kind.isTry }.map(\.path))
  var seen = Set(scripts.filter { $0.container == gitLab.name }.map(\.path))
  var included: [Path: Script] = [:]
  while let next = open.popLast() {
    for path in next.borrowed.flatMap(tracked.named(by:)) where seen.insert(path).inserted {
      guard var script = readScript(path, gitLab, by: index, in: world) else { continue }
      script.isTest = tries.contains(path)
      included[path] = script
      if included.count < 1000, !script.borrowed.isEmpty { open.append(script) }
    }
  }
  guard !included.isEmpty else { return }
  scripts.removeAll { included[$0.path] != nil }
  scripts += included.values
}

/// Says what pipelines take from elsewhere that is not there, or that cannot be looked at from here.
func settleBorrowings(of scripts: inout [Script], _ files: RepositoryFiles) {
  guard scripts.contains(where: { !$0.borrowed.isEmpty }) else { return }
  let tracked = TrackedFiles(files.paths)
  let keys = scripts.reduce(into: [String: Set<String>]()) { keys, script in
    for (key, inner) in script.keys { keys[key, default: []].formUnion(inner) }
  }
  let reached = scripts.reached(tracked)
  // What is not in this repository may hold whatever is looked for.
  let isOpen = scripts.contains { reached.contains($0.path) && $0.borrowed.contains { $0.source == .elsewhere } }
  for place in scripts.indices {
    let script = scripts[place]
    for borrowing in script.borrowed {
      switch borrowing.source {
      case .elsewhere:
        scripts[place].doubt(.unreadInclude, "\(borrowing.text) is kept elsewhere, and is not read here", borrowing)
      case .files(let text) where tracked.named(by: borrowing).isEmpty:
        let isLoose = borrowing.isOptional || text.contains("*")
        scripts[place].doubt(
          isLoose ? .unreadInclude : .missingInclude, "\(borrowing.text) names no file of the repository", borrowing)
      case .keys(let path) where !keys.hold(path):
        let isKnown = reached.contains(script.path) && !isOpen
        let words = isKnown ? "and nothing of the pipeline is called so" : "which is not in this repository"
        scripts[place].doubt(isKnown ? .missingInclude : .unreadInclude, "\(borrowing.text), \(words)", borrowing)
      default: continue
      }
    }
  }
}

/// The files that git knows, to be asked for by includes.
private struct TrackedFiles {
  private let all: Set<Path>
  private let lists: [Path]

  init(_ files: [Path]) {
    all = Set(files)
    lists = files.filter { ["yml", "yaml"].contains($0.pathExtension) }.sorted()
  }

  func named(by borrowing: Borrowing) -> [Path] { borrowing.files(among: lists, having: all) }
}

extension [Script] {
  /// The pipelines that GitLab starts by itself, and all that these include.
  fileprivate func reached(_ tracked: TrackedFiles) -> Set<Path> {
    let byPath = Dictionary(map { ($0.path, $0) }) { first, _ in first }
    var open = map(\.path).filter { [".gitlab-ci.yml", ".gitlab-ci.yaml"].contains($0.basename.description) }
    var reached = Set(open)
    while let next = open.popLast().flatMap({ byPath[$0] }) {
      for path in next.borrowed.flatMap(tracked.named(by:)) where reached.insert(path).inserted { open.append(path) }
    }
    return reached
  }
}

extension [String: Set<String>] {
  /// Whether there is such a key, and the one below it.
  fileprivate func hold(_ path: [String]) -> Bool {
    guard let first = path.first, let inner = self[first] else { return false }
    return path.count < 2 || inner.contains(path[1])
  }
}

extension Script {
  fileprivate mutating func doubt(_ kind: PipelineDoubt.Kind, _ message: String, _ borrowing: Borrowing) {
    let doubt = PipelineDoubt(kind, message, at: borrowing.location)
    if !doubts.contains(doubt) { doubts.append(doubt) }
  }
}
