package import Model
package import Syntax

extension CommandTable {
  /// The table of `gates/commands.yaml`.
  ///
  /// - Parameter own: what a policy says of tools; goes before all else.
  /// - Throws: only where the program's own files are broken.
  package static func builtIn(own: [CommandTool] = []) throws(ReadError) -> CommandTable {
    let file = try EmbeddedFile.named("commands.yaml")
    var table = CommandTable()
    table.tools = own
    for node in file["tools"]?.sequence ?? [] { table.tools.append(try CommandTool(node)) }
    for node in file["wrappers"]?.sequence ?? [] { table.wrappers.append(try CommandWrapper(node)) }
    for node in file["containers"]?.sequence ?? [] { table.containers.append(try ScriptContainer(node)) }
    let local = file["local"]
    table.localClusters = try local.verbs("clusters")
    table.localActions = try local?["actions"]?.globs() ?? []
    table.localNames = try local?["names"]?.globs() ?? []
    table.localHosts = try local?["hosts"]?.globs() ?? []
    table.tellingVerbs = try file.verbs("telling-verbs")
    table.remoteReads = try file.set("remote-reads")
    for (subject, names) in try file["actions"]?.members("actions") ?? [] {
      table.actions.append((CommandSubject(rawValue: subject) ?? .cloud, try names.globs()))
    }
    table.dumpingTools = try file.set("dumping-tools")
    table.askingOptions = try file["asking-options"]?.globs() ?? []
    table.publishingActions = try file["publishing-actions"]?.globs() ?? []
    table.movingNames = try file.set("moving-names")
    table.recordNames = try file["record-names"]?.globs() ?? []
    table.checkingActions = try file["checking-actions"]?.globs() ?? []
    for (kind, verbs) in try file["steps"]?.members("steps") ?? [] {
      guard let kind = PipelineStep.Kind(rawValue: kind) else { throw verbs.error("a kind of step") }
      table.steps += try verbs.strings().map { PipelineStep(kind, $0) }
    }
    return table
  }
}

extension CommandTool {
  private static let keys = [
    "names", "subject", "values", "scope", "changes", "reads", "checks", "otherwise", "anywhere", "harmless",
    "harmful", "asks", "copies", "remote", "subjects", "remote-only", "remote-options", "local", "runs",
    "hosts-that-are-none", "query", "files", "hosts", "words", "inside", "asks-with", "always", "remote-marks",
    "variables", "emergencies",
  ]

  init(_ node: Node) throws(ReadError) {
    try node.members("a tool", keys: CommandTool.keys)
    guard let names = node["names"], let subject = node["subject"] else { throw node.error("names and a subject") }
    self.init(names: try names.strings(), subject: try subject.word(CommandSubject.self))
    values = try node.set("values")
    scope = try node.set("scope")
    values.formUnion(scope)
    changes = try node.verbs("changes")
    reads = try node.verbs("reads")
    checks = try node.verbs("checks")
    otherwise = try node["otherwise"]?.word(Otherwise.self) ?? .unknown
    isAnywhere = node["anywhere"]?.bool ?? false
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
    isRemoteOnly = node["remote-only"]?.bool ?? false
    remoteOptions = try node.set("remote-options")
    remoteVariables = try node["remote-marks"]?.strings() ?? []
    always = try node.verbs("always")
    emergencies = try node.verbs("emergencies")
    local = try node["local"]?.globs() ?? []
    runsRemotely = node["runs"]?.text == "remote"
    noHosts = try node["hosts-that-are-none"]?.globs() ?? []
    query.options = try node.set("query")
    query.files = try node.set("files")
    query.hosts = try node.set("hosts")
    query.variables = try node["variables"]?.strings() ?? []
    query.words = try node["words"]?.globs() ?? []
    query.isInside = node["inside"]?.bool ?? false
    values.formUnion(query.options.union(query.files).union(query.hosts))
    for upload in node["asks-with"]?.sequence ?? [] {
      uploads.append(
        Upload(options: try upload["options"]?.strings() ?? [], places: try upload["to"]?.globs() ?? []))
    }
  }
}

extension CommandWrapper {
  private static let keys = [
    "names", "verbs", "values", "operands", "assignments", "script", "joined", "after", "asks", "image", "local",
    "elsewhere",
  ]

  fileprivate init(_ node: Node) throws(ReadError) {
    try node.members("a wrapper", keys: CommandWrapper.keys)
    self.init()
    names = try node["names"]?.strings() ?? []
    verbs = try node["verbs"]?.strings() ?? []
    values = try node.set("values")
    operands = try node["operands"]?.whole() ?? 0
    takesAssignments = node["assignments"]?.bool ?? false
    script = try node["script"]?.strings() ?? []
    isJoined = node["joined"]?.bool ?? false
    after = try node.set("after")
    asks = try node.set("asks")
    runsImage = node["image"]?.bool ?? false
    isLocal = node["local"]?.bool ?? false
    isElsewhere = node["elsewhere"]?.bool ?? false
  }
}

extension ScriptContainer {
  private static let keys = [
    "name", "files", "reader", "shell", "exec", "exec-items", "jobs", "is-pipeline", "pipefail", "steps",
  ]

  fileprivate init(_ node: Node) throws(ReadError) {
    try node.members("a container", keys: ScriptContainer.keys)
    guard let name = node["name"], let files = node["files"] else { throw node.error("a name and files") }
    self.init(try name.string(), files: try files.globs())
    form = try node["reader"]?.word(Form.self) ?? .yaml
    shell = try node.set("shell")
    exec = try node.set("exec")
    itemsAreCommands = node["exec-items"]?.bool ?? false
    steps = try node.set("steps")
    jobs = node["jobs"]?.text
    isPipeline = node["is-pipeline"]?.bool ?? false
    hasPipefail = node["pipefail"]?.bool ?? false
  }
}

extension Node? {
  fileprivate func verbs(_ key: String) throws(ReadError) -> [VerbPattern] { try self?.verbs(key) ?? [] }
}

extension Node {
  fileprivate func verbs(_ key: String) throws(ReadError) -> [VerbPattern] {
    try self[key]?.strings().map { VerbPattern($0) } ?? []
  }

  fileprivate func set(_ key: String) throws(ReadError) -> Set<String> { Set(try self[key]?.strings() ?? []) }
}
