import Model
import Readers
import Syntax

/// A file that may hold evidence, and the gates that want it.
struct Candidate: Hashable {
  var path: Path
  var gates: [GateID]
  /// Whether it was named in the policy, or only lies where such files usually lie.
  var isNamed: Bool
  /// What it is to a chart of Helm.
  var part: ChartPart?
  /// Whether it lies where nothing is known to lie, and counts only where it says that it is an object of Kubernetes.
  var isStray = false
}

/// Looks for evidence at the places that the policy names and at those where it usually lies.
///
/// Test data that git tracks is no evidence: it is what tests read.
///
/// - Parameter kinds: what is known already of what files are.
func discover(
  _ policy: Policy, _ repository: Repository, _ walk: Walk, kinds: [Path: FileKind] = [:]
) -> [Candidate] {
  let tracked = Set(repository.isGit ? repository.tracked : [])
  // What git knows of a folder that cannot be looked into is asked for all the same, and then told as unreadable.
  let hidden = walk.closed.flatMap { row in tracked.filter { $0.relative(to: row.folder) != nil } }
  let named = policy.namedEvidence
  var index = GlobIndex<Int>()
  for (place, row) in named.enumerated() { for glob in row.globs { index.add(glob, of: place) } }
  let known = Reader.all(under: policy)
  let measured = policy.everywhere(\.performance.targets).flatMap(\.evidence)
  let names = GlobRows(known.map(\.names))
  let charts = ChartFolders(walk.files)
  func isNoEvidence(_ path: Path) -> Bool {
    tracked.contains(path)
      && (DeploymentRecord.holds(path) || (kinds[path] ?? policy.classifier.kind(of: path)).isNoEvidence)
  }
  // A manifest may lie anywhere; what nobody tracks, the tools of the pipeline wrote.
  func isStray(_ path: Path) -> Bool {
    guard ["yaml", "yml"].contains(path.pathExtension), !repository.isGit || tracked.contains(path) else {
      return false
    }
    return [.other, .build].contains(kinds[path] ?? policy.classifier.kind(of: path))
  }
  var candidates: [Candidate] = []
  for path in (walk.files + hidden).sorted()
  where !policy.performance.baseline.contains(where: { $0.matches(path) }) {
    let asked = Set(index.owners(of: path)).sorted().map { named[$0].gate }
    if !asked.isEmpty {
      candidates.append(Candidate(path: path, gates: asked, isNamed: true, part: charts.part(path)))
      continue
    }
    if let part = charts.part(path) {
      if isNoEvidence(path) { continue }
      candidates.append(Candidate(path: path, gates: [], isNamed: false, part: part))
      continue
    }
    let readers = names.all(matching: path).map { known[$0] }
    // What a target names as its evidence may be called anything.
    if readers.isEmpty, let place = measured.first(where: { $0.matches(path) }) {
      let isNamed = place.pattern == path.description
      guard isNamed || !tracked.contains(path) else { continue }
      candidates.append(Candidate(path: path, gates: isNamed ? [.performance] : [], isNamed: isNamed))
      continue
    }
    if readers.isEmpty, isStray(path) {
      candidates.append(Candidate(path: path, gates: [], isNamed: false, isStray: true))
    }
    guard !readers.isEmpty, !isNoEvidence(path) else { continue }
    let gates = Set(readers.filter { reader in reader.usualNames.contains { $0.matches(path) } }.flatMap(\.gates))
    candidates.append(Candidate(path: path, gates: GateID.allCases.filter(gates.contains), isNamed: false))
  }
  return candidates
}

/// Tells of links that some gate would have wanted, were they files, and of those to folders: who links a report takes it
/// for read.
func passedOver(
  _ policy: Policy, _ repository: Repository, _ walk: Walk, kinds: [Path: FileKind], in world: World
) -> [String] {
  guard !walk.links.isEmpty else { return [] }
  let wanted = discover(policy, repository, walk.ofLinks, kinds: kinds).filter { !$0.gates.isEmpty }.map {
    "\($0.path) is a link, and none is followed: it was not read, wanted the file itself"
  }
  let tracked = Set(repository.tracked)
  // What git tracks nobody has written for this run.
  let folders = walk.links.filter { !tracked.contains($0) && world.type(world.path($0)) == .directory }.map {
    "\($0) is a link to a folder, and none is followed: nothing was looked for in it"
  }
  return (wanted + folders).first(of: "links")
}

/// Tells of files that lie where evidence usually lies and no gate asks for, which cannot be read: an empty one may be
/// all that is left of a tool that failed.
func unread(_ files: [ReadFile], of candidates: [Candidate]) -> [String] {
  // Whatever is YAML may be a manifest, and most of it is none.
  let strays = Set(candidates.filter(\.isStray).map(\.path))
  let unasked = files.map(\.input).filter {
    $0.status == .unreadable && $0.gates.isEmpty && !strays.contains($0.path)
  }
  return unasked.map { "\($0.path) was not read: \($0.error?.message ?? "")" }.first(of: "files")
}

extension [String] {
  /// The first ten, and how many more there are.
  fileprivate func first(of what: String) -> [String] {
    let rest = count - 10
    return prefix(10) + (rest > 0 ? ["\(rest) more \(what) that might be evidence were not read"] : [])
  }
}

/// What the policy names and no file is.
func missing(_ policy: Policy, _ candidates: [Candidate]) -> [Input] {
  let named = policy.namedEvidence.flatMap { row in row.globs.map { (gate: row.gate, glob: $0) } }
  var index = GlobIndex<Int>()
  for (place, row) in named.enumerated() { index.add(row.glob, of: place) }
  let found = candidates.reduce(into: Set<Int>()) { found, file in found.formUnion(index.owners(of: file.path)) }
  let error = ReadError(met: "no such file", wanted: "a report, for the policy names it")
  return named.enumerated().filter { !found.contains($0.offset) }.map { _, row in
    Input(
      path: Path(row.glob.pattern), format: nil, status: .missing, error: InputError(message: error.message),
      gates: [row.gate])
  }
}

extension Policy {
  /// The reports and manifests that a `sixgate.yaml` names, by gate.
  fileprivate var namedEvidence: [(gate: GateID, globs: [Glob])] {
    let ofComponents = components.policies.ordered { $0.key < $1.key }.flatMap(\.value.ownEvidence)
    var known = Set(ownEvidence.map { $0.globs })
    return ownEvidence + ofComponents.filter { !$0.globs.isEmpty && known.insert($0.globs).inserted }
  }

  private var ownEvidence: [(gate: GateID, globs: [Glob])] {
    [
      (.coverage, coverage.reports), (.security, security.reports),
      (.infrastructure, infrastructure.reports + infrastructure.manifests), (.integration, integration.reports),
      (.performance, performance.reports),
    ]
  }
}

extension FileKind {
  /// Whether what git tracks of the kind tells nothing of the repository's own systems.
  var isNoEvidence: Bool { [.test, .testData, .vendored, .example, .docs].contains(self) }
}
