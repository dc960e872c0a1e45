import Model
import Syntax

extension Reader {
  static let terraformJSON = Reader(
    "terraform-json", gates: [.infrastructure], hints: ["**/*.{tf,tofu}.json"],
    source: "the Terraform language, JSON Configuration Syntax"
  ) { head in
    guard let keys = head.jsonKeys, !keys.isEmpty else { return false }
    // Other words of Terraform are words of other tools too.
    let own: Set = ["terraform", "provider", "resource", "module", "variable", "locals"]
    return keys.contains(where: own.contains) && keys.allSatisfy { $0 == "//" || TerraformWords.blocks.contains($0) }
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    let document = try json.document()
    try json.finish()
    var evidence = Evidence()
    if let root = document.root { evidence.manifests.sources = [TerraformSource(HCLBlock(file: root), at: origin)] }
    return evidence
  }
}

extension HCLBlock {
  /// How many names stand between the type of a block and what is in it; none where a type is not named here.
  private static let labelCounts = [
    "resource": 2, "data": 2, "ephemeral": 2, "action": 2, "list": 2, "module": 1, "provider": 1, "variable": 1,
    "output": 1, "check": 1, "backend": 1,
  ]

  fileprivate init(file: Node) {
    self.init(type: "", labels: [], line: file.line)
    take(file)
  }

  /// What is in a mapping: each member may be an argument or a block, which JSON does not tell apart.
  private mutating func take(_ node: Node) {
    for member in node.mapping ?? [] {
      let name = member.key.text ?? ""
      attributes.append(HCLAttribute(name: name, member.value))
      open(name, [], member.value, HCLBlock.labelCounts[name] ?? 0)
    }
  }

  private mutating func open(_ type: String, _ labels: [String], _ node: Node, _ missing: Int) {
    for each in node.sequence ?? [node] where each.mapping != nil {
      if missing > 0 {
        for member in each.mapping ?? [] { open(type, labels + [member.key.text ?? ""], member.value, missing - 1) }
      } else {
        var block = HCLBlock(type: type, labels: labels, line: each.line)
        block.take(each)
        blocks.append(block)
      }
    }
  }
}

extension HCLAttribute {
  fileprivate init(name: String, _ node: Node) {
    self.init(name: name, line: node.line)
    if let members = node.mapping {
      self.members = members.map { HCLAttribute(name: $0.key.text ?? "", $0.value) }
    } else if let value = node.text {
      let isFilledIn = value.hasPrefix("${") && value.hasSuffix("}")
      if isFilledIn { reference = String(value.dropFirst(2).dropLast()) } else if node.bool != nil { reference = value }
      if !value.utf8.contains(UInt8(ascii: "$")) { text = value }
    }
  }
}
