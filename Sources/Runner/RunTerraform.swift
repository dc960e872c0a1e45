import Model
import Readers
import Syntax

/// Lets terraform look at the repository's own files: whether they are written as it writes them, and are valid.
///
/// Nothing is initialised and nothing fetched; a folder without its providers is told as not initialised.
/// - Parameter read: what was read so far; where a report of `terraform validate` is there, it is not run.
func runTerraform(_ read: [ReadFile], _ policy: Policy, _ request: Request, in world: World) -> [ReadFile] {
  guard request.executes, request.gates.contains(.infrastructure), !policy.isOff(.infrastructure) else { return [] }
  let sources = read.filter { !$0.evidence.manifests.sources.isEmpty }
  guard !sources.isEmpty, let terraform = Terraform(under: policy, in: world) else { return [] }
  world.signals.hold()
  defer { world.signals.release() }
  var files = [terraform.format(sources.map(\.input.path))]
  if read.allSatisfy({ $0.evidence.manifests.validations.isEmpty }) {
    files += terraformRoots(sources.flatMap(\.evidence.manifests.sources)).map(terraform.validate)
  }
  return files
}

/// The folders that are applied by themselves: those that say where their state is, else those that are no modules.
private func terraformRoots(_ sources: [TerraformSource]) -> [Path] {
  let applied = sources.filter { !$0.backends.isEmpty }
  let others = sources.filter { source in
    !source.origin.parent.segments.contains { $0.elementsEqual("modules".utf8) }
  }
  return Set((applied.isEmpty ? others : applied).map(\.origin.parent)).sorted()
}

/// The program, and what it may see.
private struct Terraform {
  private let program: Path
  private let policy: Policy
  private let world: World
  /// How many files are named in one call.
  private static let batch = 200

  /// - Returns: `nil` where there is none on this machine.
  init?(under policy: Policy, in world: World) {
    guard let program = ["terraform", "tofu"].lazy.compactMap({ world.program(named: $0) }).first else { return nil }
    (self.program, self.policy, self.world) = (program, policy, world)
  }

  private func execute(_ arguments: [String]) -> (Execution, ExecutionResult) {
    var execution = Execution(program, arguments, seconds: nil, under: policy, in: world)
    execution.environment["CHECKPOINT_DISABLE"] = "1"
    execution.environment["TF_IN_AUTOMATION"] = "1"
    execution.outputLimit = ByteCap.held
    return (execution, world.execute(execution))
  }

  func validate(_ folder: Path) -> ReadFile {
    let place = folder.isEmpty ? Path(".") : folder
    let (execution, result) = execute(["-chdir=\(place)", "validate", "-json", "-no-color"])
    let input = Input(
      path: Path("\(place): terraform validate"), format: "terraform-validate", status: .read, gates: [.infrastructure])
    guard result.isWhole, result.output.head.first == UInt8(ascii: "{") else {
      return ReadFile(failed: input, "terraform, which \(result.words(of: execution))", wanted: "its findings as JSON")
    }
    do throws(ReadError) {
      var source = try ByteSource(result.output.head)
      var evidence = try Reader.terraformValidation.read(&source, input.path)
      for index in evidence.manifests.validations.indices {
        evidence.manifests.validations[index].move(into: folder)
      }
      return ReadFile(input: input, evidence: evidence)
    } catch {
      return unread(input.path, .unreadable, input.format, input.gates, error)
    }
  }

  func format(_ files: [Path]) -> ReadFile {
    let input = Input(path: "terraform fmt", format: "terraform-fmt", status: .read, gates: [.infrastructure])
    var unformatted: Set<Path> = []
    for start in stride(from: 0, to: files.count, by: Terraform.batch) {
      let failure = look(at: Array(files[start..<min(start + Terraform.batch, files.count)]), &unformatted)
      if let failure { return ReadFile(failed: input, failure, wanted: "the files that it would change") }
    }
    var evidence = Evidence()
    evidence.manifests.format = TerraformFormat(unformatted: unformatted.sorted())
    return ReadFile(input: input, evidence: evidence)
  }

  /// Looks at some files in one call. One that is broken hides all others, so the two halves are looked at again; it
  /// itself was told by the reader of such files.
  ///
  /// - Returns: why terraform could not look.
  private func look(at files: [Path], _ unformatted: inout Set<Path>) -> String? {
    if files.isEmpty || world.signals.wereSent() { return nil }
    let (execution, result) = execute(["fmt", "-check", "-list=true", "-no-color"] + files.map(\.description))
    switch result.end {
    case .exited(0), .exited(3):
      for line in result.output.head.split(separator: UInt8(ascii: "\n")) {
        unformatted.insert(Path(bytes: Array(line)).normalised)
      }
      return nil
    case .exited(2) where files.count > 1:
      let half = files.count / 2
      return look(at: Array(files[..<half]), &unformatted) ?? look(at: Array(files[half...]), &unformatted)
    case .exited(2): return nil
    default: return "terraform, which \(result.words(of: execution))"
    }
  }
}

extension TerraformValidation {
  /// Places are told from the folder that was validated.
  fileprivate mutating func move(into folder: Path) {
    for index in diagnostics.indices {
      guard let place = diagnostics[index].location else { continue }
      diagnostics[index].location = Location(folder.appending(place.path).normalised, line: place.line)
    }
  }
}

extension ReadFile {
  /// A program that did not do what it was to do.
  init(failed input: Input, _ met: String, wanted: String) {
    var input = input
    input.status = .unreadable
    input.error = InputError(message: ReadError(met: met, wanted: wanted).message)
    self.init(input: input, evidence: Evidence())
  }
}

extension World {
  /// Where a program stands on the search path; `nil` where it does not.
  func program(named name: String) -> Path? {
    let folders = (environment["PATH"] ?? "").split(separator: ":").map { Path(String($0)) }
    return folders.filter(\.isAbsolute).map { $0.appending(Path(name)) }.first { type($0) == .file }
  }
}
