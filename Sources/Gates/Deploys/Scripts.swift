import Model

/// Judges what scripts and pipelines do to running systems, and whether they say so when something fails.
func judgeScripts(_ scripts: [Script], _ policy: Policy, _ hearing: inout Hearing) {
  guard scripts.contains(where: \.isJudged) else { return }
  let deploys = policy.infrastructure.deploys
  var direct = 0
  var allowed = 0
  for script in scripts {
    for trouble in script.troubles { hearing.find(.unreadableScript, trouble.message, at: trouble.location) }
    for command in script.commands {
      guard !deploys.allows(command, in: script) else {
        allowed += 1
        judgeApproval(of: command, in: script, &hearing)
        continue
      }
      let effect = deploys.effect(of: command, in: script)
      if effect == nil { direct += 1 }
      hearing.find(
        command.rule, command.sentence(in: script), at: command.location, effect: effect,
        remedy: command.isEmergency && !script.isRunbook ? Policy.Deploys.approvedRecord : nil,
        mark: script.mark(at: command.location, of: command.rule))
    }
    for doubt in script.doubts { judge(doubt, in: script, policy, &hearing) }
  }
  judgeStart(scripts, &hearing)
  hearing.measure("scripts and pipelines", required: nil, found: scripts.tally)
  hearing.measure("commands that change systems directly", required: "0", found: String(direct))
  if allowed > 0 { hearing.measure("commands that may deploy", required: nil, found: String(allowed)) }
}

private func judge(_ doubt: PipelineDoubt, in script: Script, _ policy: Policy, _ hearing: inout Hearing) {
  if doubt.kind == .unsavedPlan, policy.infrastructure.deploys.allows(script.path, job: nil) { return }
  var message = doubt.message
  if doubt.kind == .shortRetention {
    guard let days = doubt.days, let wanted = policy.release.retentionDays, days < wanted else { return }
    message += ", and the policy wants \(wanted)"
  }
  hearing.find(
    doubt.kind.rule, message, at: doubt.location, mark: script.mark(at: doubt.location, of: doubt.kind.rule))
}

/// A job that may deploy waits for somebody, or names the environment whose rules do.
private func judgeApproval(of command: ScriptCommand, in script: Script, _ hearing: inout Hearing) {
  guard script.pipeline != nil, !command.isLocal, command.deed != .unknown else { return }
  let job = command.job.map { " in \($0)" } ?? ""
  // These list deployments by their environments; others by the runs of the pipeline itself.
  if command.environment == nil, ["GitHub workflow", "GitLab CI", "Azure pipeline"].contains(script.container) {
    hearing.find(
      .untracedDeployment, "\(script.container)\(job): \(command.text) names no environment whose history shows it",
      at: command.location, mark: script.mark(at: command.location, of: .untracedDeployment))
  }
  if command.isAwaited { return }
  hearing.find(
    .unapprovedDeploy, "\(script.container)\(job): \(command.text) waits for nobody and names no environment",
    at: command.location, mark: script.mark(at: command.location, of: .unapprovedDeploy))
}

/// Some pipeline judges every push.
private func judgeStart(_ scripts: [Script], _ hearing: inout Hearing) {
  let judging = scripts.filter { $0.pipeline?.checks == true && !$0.isTest }
  guard let first = judging.first, judging.allSatisfy({ $0.pipeline?.runsOnEveryPush == false }) else { return }
  let count = judging.count == 1 ? "the only pipeline that judges" : "none of the \(judging.count) pipelines that judge"
  let verb = judging.count == 1 ? "does not start" : "starts"
  hearing.find(.pipelineStart, "\(count) a change \(verb) by every push", at: Location(first.path))
}

extension [Script] {
  /// `12 files, 340 commands`.
  fileprivate var tally: String {
    let run = filter { !$0.isRunbook }
    let pipelines = run.count { $0.pipeline != nil }
    let words = [
      (run.count - pipelines).of("script"), pipelines.of("pipeline"),
      run.reduce(0) { $0 + $1.commandCount }.of("command"),
    ]
    return words.joined(separator: ", ")
  }
}

