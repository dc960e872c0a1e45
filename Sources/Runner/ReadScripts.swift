import Model
import Readers
import Syntax

/// Reads the repository's scripts and pipelines on all cores.
///
/// Tests and examples block nothing; what they are fed with and what is somebody else's is left out.
func readScripts(_ matter: Case, in world: World) -> [Script] {
  let files = matter.files.all.filter { !$0.kind.isForeign }
  if files.isEmpty { return [] }
  let index: CommandIndex
  do throws(ReadError) {
    index = CommandIndex(try CommandTable.builtIn(own: matter.policy.infrastructure.deploys.tools))
  } catch {
    // Without the table nothing can be told of any of them.
    var unread = Script(path: files[0].path, container: "script")
    unread.troubles = [ScriptTrouble(error.message, at: Location(files[0].path))]
    return [unread]
  }
  let pieces = min(files.count, 64)
  var scripts = onAllCores(pieces, in: world) { piece in
    var found: [Script] = []
    for place in stride(from: piece, to: files.count, by: pieces) {
      guard var script = readScript(files[place].path, by: index, in: world) else { continue }
      script.isTest = files[place].kind.isTry
      found.append(script)
    }
    return found
  }.flatMap { $0 }
  readIncludes(of: &scripts, matter.files, by: index, in: world)
  settleBorrowings(of: &scripts, matter.files)
  for place in scripts.indices where scripts[place].isTest { scripts[place].becomeTest() }
  return scripts.sorted { $0.path < $1.path }
}

/// What files say of commands that are scripts or pipelines by their names, beside what else was read of them.
package func readCommands(_ files: [ReadFile], in world: World) -> [ReadFile] {
  guard let table = try? CommandTable.builtIn() else { return files }
  let index = CommandIndex(table)
  return files.map { file in
    guard file.input.status == .read || file.input.status == .unknownFormat,
      let script = readScript(file.input.path, by: index, in: world)
    else { return file }
    var file = file
    file.evidence.scripts = [script]
    if file.input.status == .unknownFormat {
      file.input = Input(
        path: file.input.path, format: script.container, status: .read, gates: [.infrastructure])
    }
    return file
  }
}

/// A script as a file on its own; `nil` where it is none.
func readScript(
  _ path: Path, _ known: ScriptContainer? = nil, by index: CommandIndex, in world: World
) -> Script? {
  var container = known ?? index.container(of: path)
  if container == nil {
    // A name without an ending may be a program's; its first line says so.
    guard !path.basename.bytes.contains(UInt8(ascii: ".")), world.size(world.path(path)) != nil else { return nil }
  }
  do throws(ReadError) {
    guard world.type(world.path(path)) == .file else { return nil }
    var source = try ByteSource(world.open(world.path(path)))
    if container == nil {
      try source.fill(upTo: 128)
      guard Script.isShell(source.buffer[source.start...].prefix(128)) else { return nil }
      container = index.table.containers.first { $0.form == .script }
    }
    return container.flatMap { Script.read(&source, path, $0, by: index) }
  } catch {
    guard let container else { return nil }
    var script = Script(path: path, container: container.name)
    script.troubles = [ScriptTrouble(error.message, at: Location(path, line: error.line))]
    return script
  }
}

extension Script {
  /// Nobody's system depends on what it says of failures.
  fileprivate mutating func becomeTest() {
    (doubts, troubles) = ([], [])
  }
}

extension FileKind {
  /// Whether what a file of the kind does is tried out only.
  var isTry: Bool { self == .test || self == .example }

  fileprivate var isForeign: Bool { [.testData, .vendored, .generated].contains(self) }
}
