import Testing

@testable import Syntax

/// Whether a text is as `terraform fmt` 1.11 leaves it: every row was held against the program itself.
struct HCLFormatTests {
  private func outcome(_ text: String) -> HCLFormat.Outcome { HCLFormat.outcome(of: Array(text.utf8)) }

  @Test(arguments: [
    "", "\n\n", "# a\n", "a = 1", "a = 1\n  ", "a = 1\r\n", "a {}\n", "a { b = 1 }\n", "a = {}\n",
    "a = { b = 1, c = [1, 2] }\n",
    "a   = 1\nbcd = 2\n\nb = 3\n", "a   = 1  # x\nbcd = 23 # y\n",
    "a = [\n  1,\n  [2, 3],\n]\n", "a = f(b, [\n  c\n])\n", "a = b ? c : -d\n", "a = !b && -1 < c - 1\n",
    "a = \"x ${b} y\"\n", "a = \"$${b}\"\n", "a = \"${b}${c}\"\n", "a = \"%{if b}c%{endif}\"\n",
    "a = [for x in [b] : x if x != null]\n", "a = { for k, v in b : k => v... }\n", "a = b[0].c[*].d.*.e\n",
    "a = p::x::f(1)\n",
    "a {\n  b = <<-EOT\n   x ${c}\n  EOT\n  d = 1\n}\n", "a {\n  b   = <<-EOT\n   x ${c}\n  EOT\n  def = 1\n}\n",
    "variable \"a\" {\n  type = list(any)\n}\n", "a = \"é\"  # x\nb = \"日本\" # y\n",
    "a = (\n  1 +\n  2\n)\n", "a \"b\" \"c\" {\n  # d\n  e {\n  }\n}\n",
  ])
  func `what is written the one way is left alone`(_ text: String) { #expect(outcome(text) == .canonical) }

  @Test(
    arguments: [
      ("a=1\n", 1), ("a = 1 \n", 1), (" a = 1\n", 1), ("a =\t1\n", 1), ("a {\nb = 1\n}\n", 2), ("a = 1\nbcd = 2\n", 1),
      ("a{}\n", 1), ("a { }\n", 1), ("a = {b = 1}\n", 1), ("a = [ 1 ]\n", 1), ("a = [1,2]\n", 1), ("a = f (1)\n", 1),
      ("a = \"${b}\"\n", 1), ("a = \"${ b } c\"\n", 1), ("a = - 1\n", 1), ("a = b -1\n", 1), ("a = ! b\n", 1),
      ("x = 1\n\na \"b\" c {}\n", 3), ("variable \"a\" {\n  type = \"string\"\n}\n", 2),
      ("variable \"a\" {\n  type = map\n}\n", 2), ("a = 1 # x\nbcd = 2 # y\n", 1), ("a = 1 # x\nb = 23 # y\n", 1),
      ("a = [\n1,\n]\n", 2), ("a {\n  b = 1\n  }\n", 3), ("a = {b: 1}\n", 1), ("a = [for x in b: x]\n", 1),
      ("a = <<EOT\n  ${ b }\nEOT\n", 2),
    ] as [(String, Int)])
  func `what is written another way is told at its first line`(_ text: String, _ line: Int) {
    #expect(outcome(text) == .odd(line))
  }

  @Test(arguments: ["a = \"", "a = ]", "a = \"${", "a = <<EOT\nx\n", "a = ~", "/* x", "a = <<1\n", "a = \"x\ny\""])
  func `what is not of the grammar is not known`(_ text: String) { #expect(outcome(text) == .unknown) }

  @Test func `what is longer than people write, or deeper, is not looked at`() {
    #expect(outcome(String(repeating: "# a\n", count: (2 << 20) + 1)) == .unknown)
    #expect(
      outcome("a = " + String(repeating: "[", count: 300) + String(repeating: "]", count: 300) + "\n") == .unknown)
  }
}
