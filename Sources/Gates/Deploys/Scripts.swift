import Model

/// Judges what scripts and pipelines do to running systems, and whether they say so when something fails.
func judgeScripts(_ scripts: [Script], _ policy: Policy.Deploys, _ hearing: inout Hearing) {
  guard !scripts.isEmpty else { return }
  var direct = 0
  var allowed = 0
  for script in scripts {
    for trouble in script.troubles { hearing.find(.unreadableScript, trouble.message, at: trouble.location) }
    for command in script.commands {
      guard !policy.allows(command, in: script) else {
        allowed += 1
        continue
      }
      let effect = policy.effect(of: command, in: script)
      if effect == nil { direct += 1 }
      hearing.find(command.rule, command.sentence(in: script), at: command.location, effect: effect)
    }
    for doubt in script.doubts {
      let isAllowed = doubt.kind == .unsavedPlan && policy.allows(script.path, job: nil)
      if !isAllowed { hearing.find(doubt.kind.rule, doubt.message, at: doubt.location) }
    }
  }
  hearing.measure("commands that change systems directly", required: "0", found: String(direct))
  if allowed > 0 { hearing.measure("commands that may deploy", required: nil, found: String(allowed)) }
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

  /// What a command means where it is milder than its rule; `nil` where it is not.
  fileprivate func effect(of command: ScriptCommand, in script: Script) -> Effect? {
    if script.isRunbook || command.isLocal { return .note }
    guard command.deed != .unknown, reach == .production else { return nil }
    let names = command.scope + [command.environment].compactMap { $0 }
    let isProduction = names.contains { name in
      production.contains { $0.matches(text: name) } && !notProduction.contains { $0.matches(text: name) }
    }
    let isOther = names.contains { name in notProduction.contains { $0.matches(text: name) } }
    return isOther && !isProduction ? .note : nil
  }
}

extension ScriptCommand {
  fileprivate var rule: RuleID {
    switch deed {
    case .undecided: .undecidedCommand
    case .unknown: .unknownCommand
    case .changes:
      switch subject {
      case .cluster: .directClusterChange
      case .cloud, .repository, .check: .directCloudChange
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
    let local = isLocal ? ", of this run alone" : ""
    return "\(script.container)\(place)\(stage): \(text) \(consequence)\(local)"
  }

  private var consequence: String {
    switch deed {
    case .undecided: "does what is known only when it runs"
    case .unknown: "has a verb of \(tool) that is not known"
    case .changes:
      switch subject {
      case .cluster: "changes a cluster"
      case .cloud, .repository, .check: "changes resources of a cloud"
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
    }
  }
}

extension RuleID {
  static let ofScripts: [RuleID] = [
    .directClusterChange, .directCloudChange, .directInfrastructureChange, .directServerChange, .directUpload,
    .directDatabaseChange, .undecidedCommand, .unknownCommand, .unreadableScript, .swallowedFailure, .optionalGate,
    .unsavedPlan, .mixedEnvironments, .untrustedCheckout,
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
}
