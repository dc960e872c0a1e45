import Host
import Model
import Reporters
import Runner
import Syntax

extension Command {
  static let doctor = Command(
    name: "doctor", operands: "",
    about: "Says what a run would go by here, and what would keep it from judging",
    options: Request.lawOptions + [Option("-C", "DIR", "Start in that folder")]
  ) { arguments throws(UsageError) in
    guard arguments.operands.isEmpty else {
      throw UsageError("doctor takes no operands, and got \(arguments.operands[0])")
    }
    let request = try Request(law: arguments)
    let world = World.live(directory: arguments["-C"].map { Path($0) })
    do throws(ReadError) {
      defer { Progress.end() }
      let checkup = try Checkup(request, in: world)
      Progress.end()
      Console.print(checkup.items.map(told).joined())
      return checkup.isSound ? .passed : .blocked
    } catch {
      throw UsageError(error.placed)
    }
  }
}

private func told(_ item: Checkup.Item) -> String {
  let mark =
    switch item.state {
    case .sound: "ok     "
    case .missing: "missing"
    case .wrong: "WRONG  "
    }
  let name = item.name + String(repeating: " ", count: max(0, 14 - item.name.utf8.count))
  let remedy =
    item.remedy.isEmpty
    ? "" : "\(String(repeating: " ", count: 25))\(Escaping.terminal(item.remedy))\n"
  return Escaping.log("\(mark)  \(name)  \(Escaping.terminal(item.words))") + "\n" + remedy
}
