import Model
import Readers
import Testing

struct GitAttributesTests {
  private func read(_ text: String, in folder: Path = "") -> [String] {
    GitAttributes.read(Array(text.utf8), in: folder).map { "\($0.glob) \($0.kind.rawValue)" }
  }

  @Test func `what linguist calls generated, vendored or documentation is taken, the last line first`() {
    let text = "# a\n*.pb.py linguist-generated\n/lib/** text linguist-vendored=true\r\nman linguist-documentation\n"
    #expect(read(text) == ["man docs", "lib/** vendored", "*.pb.py generated"])
  }

  @Test func `what is unset, defined or about something else is not`() {
    #expect(
      read("*.py -linguist-generated\n*.c linguist-generated=false\n[attr]x linguist-generated\n*.h text\n\n").isEmpty)
  }

  @Test func `a file in a folder speaks of what is below it`() {
    #expect(
      read("*.py linguist-generated\nx/y linguist-vendored", in: "a/b") == [
        "a/b/x/y vendored", "a/b/**/*.py generated",
      ])
  }
}
