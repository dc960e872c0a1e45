import Model
import Readers
import Syntax

/// Renders charts and kustomizations, and reads what comes of them in place of their sources.
///
/// Nothing is fetched: what a chart or a kustomization needs from elsewhere has to be there.
func runRenderers(_ read: [ReadFile], _ policy: Policy, _ request: Request, in world: World) -> [ReadFile] {
  guard request.renders, request.gates.contains(.infrastructure), !policy.isOff(.infrastructure) else { return read }
  world.signals.hold()
  defer { world.signals.release() }
  let renderers = Renderers(policy, read.flatMap(\.evidence.manifests.definitions), in: world)
  var files = read
  let helm = read.reduce(into: HelmCharts()) { $0.merge($1.evidence.manifests.helm) }
  for chart in helm.outermost where !world.signals.wereSent() {
    files.append(renderers.render(chart))
  }
  let kustomizations = Kustomizations(read.flatMap(\.evidence.manifests.objects))
  var (drawn, whole): (Set<Path>, Set<Path>) = ([], [])
  for folder in kustomizations.roots where !world.signals.wereSent() {
    let file = renderers.render(kustomization: folder)
    if file.input.status == .read {
      drawn.formUnion(kustomizations.files(of: folder))
      whole.formUnion(kustomizations.parts(of: folder))
    }
    files.append(file)
  }
  for index in files.indices where whole.contains(files[index].input.path) {
    files[index].evidence.manifests.haveRemotes()
  }
  for index in files.indices where drawn.contains(files[index].input.path) {
    files[index].evidence.manifests.leaveToRendered()
  }
  return files
}

/// The programs that render, and what they may see.
private struct Renderers {
  private let policy: Policy
  private let world: World
  private let reader: Reader

  /// - Parameter definitions: what the repository says of kinds of its own.
  init(_ policy: Policy, _ definitions: [CustomDefinition], in world: World) {
    (self.policy, self.world) = (policy, world)
    reader = .kubernetes(minor: policy.infrastructure.kubernetesMinor, definitions: definitions)
  }

  func render(_ chart: HelmChart) -> ReadFile {
    var file = run("helm", ["template", chart.name, chart.folder.orHere], of: chart.folder)
    // What renders to nothing was rendered all the same.
    if file.input.status == .read { file.evidence.manifests.helm.rendered.insert("\(chart.name)/") }
    return file
  }

  func render(kustomization folder: Path) -> ReadFile { run("kubectl", ["kustomize", folder.orHere], of: folder) }

  private func run(_ name: String, _ arguments: [String], of folder: Path) -> ReadFile {
    let origin = Path("\(folder.orHere) (rendered)")
    let input = Input(path: origin, format: "kubernetes", status: .read, gates: [.infrastructure])
    guard let program = world.program(named: name) else {
      return ReadFile(failed: input, "--render and no \(name) on the search path", wanted: "\(name), or its output")
    }
    var execution = Execution(program, arguments, seconds: nil, under: policy, in: world)
    // Nobody listens there: whatever would be fetched fails at once, and in words.
    for variable in ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"] {
      execution.environment[variable] = "http://127.0.0.1:9"
    }
    execution.environment["GIT_TERMINAL_PROMPT"] = "0"
    execution.outputLimit = ByteCap.held
    let result = world.execute(execution)
    guard result.end == .exited(0), !result.output.isCut else {
      let said = result.lastWords.split(separator: "\n").joined(separator: " / ")
      return ReadFile(
        failed: input, "\(name), which \(result.words(of: execution))\(said.isEmpty ? "" : " (\(said))")",
        wanted: "manifests")
    }
    do throws(ReadError) {
      var source = try ByteSource(result.output.head)
      return ReadFile(input: input, evidence: try reader.read(&source, origin))
    } catch {
      return unread(origin, .unreadable, input.format, input.gates, error)
    }
  }
}

/// The kustomizations of a repository, by the folder that each stands in.
private struct Kustomizations {
  private let byFolder: [Path: ManifestObject]
  private let named: Set<Path>

  init(_ objects: [ManifestObject]) {
    let all = objects.filter { $0.kind == "Kustomization" || ($0.kind == "Component" && !$0.references.isEmpty) }
    byFolder = Dictionary(all.map { ($0.location.path.parent, $0) }) { first, _ in first }
    named = Set(all.flatMap(\.references).map(\.target))
  }

  /// Those that no other one names, ascending.
  var roots: [Path] {
    byFolder.filter { $0.value.kind == "Kustomization" && !named.contains($0.key) }.keys.sorted()
  }

  /// The files that one is made of.
  func files(of root: Path) -> Set<Path> { reach(of: root).files }

  /// The kustomizations that one is made of, itself among them, by their files.
  func parts(of root: Path) -> [Path] { reach(of: root).folders.compactMap { byFolder[$0]?.location.path } }

  private func reach(of root: Path) -> (files: Set<Path>, folders: [Path]) {
    var (files, folders): (Set<Path>, [Path]) = ([], [root])
    var seen: Set<Path> = [root]
    var next = 0
    while next < folders.count {
      for target in (byFolder[folders[next]]?.references ?? []).map(\.target) where seen.insert(target).inserted {
        if byFolder[target] == nil { files.insert(target) } else { folders.append(target) }
      }
      next += 1
    }
    return (files, folders)
  }
}

extension Manifests {
  /// What kustomizations take from elsewhere was there when they were rendered.
  fileprivate mutating func haveRemotes() {
    for index in objects.indices { objects[index].remotes = [] }
  }

  /// Of sources that were rendered, only what is wrong with them by themselves is judged.
  fileprivate mutating func leaveToRendered() {
    for index in objects.indices {
      objects[index].problems.removeAll { $0.kind == .missingField || $0.kind == .directive }
      objects[index].breaches = []
      objects[index].images = []
      (objects[index].pods, objects[index].access) = (nil, nil)
    }
  }
}

extension Path {
  fileprivate var orHere: String { isEmpty ? "." : description }
}
