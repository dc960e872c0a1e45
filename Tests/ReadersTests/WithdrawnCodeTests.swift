import Model
import Syntax
import Testing

@testable import Readers

/// Files that hold code and tests, without the code.
struct WithdrawnCodeTests {
  private func left(_ difference: String) throws -> String? {
    let policy = try Policy.builtIn()
    let syntax = try #require(policy.classifier.language(of: "src/lib.rs")?.syntax)
    var source = try ByteSource(Array(difference.utf8))
    return try WithdrawnCode.read(&source, syntax).map { String(decoding: $0, as: UTF8.self) }
  }

  private let head = "diff --git a/src/lib.rs b/src/lib.rs\n--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1,2 +1,2 @@\n"

  @Test func `code is taken back and tests stay`() throws {
    let text = """
       fn add(a: i32, b: i32) -> i32 {
      -    a - b
      +    a + b
       }
      +fn sub(a: i32, b: i32) -> i32 { a - b }
       #[cfg(test)]
       mod tests {
      -    #[test] fn adds() { assert_eq!(super::add(1, 1), 0); }
      +    #[test] fn adds() { assert_eq!(super::add(1, 1), 2); }
      +    // Both ways.
      +
      +    #[test] fn subs() { assert_eq!(super::sub(2, 1), 1); }
       }
      +fn unused() {}
      """
    #expect(
      try left(head + text) == """
        fn add(a: i32, b: i32) -> i32 {
            a - b
        }
        #[cfg(test)]
        mod tests {
            #[test] fn adds() { assert_eq!(super::add(1, 1), 2); }
            // Both ways.

            #[test] fn subs() { assert_eq!(super::sub(2, 1), 1); }
        }

        """)
  }

  @Test func `of a new file its tests are left`() throws {
    let text = "+fn a() {}\n+#[test]\n+fn it_is() {\n+    a()\n+}\n\\ No newline at end of file\n"
    #expect(try left(head + text) == "#[test]\nfn it_is() {\n    a()\n}\n")
  }

  @Test func `what does not differ stays as it is`() throws { #expect(try left("") == nil) }

  @Test func `git is asked for nothing that a configuration changes`() {
    let arguments = WithdrawnCode.arguments(from: "abc", "src/lib.rs")
    #expect(arguments.contains("--no-ext-diff") && arguments.suffix(3) == ["abc", "--", "src/lib.rs"])
  }
}
