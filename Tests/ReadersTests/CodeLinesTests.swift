import Model
import Testing

@testable import Readers

struct CodeLinesTests {
  private func kinds(_ language: String, _ text: String, isAtStart: Bool = true) throws -> String {
    let found = try Policy.builtIn().classifier.languages.first { $0.name == language }
    var lines = CodeLines(try #require(found).syntax, isAtStart: isAtStart)
    return String(
      text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> Character in
        switch lines.take(ArraySlice(line.utf8)) {
        case .blank: " "
        case .comment: "c"
        case .code: "x"
        case .test: "t"
        }
      })
  }

  @Test(arguments: [
    ("Swift", "// a\n\n  x // b\n/* c */\n/* d\ne\n*/ \nf /* g\nh */ i", "c xccccxx"),
    ("Swift", "/* a */ b\n/* c\nd */ e\nf", "xcxx"),
    ("Swift", "\"/*\"\nx\n'*/'", "xxx"), ("Swift", "let a = \"\"\"\n// b\n\"\"\"\n// c", "xxxc"),
    ("Python", "\"\"\"a\nb\n\"\"\"\nx = \"\"\"\n# c\n\"\"\"\n# d", "cccxxxc"),
    ("Python", "def f():\n  '''a'''\n  '''b'''\n  x", "xccx"),
    ("Python", "class A:\n  r = 1\n  \"\"\"b\n  c\"\"\"", "xxxx"),
    ("Shell", "#!/bin/sh\necho '# a'\n# b", "cxc"), ("Haskell", "-- a\n{- b\nc -}\nd", "cccx"),
    ("OCaml", "(* a\nb *)\nc", "ccx"), ("Visual Basic", "' a\nb", "cx"), ("Ruby", "=begin\na\n=end\nb", "cccx"),
    ("Python", ">>> 1\n1", "tx"),
    ("Rust", "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() { '{'; }\n}\nfn c() {}", "xttttx"),
    ("Rust", "#[test]\nfn a<'a>(x: &'a str) {\n  \"}\";\n  // }\n}\nb", "tttctx"),
    ("Rust", "#[cfg(test)]\nuse a::b;\nfn c() {}", "ttx"), ("Rust", "#[cfg(test)] mod tests;\nb", "tx"),
    ("Zig", "fn a() void {}\ntest \"b\" {\n  c;\n}\nd", "xtttx"), ("D", "unittest\n{\n a;\n}\nb", "ttttx"),
  ])
  func `lines are told apart`(_ language: String, _ text: String, _ expected: String) throws {
    #expect(try kinds(language, text) == expected)
  }

  @Test func `in the middle of a file nobody knows what a text in three quotation marks is`() throws {
    #expect(try kinds("Python", "\"\"\"a\"\"\"", isAtStart: false) == "x")
    #expect(try kinds("Python", "\"\"\"a\"\"\"") == "c")
  }

  @Test func `any bytes are lines`() throws {
    for language in try Policy.builtIn().classifier.languages {
      var lines = CodeLines(language.syntax, isAtStart: true)
      for byte in UInt8.min...UInt8.max { _ = lines.take([byte, byte, UInt8(ascii: "\\")]) }
    }
  }
}
