/// What a tool of the command line acts on.
package enum CommandSubject: String, CaseIterable, Hashable, Sendable {
  case cluster, cloud, infrastructure, server, upload, database, repository
  /// It judges a change and alters nothing.
  case check
}

/// The first words behind a command, each a glob.
package struct VerbPattern: Hashable, Sendable {
  package var words: [Glob]
  /// Whether nothing may stand before them, even where verbs stand behind other words.
  package let isFirst: Bool
  /// How many of their letters stand for themselves.
  package let exactness: Int

  /// - Parameter text: words, with `^` in front where nothing may stand before them.
  package init(_ text: String) {
    isFirst = text.hasPrefix("^")
    let text = isFirst ? String(text.dropFirst()) : text
    words = text.split(separator: " ").map { Glob(String($0)) }
    exactness = text.utf8.count { $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: " ") }
  }

  package func matches(_ operands: [String]) -> Bool { matches(operands[...]) }

  /// Each command of each script is asked, so this is no generic function.
  package func matches(_ operands: ArraySlice<String>) -> Bool {
    operands.count >= words.count && zip(words, operands).allSatisfy { $0.matches(text: $1) }
  }
}

/// A tool of the command line, and which of its verbs change a running system.
package struct CommandTool: Hashable, Sendable {
  package enum Otherwise: String, CaseIterable, Hashable, Sendable { case changes, reads, unknown, check }

  package var names: [String]
  package var subject: CommandSubject
  /// Options that take the next word, and those of them that say where.
  package var values: Set<String> = []
  package var scope: Set<String> = []
  package var changes: [VerbPattern] = []
  package var reads: [VerbPattern] = []
  package var checks: [VerbPattern] = []
  package var otherwise = Otherwise.reads
  /// Whether the verb may stand behind other words.
  package var isAnywhere = false
  package var harmless: [Glob] = []
  package var harmful: [Glob] = []
  /// Verbs that change something only with one of some options.
  package var asks: [AskingVerb] = []
  /// Verbs that copy, and what a remote place looks like.
  package var copies: [VerbPattern] = []
  package var remote: Glob?
  package var subjects: [(verb: VerbPattern, subject: CommandSubject)] = []
  package var isRemoteOnly = false
  /// Options that send a local tool elsewhere.
  package var remoteOptions: Set<String> = []
  /// Values of scope and operands by which nobody else is touched.
  package var local: [Glob] = []
  package var runsRemotely = false
  package var noHosts: [Glob] = []
  package var query = Query()
  package var uploads: [Upload] = []
  /// Verbs by which it changes something wherever it runs, of a tool that counts on other machines alone.
  package var always: [VerbPattern] = []
  /// Variables that send it elsewhere.
  package var remoteVariables: [String] = []
  /// Verbs that undo, as in an emergency.
  package var emergencies: [VerbPattern] = []

  package init(names: [String], subject: CommandSubject) {
    self.names = names
    self.subject = subject
  }

  package static func == (a: CommandTool, b: CommandTool) -> Bool { a.names == b.names && a.changes == b.changes }
  package func hash(into hasher: inout Hasher) { hasher.combine(names) }
}

extension CommandTool {
  package struct AskingVerb: Hashable, Sendable {
    package var verb: VerbPattern
    package var options: [String]

    package init(_ verb: VerbPattern, options: [String]) {
      self.verb = verb
      self.options = options
    }
  }

  /// How a client of a database is given what it shall do.
  package struct Query: Hashable, Sendable {
    package var options: Set<String> = []
    package var files: Set<String> = []
    package var hosts: Set<String> = []
    /// Variables that name the server.
    package var variables: [String] = []
    /// What begins a query that changes something, in small letters.
    package var words: [Glob] = []
    /// Whether these stand anywhere in it, behind a dot.
    package var isInside = false
    package init() {}
  }

  /// Options that send a file to such places.
  package struct Upload: Hashable, Sendable {
    package var options: [String]
    package var places: [Glob]

    package init(options: [String], places: [Glob]) {
      self.options = options
      self.places = places
    }
  }
}

