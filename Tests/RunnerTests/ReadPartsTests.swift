import Model
import Readers
import Syntax
import Testing

@testable import Runner

/// Long manifests of many documents are read in two parts like in one.
struct ReadPartsTests {
  /// Documents of about so many bytes, each with a marked line in a text of its own.
  private func manifest(_ count: Int, bytes: Int = 10_000, _ document: (Int) -> String? = { _ in nil }) -> String {
    (0..<count).map { place in
      document(place)
        ?? """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: map-\(place), namespace: shop}
        data:
          text: |
            ---
            \(String(repeating: "x", count: bytes))
        """
    }.joined(separator: "\n---\n") + "\n"
  }

  private func reading(_ text: String) -> ReadFile {
    read("k8s/all.yaml", for: [.infrastructure], in: .holding(["k8s/all.yaml": Array(text.utf8)]))
  }

  @Test func `all objects are told in their order, each with its line`() {
    let manifests = reading(manifest(400)).evidence.manifests
    #expect(manifests.documents == 400)
    #expect(manifests.objects.map(\.name) == (0..<400).map { "map-\($0)" })
    #expect(manifests.objects.map(\.location.line) == (0..<400).map { $0 * 8 + 1 })
  }

  @Test func `a breach in the later part stands at its line`() {
    let file = reading(
      manifest(400) {
        $0 == 390 ? "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: odd}\ndata:\n  a: b\nnothing: here\n# end" : nil
      })
    let odd = file.evidence.manifests.objects.filter { !$0.problems.isEmpty }
    #expect(odd.map(\.name) == ["odd"])
    #expect(odd.first?.problems.first?.location.line == 390 * 8 + 6)
  }

  @Test func `what does not parse in the later part is told as of the whole file`() {
    let text = manifest(400) { $0 == 390 ? "apiVersion: v1\nkind: [ConfigMap" : nil }
    let error = reading(text).input.error
    #expect(error?.line == 390 * 8 + 3)
    #expect(error?.message.contains("YAML that does not parse") == true)
  }

  @Test func `aliases do not reach from one part into the other`() {
    let text = manifest(400) { place in
      let value = place == 0 ? "&one b" : "*one"
      return place == 0 || place == 390
        ? "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: \(value)}" : nil
    }
    #expect(reading(text).input.error?.message.contains("the alias *one") == true)
  }
}
