import Gates
import Model
import Readers
import Syntax

/// What is to be said of the documents that set the policy, as they stand in the checkout.
func findingsOfDocuments(_ matter: Case, in world: World) -> [Finding] {
  let globs = matter.policy.documents.policies
  guard !globs.isEmpty else { return [] }
  var documents: [PolicyDocument] = []
  var problems: [Path: String] = [:]
  var plain = PlainFiles()
  for path in matter.files.paths where globs.contains(where: { $0.matches(path) }) {
    do throws(ReadError) {
      try plain.check(path, in: world)
      var source = try ByteSource(world.open(world.path(path)), cap: .ofDocument)
      documents.append(try readPolicyDocument(&source, at: path))
    } catch {
      problems[path] = error.message
    }
  }
  return judgeDocuments(documents, problems, of: matter)
}
