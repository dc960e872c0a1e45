import Model
package import Syntax

/// A number of the five policies, in our words, and how it is decided.
package struct Requirement: Hashable, Sendable {
  package enum Decision: String, CaseIterable, Sendable {
    case rule, record, checklist
    case notYet = "not-yet"
  }

  package var number: String
  package var says: String
  package var by: Decision
}

extension Requirement {
  /// All 344, in the order of their documents.
  package static func all() throws(ReadError) -> [Requirement] {
    let file = try EmbeddedFile.named("requirements.yaml")
    var all: [Requirement] = []
    for document in file["documents"]?.sequence ?? [] {
      for (number, value) in try document["requirements"]?.members("requirements") ?? [] {
        guard let says = value["says"], let by = value["by"] else { throw value.error("says and by") }
        all.append(Requirement(number: number, says: try says.string(), by: try by.word(Decision.self)))
      }
    }
    return all
  }
}
