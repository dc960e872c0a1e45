package import Model
package import Syntax

extension CommandTable {
  /// The table of `gates/commands.yaml`.
  ///
  /// - Parameter own: what a policy says of tools; goes before all else.
  /// - Throws: only where the program's own files are broken.
  package static func builtIn(own: [CommandTool] = []) throws(ReadError) -> CommandTable {
    try CommandTable(EmbeddedFile.named("commands.yaml"), own: own)
  }

  private static let keys = [
    "tools", "wrappers", "local", "telling-verbs", "remote-reads", "actions", "checking-actions", "publishing-actions",
    "building-actions", "noticing-actions", "committing-actions", "notice-clients", "notice-places", "notice-marks",
    "moving-names",
    "record-names", "asking-options", "dumping-tools", "steps", "containers",
  ]

  package init(_ file: Node, own: [CommandTool] = []) throws(ReadError) {
    try file.check("the table of commands", keys: CommandTable.keys)
    self.init()
    tools = own
    for node in file["tools"]?.entries ?? [] { tools.append(try CommandTool(node)) }
    for node in file["wrappers"]?.entries ?? [] { wrappers.append(try CommandWrapper(node)) }
    for node in file["containers"]?.entries ?? [] { containers.append(try ScriptContainer(node)) }
    try takeLocal(file["local"])
    tellingVerbs = try file.verbs("telling-verbs")
    remoteReads = try file.set("remote-reads")
    dumpingTools = try file.set("dumping-tools")
    askingOptions = try file["asking-options"]?.globs() ?? []
    movingNames = try file.set("moving-names")
    recordNames = try file["record-names"]?.globs() ?? []
    try takeActions(file)
    noticeClients = try file.set("notice-clients")
    noticePlaces = try file["notice-places"]?.globs() ?? []
    noticeMarks = try file["notice-marks"]?.strings() ?? []
    for (kind, verbs) in try file["steps"]?.members("steps") ?? [] {
      guard let kind = PipelineStep.Kind(rawValue: kind) else { throw verbs.error("a kind of step") }
      steps += try verbs.strings().map { PipelineStep(kind, $0) }
    }
  }

  private mutating func takeLocal(_ local: Node?) throws(ReadError) {
    try local?.check("local", keys: ["clusters", "actions", "names", "hosts"])
    localClusters = try local.verbs("clusters")
    localActions = try local?["actions"]?.globs() ?? []
    localNames = try local?["names"]?.globs() ?? []
    localHosts = try local?["hosts"]?.globs() ?? []
  }

  private mutating func takeActions(_ file: Node) throws(ReadError) {
    let subjects = CommandSubject.allCases.map(\.rawValue)
    for (subject, names) in try file["actions"]?.members("actions", keys: subjects) ?? [] {
      guard let subject = CommandSubject(rawValue: subject) else { continue }
      actions.append((subject, try names.globs()))
    }
    checkingActions = try file["checking-actions"]?.globs() ?? []
    publishingActions = try file["publishing-actions"]?.globs() ?? []
    buildingActions = try file["building-actions"]?.globs() ?? []
    noticingActions = try file["noticing-actions"]?.globs() ?? []
    committingActions = try file["committing-actions"]?.globs() ?? []
  }
}

extension CommandTool {
  private enum Runs: String, CaseIterable { case remote }

  private static let keys = [
    "names", "subject", "values", "scope", "changes", "reads", "checks", "otherwise", "anywhere", "harmless",
    "harmful", "asks", "copies", "remote", "subjects", "remote-only", "remote-options", "local", "runs",
    "hosts-that-are-none", "query", "files", "hosts", "words", "inside", "asks-with", "always", "remote-marks",
    "variables", "emergencies",
  ]

  init(_ node: Node) throws(ReadError) {
    try node.check("a tool", keys: CommandTool.keys)
    guard let names = node["names"], let subject = node["subject"] else { throw node.error("names and a subject") }
    self.init(names: try names.some("name"), subject: try subject.word(CommandSubject.self))
    values = try node.set("values")
    scope = try node.set("scope")
    values.formUnion(scope)
    changes = try node.verbs("changes")
    reads = try node.verbs("reads")
    checks = try node.verbs("checks")
    otherwise = try node["otherwise"]?.word(Otherwise.self) ?? .unknown
    isAnywhere = try node.flag("anywhere")
    harmless = try node["harmless"]?.globs() ?? []
    harmful = try node["harmful"]?.globs() ?? []
    for (verb, options) in try node["asks"]?.members("asks") ?? [] {
      asks.append(AskingVerb(VerbPattern(verb), options: try options.strings()))
    }
    for (verb, subject) in try node["subjects"]?.members("subjects") ?? [] {
      subjects.append((VerbPattern(verb), try subject.word(CommandSubject.self)))
    }
    try takePlaces(node)
  }

