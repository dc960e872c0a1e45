import Testing

@testable import Model

/// Searches for a text in a text.
struct TextSearchTests {
  @Test(arguments: [("terraform init", true), ("init", true), ("", true), ("inits", false), ("ü", false)])
  func `a text is found where all of it stands`(_ text: String, _ isThere: Bool) {
    #expect(found(text, in: "run terraform init") == isThere)
    #expect(found(text, in: "run terraform init"[...]) == isThere)
  }

  @Test func `a text is found where its beginning stands more than once`() {
    #expect(found("aab", in: "aaab"))
    #expect(!found("a", in: ""))
  }

  private func found(_ text: String, in other: some StringProtocol) -> Bool { other.firstRange(of: text) != nil }

  @Test func `all places of a text are found, none of them within another`() {
    func places(_ text: String, in other: String) -> [String] {
      other.ranges(of: text).map { String(other[..<$0.lowerBound]) }
    }
    #expect(places(": ", in: "ä: b: c") == ["ä", "ä: b"])
    #expect(places("aa", in: "aaaaa") == ["", "aa"])
    #expect(places("", in: "aa") == [])
  }

  @Test func `all places of a text are replaced`() {
    #expect(["1\"\"2", "\"\"", "a", ""].map { $0.replacing("\"\"", with: "\"") } == ["1\"2", "\"", "a", ""])
  }
}
