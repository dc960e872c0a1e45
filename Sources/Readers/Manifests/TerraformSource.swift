import Model
import Syntax

extension Reader {
  static let terraformSource = Reader(
    "terraform", gates: [.infrastructure], hints: ["**/*.{tf,tofu}"],
    source: "HCL Native Syntax Specification; the Terraform language, Files and Directories"
  ) { head in
    TerraformWords.begin(head.bytes)
  } read: { source, origin throws(ReadError) in
    let bytes = try source.rest()
    var evidence = Evidence()
    var file = try TerraformSource(readHCL(bytes), at: origin)
    file.form = TerraformSource.Form(HCLFormat.outcome(of: bytes))
    evidence.manifests.sources = [file]
    return evidence
  }
}

private enum TerraformWords {
  static let blocks: Set = [
    "terraform", "provider", "resource", "data", "module", "variable", "output", "locals", "moved", "import", "check",
    "removed", "ephemeral", "action", "list",
  ]

  /// Whether the first word behind comments is that of a block, and a label or a brace stands behind it.
  static func begin(_ bytes: [UInt8]) -> Bool {
    var lexer = HCLLexer(bytes)
    do throws(ReadError) {
      try lexer.skipBlanks(overLines: true)
      guard let word = lexer.identifier(), blocks.contains(word) else { return false }
      try lexer.skipBlanks(overLines: false)
    } catch {
      return false
    }
    return lexer.byte == UInt8(ascii: "\"") || lexer.byte == UInt8(ascii: "{")
  }
}

extension TerraformSource {
  fileprivate init(_ file: HCLBlock, at origin: Path) {
    self.init(origin: origin)
    for block in file.blocks {
      switch block.type {
      case "terraform": take(settings: block)
      case "module": take(module: block)
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
    guard let source = block["source"], let text = source.text else { return }
    if text.hasPrefix("./") || text.hasPrefix("../") { return }
    let isVersioned = block["version"] != nil || Array(text.utf8).firstIndex(of: Array("ref=".utf8)) != nil
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
