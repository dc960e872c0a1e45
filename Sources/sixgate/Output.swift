import Host
import Model
import Reporters
import Runner
import Syntax

/// A place that a report is written to, and how.
struct Output {
  let reporter: Reporter
  let path: Path

  private var isStandardOutput: Bool { path == "-" }

  /// How a report can be written, for help.
  static let option = Command.Option(
    "--output", "FORMAT=PATH", "Also write the report as \(formats), to a file or to - (the standard output)")
  private static var formats: String { Reporter.all.map(\.format).joined(separator: ", ") }

  /// What `--output FORMAT=PATH` asks for.
  static func all(_ arguments: Arguments) throws(UsageError) -> [Output] {
    var outputs: [Output] = []
    for text in arguments.all("--output") {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw UsageError("--output \(text): wanted FORMAT=PATH") }
      guard let reporter = Reporter.all.first(where: { $0.format == parts[0] }) else {
        let hint = Reporter.all.map(\.format).hint(for: parts[0])
        throw UsageError("--output \(parts[0]): wanted one of \(formats)\(hint)")
      }
      outputs.append(Output(reporter: reporter, path: Path(parts[1])))
    }
    return outputs
  }

  fileprivate static func takesStandardOutput(_ outputs: [Output]) -> Bool {
    outputs.contains(where: \.isStandardOutput)
  }

  fileprivate func write(_ report: Report, in world: World) throws(UsageError) {
    let text = reporter.render(report, .plain)
    if isStandardOutput { return Console.print(text) }
    do throws(ReadError) {
      try world.write(world.path(path), Array(text.utf8))
    } catch {
      throw UsageError("--output \(reporter.format)=\(path): \(error.message)")
    }
  }
}

/// Tells a report to everybody who listens: the terminal or the log, the files that were asked for, and the platform.
///
/// What cannot be written is said, and keeps nothing else from being written.
/// - Parameter keep: what is to be done with it besides.
/// - Returns: what the report comes to; where it blocks nobody and something was not written, that a wish was not met.
func deliver(
  _ report: Report, _ outputs: [Output], isQuiet: Bool, in world: World, keep: () throws(UsageError) -> Void = {}
) -> ExitStatus {
  var status = report.blocks ? ExitStatus.blocked : .passed
  func attempt(_ body: () throws(UsageError) -> Void) {
    do throws(UsageError) {
      try body()
    } catch {
      Console.complain("sixgate: \(Escaping.terminal(error.message))\n")
      if status == .passed { status = .usage }
    }
  }
  if !isQuiet, !Output.takesStandardOutput(outputs) {
    Console.print(Reporter.terminal.render(report, .console(world.environment)))
    if let log = Reporter.log(of: report.change.platform) { Console.print(log.render(report, .plain)) }
  }
  for output in outputs { attempt { () throws(UsageError) in try output.write(report, in: world) } }
  attempt { () throws(UsageError) in
    try tellPlatform(Reporter.markdown.render(report, .plain), by: "GITHUB_STEP_SUMMARY", in: world)
  }
  attempt { () throws(UsageError) in try tellPlatform(githubOutputs(report), by: "GITHUB_OUTPUT", in: world) }
  attempt(keep)
  return status
}

/// Fills a file that GitHub gives a step; without one nothing is put into words.
private func tellPlatform(_ text: @autoclosure () -> String, by variable: String, in world: World) throws(UsageError) {
  guard let path = world.environment[variable], !path.isEmpty else { return }
  do throws(ReadError) {
    try world.append(Path(path), Array(text().utf8))
  } catch {
    throw UsageError("\(variable): \(error.message)")
  }
}

extension Style {
  /// For files and logs.
  fileprivate static let plain = Style(colour: false, width: 100)

  /// Colour where somebody sees it: NO_COLOR forbids it, FORCE_COLOR wants it, else a terminal that is not dumb or
  /// a CI system whose logs show it.
  fileprivate static func console(_ environment: [String: String]) -> Style {
    func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }
    let showsColour = ["GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE", "CIRCLECI"].contains(where: isSet)
    let colour =
      if isSet("NO_COLOR") { false } else if isSet("FORCE_COLOR") || isSet("CLICOLOR_FORCE") { true } else {
        showsColour || (Console.isTerminal && environment["TERM"] != "dumb")
      }
    let width = Console.columns ?? environment["COLUMNS"].flatMap { Int($0) } ?? 100
    return Style(colour: colour, width: min(max(width, 40), 200))
  }
}
