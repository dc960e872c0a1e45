/// A file that runs commands, and what it is to be judged by.
package struct Script: Hashable, Sendable {
  package var path: Path
  /// What kind of file it is, in words.
  package var container: String
  /// Whether it is read by people and run by nobody.
  package var isRunbook: Bool
  /// Whether it is a test or an example: what it does is told, and blocks nothing.
  package var isTest = false
  package var pipeline: Pipeline?
  /// How many commands it holds in all.
  package var commandCount = 0
  /// Those that change something, judge something, or cannot be told.
  package var commands: [ScriptCommand] = []
  package var doubts: [PipelineDoubt] = []
  /// Why some of it could not be read.
  package var troubles: [ScriptTrouble] = []
  package var marks: [WaiverMark] = []
  /// What it takes from elsewhere, and what others may take of it: its keys, and the keys below each.
  package var borrowed: [Borrowing] = []
  package var keys: [String: Set<String>] = [:]

  package init(path: Path, container: String, isRunbook: Bool = false) {
    self.path = path
    self.container = container
    self.isRunbook = isRunbook
  }
}

/// A command of a script, as far as it matters.
package struct ScriptCommand: Hashable, Sendable {
  package enum Deed: String, Hashable, Sendable {
    case changes
    /// The tool is known and its verb is not.
    case unknown
    /// What it does is known only when it runs.
    case undecided
  }

  package var tool: String
  package var subject: CommandSubject
  package var deed: Deed
  /// As it is written, on one line.
  package var text: String
  package var location: Location
  /// Contexts, namespaces, hosts and the like that it names.
  package var scope: [String] = []
  /// Of a pipeline.
  package var job: String?
  package var environment: String?
  /// Whether it reaches nothing but what the same script or job started for itself.
  package var isLocal = false
  /// Whether it is what runbooks do in an emergency: it goes back to what was.
  package var isEmergency = false
  /// Whether its job waits for somebody to start or to approve it.
  package var isAwaited = false

  package init(
    tool: String, subject: CommandSubject, deed: Deed, text: String, location: Location
  ) {
    self.tool = tool
    self.subject = subject
    self.deed = deed
    self.text = text
    self.location = location
  }
}

/// Something that lets a pipeline pass that has not.
package struct PipelineDoubt: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case swallowedFailure, optionalGate, unsavedPlan, mixedEnvironments, untrustedCheckout
    case earlyPublish, unbackedMigration, untriedMigration, toldSecret, movingStep, shortRetention
    case missingInclude, unreadInclude
  }

  package var kind: Kind
  package var message: String
  package var location: Location
  /// For how long something is kept.
  package var days: Int?

  package init(_ kind: Kind, _ message: String, at location: Location) {
    self.kind = kind
    self.message = message
    self.location = location
  }
}

/// Why a part of a script could not be read.
package struct ScriptTrouble: Hashable, Sendable {
  package var message: String
  package var location: Location

  package init(_ message: String, at location: Location) {
    self.message = message
    self.location = location
  }
}

/// A comment of a script that names the waiver of what stands there.
package struct WaiverMark: Hashable, Sendable {
  package var rule: RuleID
  package var waiver: String
  /// The first and the last line that it is about.
  package var lines: ClosedRange<Int>

  package init(rule: RuleID, waiver: String, lines: ClosedRange<Int>) {
    self.rule = rule
    self.waiver = waiver
    self.lines = lines
  }
}