extension Script {
  /// Whether it is run, and holds something that is.
  var isJudged: Bool {
    !commands.isEmpty || !isRunbook && (commandCount > 0 || !troubles.isEmpty || !doubts.isEmpty)
  }

  /// The waiver that is named where a rule finds something.
  fileprivate func mark(at location: Location, of rule: RuleID) -> String? {
    guard let line = location.line else { return nil }
    return marks.first { $0.rule == rule && $0.lines.contains(line) }?.waiver
  }
}

extension Policy.Deploys {
  fileprivate func allows(_ command: ScriptCommand, in script: Script) -> Bool {
    allows(script.path, job: command.job)
  }

  /// Whether the file may deploy, or that job of it.
  fileprivate func allows(_ path: Path, job: String?) -> Bool {
    let name = path.description
    return allowed.contains { glob in
      glob.matches(text: name) || job.map { glob.matches(text: "\(name)#\($0)") } ?? false
    }
  }

  fileprivate static let approvedRecord =
    "Revert the change in git; where there is no time for that, approve a waiver and name it: # sixgate:allow RULE ID"

  /// What a command means where it is milder than its rule; `nil` where it is not.
  fileprivate func effect(of command: ScriptCommand, in script: Script) -> Effect? {
    if script.isRunbook || script.isTest || command.isLocal { return .note }
    guard command.deed != .unknown, reach == .production else { return nil }
    let names = command.scope + [command.environment].compactMap { $0 }
    let isProduction = names.contains { name in production.matches(text: name) && !isOther(name) }
    return names.contains(where: isOther) && !isProduction ? .note : nil
  }

  /// Whether a name, or a part of it between marks, is that of another environment; what a variable holds is not known.
  private func isOther(_ name: String) -> Bool {
    let known = name.withoutExpansions
    let parts = [known[...]] + known.split { !isAlphanumeric($0) }
    return parts.contains { part in
      let word = String(decoding: part, as: UTF8.self)
      return notProduction.matches(text: word)
    }
  }
}

extension String {
  /// Its bytes in small letters, without `$NAME`, `${…}` and `{{ … }}`.
  fileprivate var withoutExpansions: [UInt8] {
    var rest = utf8[...]
    var result: [UInt8] = []
    while let byte = rest.first {
      rest = rest.dropFirst()
      if byte == UInt8(ascii: "$") || (byte == UInt8(ascii: "{") && rest.first == byte) {
        if rest.first == UInt8(ascii: "{") || byte == UInt8(ascii: "{") {
          rest = rest.drop { $0 != UInt8(ascii: "}") }.drop { $0 == UInt8(ascii: "}") }
        } else {
          rest = rest.drop { $0 == UInt8(ascii: "_") || isAlphanumeric($0) }
        }
      } else {
        result.append((0x41...0x5A).contains(byte) ? byte + 32 : byte)
      }
    }
    return result
  }
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
}

extension ScriptCommand {
  fileprivate var rule: RuleID {
    switch deed {
    case .undecided: .undecidedCommand
    case .unknown: .unknownCommand
    case .changes:
      switch subject {
      case .cluster: .directClusterChange
      case .cloud, .check: .directCloudChange
      case .repository: .pastReview
      case .infrastructure: .directInfrastructureChange
      case .server: .directServerChange
      case .upload: .directUpload
      case .database: .directDatabaseChange
      }
    }
  }

  fileprivate func sentence(in script: Script) -> String {
    let place = job.map { " in \($0)" } ?? ""
    let stage = environment.map { " for \($0)" } ?? ""
    let local = isLocal ? ", of this run alone" : script.isTest ? ", in a test or an example" : ""
    return "\(script.container)\(place)\(stage): \(text) \(consequence)\(local)"
  }

