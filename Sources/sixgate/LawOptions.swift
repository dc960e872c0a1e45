import Model
import Runner

extension Request {
  /// The options that say which change is meant and by which law it is judged.
  static let lawOptions: [Command.Option] = [
    Command.Option("--base", "COMMIT", "What the change is compared with; else the CI system's word, else origin/HEAD"),
    Command.Option("--head", "COMMIT", "The change's last commit; else HEAD"),
    Command.Option("--config", "FILE", "The policy; else sixgate.yaml or sixgate.yml at the top of the repository"),
    Command.Option(
      "--config-from", "base|head", "Which commit's policy holds; else the base's, as nobody changes it there"),
    Command.Option("--policy", "FILE", "An organisation's policy, below the repository's own"),
    Command.Option("--policy-sha256", "DIGEST", "The SHA-256 that it must have"),
  ]

  /// What these options ask for.
  init(law arguments: Arguments) throws(UsageError) {
    self.init()
    base = arguments["--base"]
    head = arguments["--head"]
    configuration = arguments["--config"].map { Path($0) }
    if let word = arguments["--config-from"] {
      lawOrigin = try Arguments.word(word, LawOrigin.self, for: "--config-from")
    }
    let file = arguments["--policy"].flatMap { $0.isEmpty ? nil : $0 }
    switch (file, arguments["--policy-sha256"]) {
    case (nil, nil): break
    case (let file?, let digest?):
      guard digest.utf8.count == 64, digest.utf8.allSatisfy("0123456789abcdefABCDEF".utf8.contains) else {
        throw UsageError("--policy-sha256 wants the 64 hexadecimal digits of a SHA-256, and got \(digest)")
      }
      organisation = Organisation(path: Path(file), digest: digest.lowercased())
    case (_?, nil): throw UsageError("--policy wants --policy-sha256: the digest that nobody can change on the way")
    case (nil, _?): throw UsageError("--policy-sha256 wants --policy: the file that has it")
    }
  }
}
