import Dispatch
import Model
import Readers
import Synchronization
import Syntax

/// Reads the repository's scripts and pipelines on all cores; those that say nothing of running systems are left out.
///
/// Tests, what they read and what is somebody else's run nowhere.
func readScripts(_ matter: Case, in world: World) -> [Script] {
  let files = matter.files.filter { !$0.kind.runsNowhere }
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
  let results = Mutex<[Script]>([])
  let pieces = min(files.count, 64)
  DispatchQueue.concurrentPerform(iterations: pieces) { piece in
    var found: [Script] = []
    for place in stride(from: piece, to: files.count, by: pieces) {
      if let script = readScript(files[place].path, by: index, in: world) { found.append(script) }
    }
    results.withLock { $0 += found }
  }
  return results.withLock { $0 }.sorted { $0.path < $1.path }
}

private func readScript(_ path: Path, by index: CommandIndex, in world: World) -> Script? {
  var container = index.table.container(of: path)
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
    guard let container, let script = Script.read(&source, path, container, by: index) else { return nil }
    return script.saysNothing ? nil : script
  } catch {
    guard let container else { return nil }
    var script = Script(path: path, container: container.name)
    script.troubles = [ScriptTrouble(error.message, at: Location(path, line: error.line))]
    return script
  }
}

extension Script {
  fileprivate var saysNothing: Bool { commands.isEmpty && doubts.isEmpty && troubles.isEmpty }
}

extension FileKind {
  fileprivate var runsNowhere: Bool { [.test, .testData, .vendored, .generated, .example].contains(self) }
}
