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
  for file in matter.files where globs.contains(where: { $0.matches(file.path) }) {
    do throws(ReadError) {
      try plain.check(file.path, in: world)
      var source = try ByteSource(world.open(world.path(file.path)), cap: .ofDocument)
      documents.append(try readPolicyDocument(&source, at: file.path))
    } catch {
      problems[file.path] = error.message
    }
  }
  return judgeDocuments(documents, problems, of: matter)
}