  private mutating func takePlaces(_ node: Node) throws(ReadError) {
    copies = try node.verbs("copies")
    remote = try node["remote"].map { node throws(ReadError) in Glob(try node.string()) }
    isRemoteOnly = try node.flag("remote-only")
    remoteOptions = try node.set("remote-options")
    remoteVariables = try node["remote-marks"]?.strings() ?? []
    always = try node.verbs("always")
    emergencies = try node.verbs("emergencies")
    local = try node["local"]?.globs() ?? []
    runsRemotely = try node["runs"]?.word(Runs.self) == .remote
    noHosts = try node["hosts-that-are-none"]?.globs() ?? []
    query.options = try node.set("query")
    query.files = try node.set("files")
    query.hosts = try node.set("hosts")
    query.variables = try node["variables"]?.strings() ?? []
    query.words = try node["words"]?.globs() ?? []
    query.isInside = try node.flag("inside")
    values.formUnion(query.options.union(query.files).union(query.hosts))
    for upload in node["asks-with"]?.entries ?? [] {
      try upload.check("asks-with", keys: ["options", "to"])
      guard let options = upload["options"], let places = upload["to"] else { throw upload.error("options and to") }
      uploads.append(Upload(options: try options.strings(), places: try places.globs()))
    }
  }
}

extension CommandWrapper {
  private static let keys = [
    "names", "verbs", "values", "operands", "assignments", "script", "joined", "after", "asks", "image", "local",
    "elsewhere",
  ]

  fileprivate init(_ node: Node) throws(ReadError) {
    try node.check("a wrapper", keys: CommandWrapper.keys)
    self.init()
    guard let called = node["names"] else { throw node.error("names") }
    names = try called.some("name")
    verbs = try node["verbs"]?.strings() ?? []
    values = try node.set("values")
    operands = try node["operands"]?.whole() ?? 0
    takesAssignments = try node.flag("assignments")
    script = try node["script"]?.strings() ?? []
    isJoined = try node.flag("joined")
    after = try node.set("after")
    asks = try node.set("asks")
    runsImage = try node.flag("image")
    isLocal = try node.flag("local")
    isElsewhere = try node.flag("elsewhere")
  }
}

extension ScriptContainer {
  private static let keys = [
    "name", "files", "reader", "shell", "exec", "exec-items", "jobs", "is-pipeline", "pipefail", "steps",
    "entry", "image",
  ]

  fileprivate init(_ node: Node) throws(ReadError) {
    try node.check("a container", keys: ScriptContainer.keys)
    guard let name = node["name"], let files = node["files"] else { throw node.error("a name and files") }
    self.init(try name.string(), files: try files.globs())
    form = try node["reader"]?.word(Form.self) ?? .yaml
    shell = try node.set("shell")
    exec = try node.set("exec")
    itemsAreCommands = try node.flag("exec-items")
    steps = try node.set("steps")
    jobs = try node["jobs"]?.string()
    entry = try node["entry"]?.string()
    image = try node["image"]?.string()
    isPipeline = try node.flag("is-pipeline")
    hasPipefail = try node.flag("pipefail")
  }
}

extension Node? {
  fileprivate func verbs(_ key: String) throws(ReadError) -> [VerbPattern] { try self?.verbs(key) ?? [] }
}

extension Node {
  fileprivate func verbs(_ key: String) throws(ReadError) -> [VerbPattern] {
    try self[key]?.strings().map { VerbPattern($0) } ?? []
  }

  /// A switch, which is off where it is not there.
  fileprivate func flag(_ key: String) throws(ReadError) -> Bool {
    guard let value = self[key] else { return false }
    guard let isOn = value.bool else { throw value.error("\(key): true or false") }
    return isOn
  }

  fileprivate func set(_ key: String) throws(ReadError) -> Set<String> { Set(try self[key]?.strings() ?? []) }
}
