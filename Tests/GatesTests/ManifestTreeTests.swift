import Model
import Testing

@testable import Gates

struct ManifestTreeTests {
  private func object(_ path: Path, _ line: Int, _ kind: String? = "Job", _ name: String? = "j") -> ManifestObject {
    ManifestObject(
      location: Location(path, line: line), apiVersion: "v1", kind: kind, name: name,
      namespace: name.map { _ in "shop" })
  }

  @Test func `objects stand with their manifests, those in which something was found first`() {
    let tree = manifestTree(
      [object("b", 9), object("b", 1), object("a", 1, nil, nil), object("c", 1)], worstFirst: ["c"])
    let rows = [
      ["c", "Job j in shop", "1"], ["a", "", "1"], ["b", "Job j in shop", "1"], ["b", "Job j in shop", "9"],
    ]
    #expect(tree == Table("Manifests", head: ["manifest", "object", "line"], rows: rows))
  }

  @Test func `a tree of very many objects is cut, and that is said`() {
    let tree = manifestTree((1...400).map { object("a", $0) }, worstFirst: [])
    #expect(tree.title == "Manifests, 300 of 400 objects" && tree.rows.count == 300)
  }

  @Test func `gate 4 draws it, and nothing where there is none`() throws {
    let drawn = Gate.infrastructure.judge(try Case.of(manifests: .of(object("a.yaml", 3)))).pictures
    #expect(drawn.map(\.rows) == [[["a.yaml", "Job j in shop", "3"]]])
    #expect(Gate.infrastructure.judge(try Case.of()).pictures.isEmpty)
  }
}