/// What stands in front of a command and runs it.
package struct CommandWrapper: Hashable, Sendable {
  package var names: [String] = []
  package var verbs: [String] = []
  package var values: Set<String> = []
  package var operands = 0
  package var takesAssignments = false
  /// Options that hold a script.
  package var script: [String] = []
  package var isJoined = false
  package var after: Set<String> = []
  /// Options with which it tells of the command and runs nothing.
  package var asks: Set<String> = []
  /// Whether its operand is an image that is called as the tool in it.
  package var runsImage = false
  /// Whether what it runs reaches only what was started for it.
  package var isLocal = false
  /// Whether what it runs is in a cluster.
  package var isElsewhere = false

  package init() {}
}

/// A step of a pipeline whose order counts.
package struct PipelineStep: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case scan, publish, backup, migration, build, notice
    /// It takes a migration back.
    case undo
    /// It writes into manifests what they deploy, and it commits.
    case manifest, commit
  }

  package var kind: Kind
  /// The name of the program and the words behind it.
  package var verb: VerbPattern
  /// Of which one must be there; empty where none need be.
  package var options: [String] = []

  /// - Parameter text: words, of which those that begin with a dash are options.
  package init(_ kind: Kind, _ text: String) {
    self.kind = kind
    let words = text.split(separator: " ").map(String.init)
    verb = VerbPattern(words.filter { !$0.hasPrefix("-") }.joined(separator: " "))
    options = words.filter { $0.hasPrefix("-") }
  }

  package var name: String { verb.words.first?.pattern ?? "" }
}

/// A kind of file that holds commands.
package struct ScriptContainer: Hashable, Sendable {
  package enum Form: String, CaseIterable, Hashable, Sendable {
    case yaml, jenkins, make, docker, package, just, procfile, markdown, script, powershell, batch
  }

  package var name: String
  package var files: [Glob]
  package var form = Form.yaml
  /// Keys below which commands stand, and keys of lists that are one command.
  package var shell: Set<String> = []
  package var exec: Set<String> = []
  package var itemsAreCommands = false
  /// The key of what is called with the words of the others, and that of the image which is called without it.
  package var entry: String?
  package var image: String?
  /// Keys that name a step of somebody else's.
  package var steps: Set<String> = []
  /// The key of a mapping from names to jobs; `*` for the outermost one.
  package var jobs: String?
  package var isPipeline = false
  /// Whether its shell heeds a failure within a pipe from the start.
  package var hasPipefail = false

  package init(_ name: String, files: [Glob]) {
    self.name = name
    self.files = files
  }
}

/// What the tools of the command line do to running systems, and where their commands stand: `gates/commands.yaml`.
package struct CommandTable: Sendable {
  package var tools: [CommandTool] = []
  package var wrappers: [CommandWrapper] = []
  package var containers: [ScriptContainer] = []
  package var localClusters: [VerbPattern] = []
  package var localActions: [Glob] = []
  package var localNames: [Glob] = []
  package var localHosts: [Glob] = []
  package var tellingVerbs: [VerbPattern] = []
  package var remoteReads: Set<String> = []
  /// Options by which what judges only tells of itself.
  package var askingOptions: [Glob] = []
  /// What prints the contents of files.
  package var dumpingTools: Set<String> = []
  package var actions: [(subject: CommandSubject, names: [Glob])] = []
  /// Steps of other people's that judge a change.
  package var checkingActions: [Glob] = []
  package var publishingActions: [Glob] = []
  package var buildingActions: [Glob] = []
  package var noticingActions: [Glob] = []
  /// What clients of the web send notices with, and what the words of such calls look like.
  package var noticeClients: Set<String> = []
  package var noticePlaces: [Glob] = []
  /// What a pipeline says whose own steps tell people.
  package var noticeMarks: [String] = []
  /// What is called so is another thing tomorrow.
  package var movingNames: Set<String> = []
  /// What uploads of records are called.
  package var recordNames: [Glob] = []
  /// Steps of other people's that commit.
  package var committingActions: [Glob] = []
  package var steps: [PipelineStep] = []

  package init() {}
}
