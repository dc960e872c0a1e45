import Model
import Syntax

extension Reader {
  static let terraformSource = Reader(
    "terraform", gates: [.infrastructure],
    hints: ["**/*.{tf,tofu}", "**/{terragrunt,root}.hcl", "**/terragrunt.stack.hcl"],
    source: "HCL Native Syntax Specification; the Terraform language, Files and Directories; Terragrunt, HCL reference"
  ) { head in
    TerraformWords.begin(head.bytes)
  } read: { source, origin throws(ReadError) in
    let bytes = try source.rest()
    var evidence = Evidence()
    var file = try TerraformSource(readHCL(bytes), at: origin)
    // What Terragrunt reads, terraform fmt does not look at.
    if origin.pathExtension != "hcl" { file.form = TerraformSource.Form(HCLFormat.outcome(of: bytes)) }
    evidence.manifests.sources = [file]
    return evidence
  }
}

enum TerraformWords {
  static let blocks: Set = [
    "terraform", "provider", "resource", "data", "module", "variable", "output", "locals", "moved", "import", "check",
    "removed", "ephemeral", "action", "list",
  ]
  /// Those of Terragrunt alone, and what it sets at the outermost level.
  private static let ofTerragrunt: Set = [
    "include", "remote_state", "dependency", "dependencies", "generate", "feature", "errors", "engine", "exclude",
    "unit", "stack", "inputs",
  ]

  /// Whether the first word behind comments is that of a block, and a label or a brace stands behind it.
  static func begin(_ bytes: [UInt8]) -> Bool {
    var lexer = HCLLexer(bytes)
    do throws(ReadError) {
      try lexer.skipBlanks(overLines: true)
      guard let word = lexer.identifier(), blocks.contains(word) || ofTerragrunt.contains(word) else { return false }
      try lexer.skipBlanks(overLines: false)
      if word == "inputs" { return lexer.byte == UInt8(ascii: "=") }
    } catch {
      return false
    }
    return lexer.byte == UInt8(ascii: "\"") || lexer.byte == UInt8(ascii: "{")
  }
}

extension TerraformSource {
  init(_ file: HCLBlock, at origin: Path) {
    self.init(origin: origin)
    for block in file.blocks {
      switch block.type {
      case "terraform":
        take(settings: block)
        take(module: block)
      case "module", "unit", "stack": take(module: block)
      case "remote_state": if let backend = block["backend"]?.text { backends.append(backend) }
      case "resource": take(resource: block)
      default: break
      }
    }
  }

  private mutating func take(settings block: HCLBlock) {
    for inner in block.blocks {
      switch inner.type {
      case "backend":
        backends.append(inner.labels.first ?? "")
        if inner.labels.first == "s3" { stateBuckets.append(inner["bucket"]?.text) }
      case "cloud": backends.append("cloud")
      case "required_providers":
        for provider in inner.attributes {
          let version = provider.text ?? provider.members.first { $0.name == "version" }?.text
          let pin = Pin(name: provider.name, isPinned: version != nil, line: provider.line)
          providers.append(pin)
        }
      default: break
      }
    }
  }

  private mutating func take(module block: HCLBlock) {
    guard let source = block["source"] else { return }
    calls += 1
    guard let text = source.text, !text.hasPrefix("./"), !text.hasPrefix("../") else { return }
    let isVersioned =
      block["version"] != nil
      || ["ref=", "version="].contains { Array(text.utf8).firstIndex(of: Array($0.utf8)) != nil }
    modules.append(Pin(name: text, isPinned: isVersioned, line: source.line))
  }
}

extension TerraformSource {
  fileprivate mutating func take(resource block: HCLBlock) {
    let (type, label) = (block.labels.first ?? "", block.labels.dropFirst().first ?? "")
    resources.append(type)
    switch type {
    case "aws_s3_bucket":
      // Before version 4 of the provider the bucket itself said it.
      let isVersioned = block.blocks.contains { $0.type == "versioning" && $0["enabled"]?.reference == "true" }
      buckets.append(Bucket(label: label, name: block["bucket"]?.text, isVersioned: isVersioned, line: block.line))
    case "aws_s3_bucket_versioning":
      let isOn = block.blocks.contains { $0.type == "versioning_configuration" && $0["status"]?.text == "Enabled" }
      guard isOn, let bucket = block["bucket"] else { return }
      if let name = bucket.text { versioned.insert(name) }
      if let way = bucket.reference { versioned.insert(way.split(separator: ".").prefix(2).joined(separator: ".")) }
    default: break
    }
  }
}

extension TerraformSource.Form {
  fileprivate init(_ outcome: HCLFormat.Outcome) {
    switch outcome {
    case .canonical: self = .canonical
    case .odd(let line): self = .odd(line)
    case .unknown: self = .unknown
    }
  }
}
