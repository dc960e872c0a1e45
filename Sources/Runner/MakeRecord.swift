import Gates
import Model
import Syntax

extension Record {
  /// What is kept of a run, with what git knows of its commit.
  init(_ report: Report, _ matter: Case, in world: World) throws(ReadError) {
    guard let head = report.change.head else {
      throw ReadError(met: "no commit (\(report.change.problem ?? "none"))", wanted: "one to keep a record of")
    }
    self.init(
      commit: head, tree: try world.gitText(["rev-parse", "--verify", "\(head)^{tree}"]),
      patchIDs: try world.patchIDs(of: report.change), instant: matter.instant, platform: report.change.platform,
      version: report.version, whole: Part(report.verdicts, of: matter))
  }
}

extension World {
  /// What each commit of a change does, as a hash that a rebase leaves as it is; none where git cannot tell the
  /// patches, or they are longer than what is held: they speak for a change and never against it.
  func patchIDs(of change: Change) throws(ReadError) -> [String] {
    guard let base = change.base, let head = change.head, base != head else { return [] }
    // As text: an attribute must not hide what a commit does.
    let log = [
      "log", "--reverse", "--topo-order", "--no-merges", "--format=%H", "--patch", "--text", "--no-renames",
      "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=none", head, "^\(base)", "--",
    ]
    var source = ByteSource(printed: try git(log))
    guard let patches = try? source.rest() else { return [] }
    let lines = try gitText(["patch-id", "--stable"], input: patches).split(separator: "\n")
    return lines.map { String($0.prefix { $0 != " " }) }
  }
}

extension Report {
  /// With a record of what was found.
  func recorded(of matter: Case, _ docket: Docket, in world: World) throws(ReadError) -> Report {
    var report = self
    report.record = try Record(self, matter, in: world)
    report.record?.components = docket.parts
    return report
  }
}
