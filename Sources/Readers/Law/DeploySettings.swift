import Model
import Syntax

extension Setting {
  /// What can be set of who may change running systems.
  static let ofDeploys: [Setting] = [
    Setting(
      "infrastructure.direct-deploys", .words(Policy.Deploys.Reach.allCases.map(\.rawValue)),
      "Where a command blocks that changes a running system", direction: .earlier,
      loosens: { $0.infrastructure.deploys.reach == .everywhere && $1.infrastructure.deploys.reach == .production }
    ) {
      node, policy throws(ReadError) in
      policy.infrastructure.deploys.reach = try node.word(Policy.Deploys.Reach.self)
    },
    globs(
      "infrastructure.production", "What contexts, namespaces, hosts and environments of production are called",
      { $1(&$0.infrastructure.deploys.production) }, .longer, example: "[\"*prod*\", live]"),
    globs(
      "infrastructure.not-production", "What those of other environments are called",
      { $1(&$0.infrastructure.deploys.notProduction) }, .shorter, example: "[\"*staging*\", \"dev-*\"]"),
    globs(
      "infrastructure.deploys-from", "Files whose commands may deploy, a job of one behind #",
      { $1(&$0.infrastructure.deploys.allowed) }, .shorter, example: "[\".github/workflows/deploy.yml#production\"]"),
    rows(
      "infrastructure.deploys-by-push", .free("{ branch: environments }"),
      "Branches whose pushes deploy an environment, by what that is called in small letters",
      { $1(&$0.infrastructure.deploys.byPush) }, named: \.branch, .longer, example: "{ develop: [dev, development] }"
    ) { branch, node throws(ReadError) in
      BranchDeploy(branch, environments: try node.some("glob").map { Glob($0) })
    },
    Setting(
      "infrastructure.tools", "list of tools", "Tools and their verbs, described like those of gates/commands.yaml",
      example: "[]"
    ) {
      node, policy throws(ReadError) in
      policy.infrastructure.deploys.tools = []
      for entry in node.entries { policy.infrastructure.deploys.tools.append(try CommandTool(entry)) }
    },
  ]
}