  private var consequence: String {
    switch deed {
    case .undecided: "does what is known only when it runs"
    case .unknown: "has a verb of \(tool) that is not known"
    case .changes:
      switch subject {
      case .cluster: "changes a cluster"
      case .cloud, .check: "changes resources of a cloud"
      case .repository: "goes past the review"
      case .infrastructure: "changes infrastructure"
      case .server: "changes a server"
      case .upload: "uploads to where files are served or kept"
      case .database: "changes a database"
      }
    }
  }
}

extension PipelineDoubt.Kind {
  fileprivate var rule: RuleID {
    switch self {
    case .swallowedFailure: .swallowedFailure
    case .optionalGate: .optionalGate
    case .unsavedPlan: .unsavedPlan
    case .mixedEnvironments: .mixedEnvironments
    case .untrustedCheckout: .untrustedCheckout
    case .earlyPublish: .earlyPublish
    case .unbackedMigration: .unbackedMigration
    case .untriedMigration: .untriedMigration
    case .toldSecret: .toldSecret
    case .movingStep: .movingStep
    case .shortRetention: .shortRetention
    case .missingInclude: .missingInclude
    case .unreadInclude: .unreadInclude
    }
  }
}

extension RuleID {
  static let ofScripts: [RuleID] = [
    .directClusterChange, .directCloudChange, .directInfrastructureChange, .directServerChange, .directUpload,
    .directDatabaseChange, .undecidedCommand, .unknownCommand, .unreadableScript, .swallowedFailure, .optionalGate,
    .unsavedPlan, .mixedEnvironments, .untrustedCheckout, .earlyPublish, .unbackedMigration, .untriedMigration,
    .toldSecret, .movingStep,
    .shortRetention, .unapprovedDeploy, .pipelineStart, .pastReview, .missingInclude, .unreadInclude,
    .untracedDeployment,
  ]

  fileprivate static let directClusterChange: RuleID = "infrastructure.direct-cluster-change"
  fileprivate static let directCloudChange: RuleID = "infrastructure.direct-cloud-change"
  fileprivate static let directInfrastructureChange: RuleID = "infrastructure.direct-infrastructure-change"
  fileprivate static let directServerChange: RuleID = "infrastructure.direct-server-change"
  fileprivate static let directUpload: RuleID = "infrastructure.direct-upload"
  fileprivate static let directDatabaseChange: RuleID = "infrastructure.direct-database-change"
  fileprivate static let undecidedCommand: RuleID = "infrastructure.undecided-command"
  fileprivate static let unknownCommand: RuleID = "infrastructure.unknown-command"
  fileprivate static let unreadableScript: RuleID = "infrastructure.unreadable-script"
  fileprivate static let swallowedFailure: RuleID = "infrastructure.swallowed-failure"
  fileprivate static let optionalGate: RuleID = "infrastructure.optional-gate"
  fileprivate static let unsavedPlan: RuleID = "infrastructure.unsaved-plan"
  fileprivate static let mixedEnvironments: RuleID = "infrastructure.mixed-environments"
  fileprivate static let untrustedCheckout: RuleID = "infrastructure.untrusted-checkout"
  fileprivate static let earlyPublish: RuleID = "infrastructure.early-publish"
  fileprivate static let unbackedMigration: RuleID = "infrastructure.unbacked-migration"
  fileprivate static let untracedDeployment: RuleID = "infrastructure.untraced-deployment"
  fileprivate static let untriedMigration: RuleID = "infrastructure.untried-migration"
  fileprivate static let toldSecret: RuleID = "infrastructure.told-secret"
  fileprivate static let movingStep: RuleID = "infrastructure.moving-step"
  fileprivate static let shortRetention: RuleID = "infrastructure.short-retention"
  fileprivate static let unapprovedDeploy: RuleID = "infrastructure.unapproved-deploy"
  fileprivate static let pipelineStart: RuleID = "infrastructure.pipeline-start"
  fileprivate static let missingInclude: RuleID = "infrastructure.missing-include"
  fileprivate static let unreadInclude: RuleID = "infrastructure.unread-include"
  fileprivate static let pastReview: RuleID = "infrastructure.past-review"
}
