import Model
import Readers
import Syntax
import Testing

@testable import Runner

/// Long manifests of many documents and long tracefiles are read in parts like in one.
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

  /// Sections of a file each, of which one is told of again at the end.
  private func tracefile(_ count: Int, _ section: (Int) -> String? = { _ in nil }) -> ReadFile {
    let name = String(repeating: "n", count: 20_000)
    let text = (0..<count).map { place in
      let path = place == count - 1 ? "src/0.c" : "src/\(place).c"
      let own = "FN:1,\(name)\nFNDA:\(place % 2),\(name)\nDA:1,\(place % 2)\nDA:2,1\nLF:2\nLH:\(1 + place % 2)\n"
      return "TN:\nSF:\(path)\n\(section(place) ?? own)end_of_record\n"
    }.joined()
    var world = World.holding(["lcov.info": Array(text.utf8)])
    world.cores = 3
    return read("lcov.info", for: [.coverage], in: world)
  }

  @Test func `all sections of a long tracefile are told, and one file in two parts is one`() {
    let coverage = tracefile(500).evidence.coverage
    #expect(coverage.files.count == 499)
    #expect(coverage.shares[.lines] == Share(covered: 499 + 250, total: 998))
    #expect(coverage.shares[.functions] == Share(covered: 250, total: 499))
    #expect(coverage.files["src/0.c"]?.lines.share == Share(covered: 2, total: 2))
    #expect(coverage.files["src/2.c"]?.lines.share == Share(covered: 1, total: 2))
    #expect(coverage.reports.map(\.files) == [499])
    #expect(coverage.reports.first?.remarks == [])
  }

  @Test(arguments: [3, 250, 490]) func `a line that makes no sense is told wherever it stands`(_ wrong: Int) {
    let file = tracefile(500) { $0 == wrong ? "DA:1,1\nDA:1,-\n" : nil }
    #expect(file.input.status == .unreadable)
    #expect(file.input.error?.line == wrong * 9 + 4)
    #expect(file.input.error?.message.contains("DA:1,-") == true)
  }
}
