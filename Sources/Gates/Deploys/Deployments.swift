import Model

// What comes with a deployment: who is told, what is tested, which branch starts it; and that images are pushed.

extension RuleID {
  static let ofDeployments: [RuleID] = [
    .untoldDeployment, .untestedDeployment, .branchDeploy, .unpushedImage, .unwrittenDeployment,
  ]

  fileprivate static let untoldDeployment: RuleID = "infrastructure.untold-deployment"
  fileprivate static let untestedDeployment: RuleID = "infrastructure.untested-deployment"
  fileprivate static let branchDeploy: RuleID = "infrastructure.branch-deploy"
  fileprivate static let unpushedImage: RuleID = "infrastructure.unpushed-image"
  fileprivate static let unwrittenDeployment: RuleID = "infrastructure.unwritten-deployment"
}

/// Judges what pipelines do besides deploying.
func judgeDeployments(_ matter: Case, _ hearing: inout Hearing) {
  let (scripts, policy) = (matter.evidence.scripts, matter.policy)
  let pipelines = scripts.filter { $0.pipeline != nil && !$0.isTest && !$0.isRunbook }
  judgePushes(pipelines, &hearing)
  if matter.evidence.manifests.objects.contains(where: \.isFollowed) { judgeWriting(matter, pipelines, &hearing) }
  for row in policy.infrastructure.deploys.byPush { judge(row, pipelines, &hearing) }
  for script in pipelines {
    guard let first = script.deployments.first else { continue }
    if script.pipeline?.tells == false {
      hearing.find(.untoldDeployment, "\(script.container): \(first.text) deploys and tells nobody", at: first.location)
    }
    let rows = policy.infrastructure.deploys.byPush
    guard script.pipeline?.checks == false,
      let untested = script.deployments.first(where: { command in rows.contains { $0.names(command) } })
    else { continue }
    hearing.find(
      .untestedDeployment, "\(script.container): \(untested.text) deploys, and nothing in its pipeline tests",
      at: untested.location)
  }
}

/// A branch whose pushes deploy an environment, where something deploys that.
private func judge(_ row: BranchDeploy, _ pipelines: [Script], _ hearing: inout Hearing) {
  let deployments = pipelines.flatMap { script in
    script.deployments.filter(row.names).map { (script: script, command: $0) }
  }
  guard let first = deployments.first,
    !deployments.contains(where: { $0.script.isStarted(by: row.branch, $0.command.job) ?? true })
  else { return }
  hearing.find(
    .branchDeploy, "\(first.script.container): \(first.command.text) is not started by a push to \(row.branch)",
    at: first.command.location)
}

/// Some pipeline pushes the images that one builds.
private func judgePushes(_ pipelines: [Script], _ hearing: inout Hearing) {
  guard let place = pipelines.compactMap({ $0.pipeline?.builds }).min(),
    !pipelines.contains(where: { $0.pipeline?.publishes == true })
  else { return }
  hearing.find(.unpushedImage, "an image is built here, and no pipeline pushes one", at: place)
}

/// Where a controller follows git, an image reaches production by a commit of the manifests.
private func judgeWriting(_ matter: Case, _ pipelines: [Script], _ hearing: inout Hearing) {
  let updaters: Set = ["ImageUpdater", "ImageUpdateAutomation"]
  guard let place = pipelines.compactMap({ $0.pipeline?.builds }).min(),
    pipelines.contains(where: { $0.pipeline?.publishes == true }),
    !matter.evidence.manifests.objects.contains(where: { updaters.contains($0.kind ?? "") || $0.updatesImages })
  else { return }
  let writing = pipelines.filter { $0.pipeline?.writesManifests == true }
  if writing.isEmpty {
    hearing.find(
      .unwrittenDeployment, "an image is built here, and no pipeline writes its tag into manifests", at: place)
  } else if !writing.contains(where: { $0.pipeline?.commits == true }), let first = writing.first {
    hearing.find(
      .unwrittenDeployment, "\(first.container): it writes into manifests, and commits nothing",
      at: Location(first.path))
  }
}

extension ManifestObject {
  /// Whether it has a controller bring to a cluster what git holds.
  fileprivate var isFollowed: Bool { if case .application = delivery { true } else { false } }
}

extension BranchDeploy {
  /// Whether a command deploys the environment; what a variable names is not known.
  fileprivate func names(_ command: ScriptCommand) -> Bool {
    let name = (command.environment ?? command.job ?? "").lowercased()
    return !name.contains("$") && environments.matches(text: name)
  }
}

extension Script {
  fileprivate var deployments: [ScriptCommand] { commands.filter { $0.deed == .changes && !$0.isLocal } }

  /// Whether a push to a branch starts a job; `nil` where the file does not say.
  fileprivate func isStarted(by branch: String, _ job: String?) -> Bool? {
    guard let pipeline, pipeline.pushes != nil || pipeline.runsOnEveryPush != nil else { return nil }
    guard let pushes = pipeline.pushes, pushes.isEmpty || pushes.matches(text: branch) else {
      return false
    }
    guard let condition = job.flatMap({ pipeline.conditions[$0] }) else { return true }
    if condition.contains(branch) { return true }
    // A condition on something else than a branch leaves it open.
    let marks = ["manual", "refs/heads/", "ref_name", "BRANCH", "REF_NAME", "main", "master"]
    return !condition.isEmpty && !marks.contains { condition.contains($0) }
  }
}
