import Testing

@testable import Syntax

private func file(_ text: String) throws -> HCLBlock { try readHCL(Array(text.utf8)) }

struct HCLTests {
  @Test func `blocks have types, labels and what is in them`() throws {
    let file = try file(
      """
      # a comment
      terraform {
        required_version = ">= 1.5" // another
        backend "s3" { bucket = "state" }
      }
      /* and
         one more */
      resource "aws_instance" web {
        count = 2
      }
      """)
    #expect(file.blocks.map(\.type) == ["terraform", "resource"])
    #expect(file.blocks.map(\.line) == [2, 8])
    #expect(file.blocks[0]["required_version"]?.text == ">= 1.5")
    #expect(file.blocks[0].blocks.map(\.labels) == [["s3"]])
    #expect(file.blocks[0].blocks[0]["bucket"]?.text == "state")
    #expect(file.blocks[1].labels == ["aws_instance", "web"])
    #expect(file.blocks[1]["count"]?.text == nil)
  }

  @Test(
    arguments: [
      ("aws_s3_bucket.state.id", "aws_s3_bucket.state.id"), ("true # yes", "true"), ("\"x\"", nil), ("a + b", nil),
      ("a[0]", nil), ("{}", nil), ("12", "12"),
    ] as [(String, String?)])
  func `a value that only names another is kept as it is written`(_ value: String, _ reference: String?) throws {
    #expect(try file("a = \(value)\n")["a"]?.reference == reference)
  }

  @Test func `objects that are written out have members`() throws {
    let file = try file("a = {\n  b = { source = \"x\", version = \"1\" }\n  \"c\" : \"d\",\n}\n")
    #expect(file["a"]?.members.map(\.name) == ["b", "c"])
    #expect(file["a"]?.members[0].members.map(\.text) == ["x", "1"])
    #expect(file["a"]?.members[1].text == "d")
  }

  @Test(arguments: [
    "a = \"x${b[\"}\"]}y\"", "a = \"$${b}\" ", "a = <<EOT\n} \" ${\nEOT\n", "a = <<-EOT\n  x\n  EOT\nb = 1",
    "a = [\n1,\n2,\n]",
    "a = { for k, v in b : k => v if v != \"\" }", "a = b ? c : d", "a = (1 +\n2) * 3", "a = f(<<EOT\nx\nEOT\n)",
    "a = b == c && d >= e",
    "a { b { c = {} } }", "a = {}", "a = { (b) = c }", "a = {b = c}.b", "a = merge({b = 1}, {\n c = 2 })",
    "a = \"\\\"\"", "", "\r\na = 1\r\n",
    "a = b.*.c[0]", "a = \"%{ if b }c%{ endif }\"", "a = x => y",
  ])
  func `what the grammar has is read`(_ text: String) throws { _ = try file(text) }

  @Test(arguments: [
    ("a = \"x\nb = 1", 1), ("a {\n b = 1\n", 3), ("a = [1\nb = 2\n", 3), ("a =\nb = 1", 1), ("a b c\n", 1), ("= 1", 1),
    ("a = 1 }", 1),
    ("a = b = c", 1), ("a = <<EOT\nx\n", 3), ("/* x", 1), ("a = (1]\n", 1), ("a = \"${b\n", 2), ("a = 1)\n", 1),
    ("}", 1), ("a = <<1\n", 1),
    ("a {\n  \"b\" = 1\n}", 2),
  ])
  func `what it has not is refused at its line`(_ text: String, _ line: Int) {
    do {
      _ = try file(text)
      Issue.record("\(text) was read")
    } catch {
      #expect((error as? ReadError)?.line == line)
    }
  }

  @Test(arguments: ["a = \"${\"", "a {", "a = {b = "])
  func `what is nested too deeply is refused`(_ piece: String) {
    #expect(throws: ReadError.self) { try file(String(repeating: piece, count: 10_000)) }
  }
}
