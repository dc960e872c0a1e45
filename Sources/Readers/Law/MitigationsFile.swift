import Model
import Syntax

extension Reader {
  static let mitigations = Reader(
    "mitigations", gates: [.security], usualNames: [".sixgate/mitigations.{yaml,yml}"],
    source: "sixgate: mitigations, a list of { finding, package, owner, plan, due }"
  ) { head in
    head.bytes.starts(with: "mitigations:".utf8) || head.contains("\nmitigations:")
  } read: { source, origin throws(ReadError) in
    let root = try oneDocument(try source.rest())
    try root.check("the file", keys: ["mitigations"])
    var evidence = Evidence()
    for entry in try root["mitigations"]?.plans() ?? [] { evidence.mitigations.append(try Mitigation(entry)) }
    return evidence
  }
}

extension Mitigation {
  private static let keys = ["finding", "package", "owner", "plan", "due"]

  init(_ node: Node) throws(ReadError) {
    try node.check("a mitigation", keys: Mitigation.keys)
    guard let finding = node["finding"], let owner = node["owner"], let plan = node["plan"], let due = node["due"]
    else { throw node.error("a mitigation with finding, owner, plan and due") }
    self.init(
      finding: Glob(try finding.string()),
      package: try node["package"].map { value throws(ReadError) in
        Glob(try value.string())
      }, owner: try owner.string(), plan: try plan.string(), due: try due.day())
  }
}

extension Node {
  fileprivate func plans() throws(ReadError) -> [Node] {
    if isNull { return [] }
    guard let sequence else { throw error("a list of mitigations") }
    return sequence
  }
}
