import Host
import Model
import Reporters
import Runner
import Syntax

extension Command {
  static let waiver = Command(
    name: "waiver", operands: "check|list|new",
    about: "Checks the waivers of .sixgate/waivers, lists them, or prints a new one to fill in",
    options: [
      Option("--rule", "RULE", "new: the rule whose findings it pardons; * stands for anything"),
      Option("--path", "GLOB", "new: the files whose findings are meant"),
      Option("--finding", "NAME", "new: a name in the finding's words: a CVE, a package, a test"),
      Option("--fingerprint", "DIGITS", "new: the finding's fingerprint, as the JSON result has it"),
      Option("--config", "FILE", "The policy; else sixgate.yaml or sixgate.yml at the top of the repository"),
      Option("-C", "DIR", "Start in that folder"),
    ]
  ) { arguments throws(UsageError) in
    guard arguments.operands.count == 1 else { throw UsageError("waiver wants one of check, list and new") }
    let work = try Arguments.word(arguments.operands[0], WaiverWork.self, for: "waiver")
    let world = World.live(directory: arguments["-C"].map { Path($0) })
    let (waivers, policy) = try judged(arguments, in: world)
    let today = Day(world.now)
    switch work {
    case .check:
      Console.print(WaiverTexts.check(waivers, today))
      return waivers.allSatisfy(\.refusals.isEmpty) ? .passed : .blocked
    case .list:
      Console.print(WaiverTexts.list(waivers, today))
    case .new:
      let template = try WaiverTemplate(arguments, policy, today)
      Console.print(template.text)
    }
    return .passed
  }
}

private enum WaiverWork: String, CaseIterable {
  case check, list, new
}

private func judged(
  _ arguments: Arguments, in world: World
) throws(UsageError) -> (waivers: [JudgedWaiver], policy: Policy) {
  var request = Request()
  request.configuration = arguments["--config"].map { Path($0) }
  do throws(ReadError) {
    return try checkWaivers(request, in: world)
  } catch {
    throw UsageError(error.placed)
  }
}
