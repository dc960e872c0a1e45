import Model
import Testing

/// Words of commands that people are asked to paste.
struct ShellWordTests {
  @Test(arguments: [
    ("main", "main"), ("origin/feat-1.2_x", "origin/feat-1.2_x"), ("", "''"), ("a b", "'a b'"),
    ("x;$(touch${IFS}pwn)", "'x;$(touch${IFS}pwn)'"), ("it's", "'it'\\''s'"), ("`id`", "'`id`'"), ("a\nb", "'a\nb'"),
  ])
  func `a shell reads a word as it was`(text: String, word: String) {
    #expect(text.shellWord == word)
  }
}
