import Testing

@testable import Syntax

struct DuplicateKeyTests {
  private func duplicates(_ yaml: String) throws -> [String] {
    try documents(yaml).flatMap(\.duplicates).map { "\($0.key) \($0.line):\($0.column) after \($0.firstLine)" }
  }

  @Test func `a key that stands twice is noted with both lines`() throws {
    #expect(try duplicates("a: 1\nb: 2\na: 3\n") == ["a 3:1 after 1"])
  }

  @Test func `each further one is noted with the first`() throws {
    #expect(try duplicates("a: 1\na: 2\n\na: 3\n") == ["a 2:1 after 1", "a 4:1 after 1"])
  }

  @Test func `every mapping is looked at, however deep`() throws {
    #expect(try duplicates("a: [{b: {c: 1, c: 2}}]\n") == ["c 1:16 after 1"])
  }

  @Test func `a wide mapping is looked at too`() throws {
    let keys = (1...40).map { "k\($0): v\n" }.joined()
    #expect(try duplicates(keys + "k7: w\n") == ["k7 41:1 after 7"])
    #expect(try duplicates(keys) == [])
  }

  @Test(arguments: ["a: 1\n'a': 2\n", "\"a\": 1\na: 2\n", "a: 1\n? a\n: 2\n"])
  func `quotes make no other key`(_ yaml: String) throws {
    #expect(try duplicates(yaml).count == 1)
  }

  @Test(arguments: ["a: {k: 1}\nb: {k: 2}\n", "- k: 1\n- k: 2\n", "a: 1\nA: 2\n", "k: 1\n---\nk: 2\n"])
  func `the same key in other mappings, or in other case, is none`(_ yaml: String) throws {
    #expect(try duplicates(yaml) == [])
  }

  @Test func `two spellings of a character are two keys`() throws {
    #expect(try duplicates("caf\u{E9}: 1\ncafe\u{301}: 2\n") == [])
    #expect(try duplicates("\u{212B}: 1\nA\u{30A}: 2\n") == [])
    let filler = (1...20).map { "k\($0): v\n" }.joined()
    #expect(try duplicates(filler + "caf\u{E9}: 1\ncafe\u{301}: 2\n") == [])
  }

  @Test func `keys that are merged are not duplicates`() throws {
    #expect(try duplicates("a: &a {k: 1}\nb: {<<: *a, k: 2}\n") == [])
  }

  @Test func `what an alias repeats is noted once`() throws {
    #expect(try duplicates("a: &a {k: 1, k: 2}\nb: *a\n") == ["k 1:14 after 1"])
  }
}
