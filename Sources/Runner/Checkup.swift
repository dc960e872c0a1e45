import Model
import Readers
package import Syntax

/// What a run would go by here, looked at before anything is judged.
package struct Checkup: Sendable {
  package enum State: String, CaseIterable, Sendable {
    /// A run would be worse off without it, and may pass all the same.
    case sound, missing
    /// A run could not judge.
    case wrong
  }

  package struct Item: Sendable {
    package let name: String
    package let state: State
    /// What was found, and why it is not enough; may hold text from anywhere.
    package let words: String
    /// A command or a sentence; empty where nothing is to be done.
    package let remedy: String

    fileprivate init(_ name: String, _ state: State, _ words: String, remedy: String = "") {
      self.name = name
      self.state = state
      self.words = words
      self.remedy = remedy
    }
  }

  package let items: [Item]

  package var isSound: Bool { !items.contains { $0.state == .wrong } }

  package init(_ request: Request, in outside: World) throws(ReadError) {
    var world = outside
    world.begins("repository")
    let repository = try Repository.find(in: &world)
    let change = findChange(request, repository, in: world)
    let told = [git(world), platform(change), clone(repository, change), base(change)]
    do throws(ReadError) {
      let policy = try readPolicy(request, change, in: world).policy
      world.begins("programs")
      let found = told + programs(policy, in: world) + [law(policy), records(request, repository, in: world)]
      world.begins("reports")
      items = found + reviews(policy) + (try evidence(policy, repository, in: world))
    } catch {
      items =
        told + [
          Item(
            "policy", .wrong, error.placed,
            remedy: "Mend it: sixgate schema tells editors what can stand there")
        ]
    }
  }
}

private func git(_ world: World) -> Checkup.Item {
  guard let version = try? world.gitText(["--version"]) else {
    return Checkup.Item(
      "git", .wrong, "git does not run", remedy: "Install git, and put it on the PATH")
  }
  return Checkup.Item("git", .sound, version)
}

/// The programs that --exec and --render may run, as far as this machine has them, by what they say of themselves.
private func programs(_ policy: Policy, in world: World) -> [Checkup.Item] {
  let known = [
    ("terraform", ["version"]), ("tofu", ["version"]), ("helm", ["version", "--short"]),
    ("kubectl", ["version", "--client"]),
  ]
  world.signals.hold()
  defer { world.signals.release() }
  return known.compactMap { name, arguments in
    guard let program = world.program(named: name) else { return nil }
    var execution = Execution(program, arguments, seconds: 10, under: policy, in: world)
    // It would ask its maker for a newer one.
    execution.environment["CHECKPOINT_DISABLE"] = "1"
    let result = world.execute(execution)
    let line = result.output.head.split(separator: UInt8(ascii: "\n")).first ?? []
    guard result.end == .exited(0), !line.isEmpty else {
      return Checkup.Item(
        name, .missing, "\(program) \(result.words(of: execution))", remedy: "Mend it, or take it off the PATH")
    }
    return Checkup.Item(name, .sound, String(decoding: line.prefix(200), as: UTF8.self))
  }
}

/// Whether anybody must have approved the change; doctor sees no file of reviews.
private func reviews(_ policy: Policy) -> [Checkup.Item] {
  guard policy.reviews.asks else { return [] }
  return [
    Checkup.Item(
      "reviews", .missing, "the policy asks who approved a change, which a run is told by --reviews alone",
      remedy: "Save them in a step before it, as the templates do: docs/reviews.md")
  ]
}

private func platform(_ change: Change) -> Checkup.Item {
  let words =
    change.platform == .none ? "none that is known by its variables" : change.platform.rawValue
  return Checkup.Item("CI system", .sound, words)
}

private func clone(_ repository: Repository, _ change: Change) -> Checkup.Item {
  guard repository.isGit else {
    return Checkup.Item(
      "clone", .wrong, repository.problem ?? "this is no git repository",
      remedy: "Run where the repository is checked out")
  }
  guard repository.isShallow else { return Checkup.Item("clone", .sound, "whole") }
  // A shallow clone may hold all that the change needs.
  return Checkup.Item(
    "clone", change.problem == nil ? .missing : .wrong,
    "shallow: gate 1 judges the history, which may be cut off",
    remedy: change.fetch ?? "git fetch --no-tags --unshallow origin")
}

private func base(_ change: Change) -> Checkup.Item {
  if let problem = change.problem {
    return Checkup.Item(
      "change", .wrong, problem,
      remedy: change.fetch ?? "Name what the change is compared with by --base")
  }
  let range = [change.base, change.head].compactMap { $0?.prefix(10) }.joined(separator: "..")
  return Checkup.Item("change", .sound, "\(range) (\(change.origin))")
}

private func law(_ policy: Policy) -> Checkup.Item {
  let words =
    policy.notices.isEmpty
    ? "sixgate.yaml, as the base of the change has it" : policy.notices.joined(separator: "; ")
  return Checkup.Item("policy", .sound, words)
}

private func records(_ request: Request, _ repository: Repository, in world: World) -> Checkup.Item {
  let store = request.records ?? .usual
  let isThere =
    switch store.from(world.directory) {
    case .file(let path): world.type(path) != nil
    case .notes(let ref): repository.isGit && tip(of: ref, in: world) != nil
    }
  if isThere { return Checkup.Item("records", .sound, "\(store)") }
  let remedy = "Keep one on the main branch with --record, and fetch it: docs/record.md"
  return Checkup.Item(
    "records", .missing, "no \(store): what was there before cannot be told from what is new",
    remedy: remedy)
}

/// Of each gate what it would read; nothing for the first, which reads the history.
private func evidence(
  _ policy: Policy, _ repository: Repository, in world: World
) throws(ReadError) -> [Checkup.Item] {
  let candidates = try discover(policy, repository, Walk(world))
  let absent = missing(policy, candidates)
  let read = readAll(candidates, by: Reader.all(under: policy), in: world)
  return GateID.allCases.dropFirst().map { gate in
    let inputs = read.map(\.input).filter { $0.gates.contains(gate) }
    let broken = inputs.filter { $0.status != .read } + absent.filter { $0.gates.contains(gate) }
    if let first = broken.first {
      let why = first.error.map { ": \($0.message)" } ?? ""
      let words =
        "\(first.path) is \(first.status.rawValue)\(why)"
        + (broken.count > 1 ? ", and \(broken.count - 1) more" : "")
      return Checkup.Item(
        gate.rawValue, .wrong, words,
        remedy: "Write it anew before sixgate runs: sixgate inspect \(first.path.description.shellWord) tells more")
    }
    guard let first = inputs.first else {
      return Checkup.Item(
        gate.rawValue, .missing,
        "no evidence was found; the gate blocks where it has something to judge",
        remedy:
          "Have it written where sixgate formats says, or name it under \(gate.rawValue).reports")
    }
    let words = "\(first.path)" + (inputs.count > 1 ? " and \(inputs.count - 1) more" : "")
    return Checkup.Item(gate.rawValue, .sound, words)
  }
}
