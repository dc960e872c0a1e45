internal import Model
import Syntax

extension Setting {
  /// What is asked of the documents that set the policy.
  static let ofDocuments: [Setting] = [
    rules(of: "documents", for: "policy documents"),
    globs(
      "documents.policies", "Documents that set the policy; else nothing is asked of any (001-70)",
      { $1(&$0.documents.policies) }, .longer, example: "[\"docs/policies/*.md\"]"),
    Setting(
      "documents.fields", "{ owner, status, effective, version, review, reviewer: texts }",
      "What they call who owns them, and so on, in small letters", example: "{ owner: [owner, kept by] }"
    ) { node, policy throws(ReadError) in
      let names = ["owner", "status", "effective", "version", "review", "reviewer"]
      for (name, value) in try node.members("documents.fields", keys: names) {
        policy.documents.fields[name] = try value.strings()
      }
    },
  ]
}
