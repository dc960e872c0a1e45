import Host
import Model
import Reporters
import Runner
import Syntax

extension Command {
  static let run = Command(
    name: "run", operands: "", about: "Judges the change with the six gates",
    options: [Option("--gate", "GATE", "Judge this gate; may be given several times")] + Request.lawOptions + [
      Output.option,
      kubernetesOption,
      Option(
        "--exec", "Run the programs that the policy names, and terraform (fmt -check, validate) where it is installed"),
      Option("--render", "Render charts and kustomizations, by helm and kubectl"),
      Option("--replay", "Run the tests of each commit, where tdd.level is replay"),
      Option("--evidence", "DIR", "Read instead what CI kept of them: reports whose names begin with the commit's"),
      Option("--fail-fast", "Leave out the gates behind the first that blocks"),
      Option("--quiet", "Print no matrix"),
      Option("--reviews", "FILE", "Who reviewed the change, as JSON: for reviews.approvals and reviews.security"),
      Option("--record", "STORE", "Keep what is found for later runs, in a file (a line each) or in refs/notes/NAME"),
      Option("--records", "STORE", "Where the record to compare with is; else refs/notes/sixgate, if there is one"),
      Option("-C", "DIR", "Start in that folder"),
    ]
  ) { arguments throws(UsageError) in
    guard arguments.operands.isEmpty else {
      throw UsageError("run takes no operands, and got \(arguments.operands[0])")
    }
    var request = try Request(arguments)
    let outputs = try Output.all(arguments)
    // A merge draws what is told in JSON.
    request.draws = outputs.contains { ["html", "json"].contains($0.reporter.format) }
    let world = World.live(directory: arguments["-C"].map { Path($0) }), ahead = world.foreseeing()
    // By then mostly nobody is left to be waited for.
    defer { ahead.endForesight() }
    let report: Report
    do throws(ReadError) {
      defer { Progress.end() }
      report = try Runner.run(request, version: Version.text, in: ahead)
    } catch {
      throw UsageError(error.placed)
    }
    return deliver(report, outputs, isQuiet: arguments.has("--quiet"), in: world) { () throws(UsageError) in
      guard let record = report.record, let store = try arguments.store("--record") else { return }
      try store.keep(record, in: world)
    }
  }
}

extension Request {
  fileprivate init(_ arguments: Arguments) throws(UsageError) {
    try self.init(law: arguments)
    var chosen: Set<GateID> = []
    for name in arguments.all("--gate") { chosen.insert(try Arguments.word(name, GateID.self, for: "--gate")) }
    if !chosen.isEmpty { gates = GateID.allCases.filter(chosen.contains) }
    kubernetesMinor = try arguments.kubernetesMinor()
    stopsAtFirstBlock = arguments.has("--fail-fast")
    executes = arguments.has("--exec")
    renders = arguments.has("--render")
    replays = arguments.has("--replay")
    evidence = arguments["--evidence"].map { Path($0) }
    records = try arguments.store("--records")
    reviews = arguments["--reviews"].map { Path($0) }
    isRecorded = try arguments.store("--record") != nil
  }
}

extension Arguments {
  fileprivate func store(_ option: String) throws(UsageError) -> RecordStore? {
    guard let text = self[option] else { return nil }
    do throws(ReadError) {
      return try RecordStore(text)
    } catch {
      throw UsageError("\(option): \(error.message)")
    }
  }
}

extension RecordStore {
  fileprivate func keep(_ record: Record, in world: World) throws(UsageError) {
    do throws(ReadError) {
      try Runner.keep(record.line, of: record.commit, in: self, world)
    } catch {
      throw UsageError("--record \(self): \(error.message)")
    }
  }
}
