internal import Model
import Syntax

extension Setting {
  /// What is asked of the records of deployments.
  static let ofDeployments: [Setting] = [
    rules(of: "deployments", for: "records of deployments"),
    globs(
      "deployments.environments", "What environments are called; a record of any other is refused",
      { $1(&$0.deployments.environments) }, .shorter, example: "[staging, production, \"production-*\"]"),
    texts(
      "deployments.recorded", "Environments of which a record must be there; else none is asked for",
      { $1(&$0.deployments.recorded) }, .longer, example: "[production]"),
    Setting(
      "deployments.demands", "{ name: { of, states, follows, validated-by, before, during, after } }",
      "What records of some environments hold (003-42); of a name that is there already, what is said anew",
      example: "{ ours: { of: production, states: [health, ticket.risk], after: [Queues are empty] } }",
      direction: .longer,
      loosens: { $1.deployments.isLooser(than: $0.deployments) }
    ) { node, policy throws(ReadError) in
      for (name, value) in try node.members("deployments.demands") {
        if !policy.deployments.names.contains(name) { policy.deployments.names.append(name) }
        for (key, list) in try value.members("the demand \(name)", keys: Policy.Deployments.keys) {
          policy.deployments.demands["\(name) \(key)"] = key == "states" ? try list.keysOfRecords() : try list.strings()
        }
        if policy.deployments.demands["\(name) of"]?.isEmpty != false {
          throw value.error("of: with the environments that it is about")
        }
      }
    },
  ]
}

extension Node {
  /// The keys that records state, all of a section by its name.
  fileprivate func keysOfRecords() throws(ReadError) -> [String] {
    var all: [String] = []
    for name in try strings() {
      let keys = DeploymentRecord.keys(of: name)
      if keys.isEmpty {
        throw error("keys of a record, and not \(name)\(DeploymentRecord.keys.hint(for: name))")
      }
      all += keys
    }
    return all
  }
}
