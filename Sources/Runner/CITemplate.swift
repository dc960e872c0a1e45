package import Model
import Readers
package import Syntax

/// The CI template that suits a repository, and where it belongs.
package struct CITemplate: Sendable {
  package let platform: Platform
  /// From the top of the repository.
  package let path: Path
  /// What is left to do by hand.
  package let advice: String
  /// Files or folders that a repository has which uses the platform.
  private let marks: [Path]
  /// What the name of its servers begins with.
  private let host: String?

  private static let all = [
    CITemplate(
      platform: .github, path: ".github/workflows/sixgate.yml",
      advice: "put your own commands under \"Tests and scans\", and set the variables SIXGATE_SHA256 and SIXGATE_URL",
      marks: [".github"], host: "github."),
    CITemplate(
      platform: .gitlab, path: ".gitlab/sixgate.gitlab-ci.yml",
      advice: "include it in .gitlab-ci.yml (include: { local: .gitlab/sixgate.gitlab-ci.yml }), and set the variables "
        + "SIXGATE_SHA256 and SIXGATE_URL",
      marks: [".gitlab-ci.yml", ".gitlab"], host: "gitlab."),
    CITemplate(
      platform: .jenkins, path: "Jenkinsfile.sixgate",
      advice: "configure ci-templates/jenkins of sixgate as the shared library \"sixgate\", and set SIXGATE_SHA256 and "
        + "SIXGATE_URL",
      marks: ["Jenkinsfile"], host: nil),
    CITemplate(
      platform: .azure, path: "azure-pipelines.sixgate.yml",
      advice: "make a pipeline of it with the variables SIXGATE_SHA256 and SIXGATE_URL",
      marks: ["azure-pipelines.yml", "azure-pipelines.yaml", ".azure-pipelines"], host: "dev.azure."),
    CITemplate(
      platform: .buildkite, path: ".buildkite/sixgate.yml",
      advice: "upload it in your pipeline, with SIXGATE_SHA256 and SIXGATE_URL in its environment",
      marks: [".buildkite"], host: nil),
  ]

  /// By the files that git tracks, else by where the repository comes from; `nil` where neither says.
  static func fitting(_ tracked: [Path], origin: String?) -> CITemplate? {
    let tops = Set(tracked.compactMap { $0.segments.first.map { Path(bytes: Array($0)) } })
    return all.first { $0.marks.contains(where: tops.contains) }
      ?? origin.flatMap { origin in all.first { $0.host.map(origin.isOn) ?? false } }
  }

  /// Puts it in its place, unless something is there.
  ///
  /// - Returns: whether it was written.
  package func write(in world: World) throws(ReadError) -> Bool {
    let place = world.path(path)
    guard world.type(place) == nil else { return false }
    var folder = world.directory
    for segment in path.segments.dropLast() {
      folder = folder.appending(Path(bytes: Array(segment)))
      if world.type(folder) == nil { try world.scratch.makeFolder(folder) }
    }
    try world.write(place, try embeddedTemplate(of: platform))
    return true
  }
}

extension String {
  /// Whether a remote's URL is of a host whose name begins so: `https://github.com/a/b`, `git@gitlab.example.com:a/b`.
  fileprivate func isOn(_ host: String) -> Bool {
    let place = split(separator: "/").first { !$0.hasSuffix(":") }
    return place?.split(separator: "@").last?.hasPrefix(host) ?? false
  }
}
