package import Model
import Readers
import Syntax

/// Reads files again whose objects are of kinds that other files define, now that the definitions are known.
package func readCustomObjects(_ files: [ReadFile], under policy: Policy, in world: World) -> [ReadFile] {
  let definitions = files.flatMap(\.evidence.manifests.definitions)
  guard !definitions.isEmpty else { return files }
  let reader = Reader.kubernetes(minor: policy.infrastructure.kubernetesMinor, definitions: definitions)
  return files.map { file in
    let isDefined = file.evidence.manifests.objects.contains { object in
      object.schema == .unknown && definitions.contains { $0.defines(object.apiVersion, object.kind) }
    }
    return isDefined ? read(file.input.path, for: file.input.gates, by: [reader], in: world) : file
  }
}
