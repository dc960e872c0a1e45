import Model
import Readers
import Syntax

/// What a file is to a chart of Helm: what makes it one, or what it renders.
enum ChartPart: Hashable { case chart, template }

/// The folders of a repository's Helm charts, whose files are templates.
struct ChartFolders {
  private let folders: Set<Path>
  private static let names: Set<Path> = ["Chart.yaml", "Chart.yml"]
  private static let kinds: Set = ["yaml", "yml", "json"]

  init(_ files: [Path]) {
    folders = Set(files.filter { ChartFolders.names.contains($0.basename) }.map(\.parent))
  }

  func part(_ path: Path) -> ChartPart? {
    guard !folders.isEmpty, ChartFolders.kinds.contains(path.pathExtension) else { return nil }
    if ChartFolders.names.contains(path.basename) { return .chart }
    var folder = path.parent
    while !folder.isEmpty {
      if folder.basename == "templates", folders.contains(folder.parent) { return .template }
      folder = folder.parent
    }
    return nil
  }
}

/// Reads the files that charts render to manifests: those with marks are templates, the others manifests as they are.
func readTemplate(_ candidate: Candidate, by readers: [Reader], in world: World) -> ReadFile? {
  let path = candidate.path
  do throws(ReadError) {
    guard try holds("{{", in: path, world) else {
      let file = read(path, for: candidate.gates, by: readers, in: world)
      return file.input.status == .unknownFormat && !candidate.isNamed ? nil : file
    }
  } catch {
    return read(path, for: [.infrastructure], by: readers, in: world)
  }
  var evidence = Evidence()
  evidence.manifests.helm.templates = [path]
  let input = Input(path: path, format: "helm-template", status: .read, gates: [.infrastructure])
  return ReadFile(input: input, evidence: evidence)
}

private func holds(_ mark: String, in path: Path, _ world: World) throws(ReadError) -> Bool {
  var source = try ByteSource(world.open(world.path(path)))
  return try source.rest().firstIndex(of: Array(mark.utf8)) != nil
}

/// Notes of manifests which templates they say they were rendered from; where there is no chart, nobody asks.
///
/// - Source: helm template, which writes `# Source: CHART/templates/FILE` before each document
func readRendered(_ files: [ReadFile], in world: World) -> [ReadFile] {
  guard files.contains(where: { !$0.evidence.manifests.helm.charts.isEmpty }) else { return files }
  let mark = Array("# Source: ".utf8)
  return files.map { file in
    guard file.input.status == .read, file.input.format == "kubernetes" else { return file }
    var file = file
    do throws(ReadError) {
      var source = try ByteSource(world.open(world.path(file.input.path)))
      while let range = try source.nextLine() {
        guard source.buffer[range].starts(with: mark) else { continue }
        file.evidence.manifests.helm.rendered.insert(source.text(range.dropFirst(mark.count)).trimmedEnd)
      }
    } catch {
      // What was read once is there; where it no longer can be, it says nothing of a chart.
    }
    return file
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    String(decoding: utf8.reversed().drop { $0 <= 0x20 }.reversed(), as: UTF8.self)
  }
}
