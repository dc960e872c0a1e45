import Model
import Testing

@testable import Gates

/// Which sources a test is named after, by habits of every form.
struct TwinsTests {
  private func sources(_ twins: [String], _ test: Path) -> [String] {
    let language = Classifier.Language(
      name: "any", extensions: [], names: [], tests: [], usesTestDirectories: true, twins: twins)
    var habits = Twins(Classifier(languages: [language]))
    return habits.sources(of: test).map(\.stem).sorted()
  }

  @Test(
    arguments: [
      ("test_{stem}.py", "tests/test_cart.py", ["cart"]), ("test_{stem}.py", "tests/cart.py", []),
      ("test_{stem}.py", "tests/test_.py", []), ("test_{stem}.py", "test_cart.pyx", []),
      ("{stem}{Test,Tests}.{java,kt}", "CartTests.kt", ["Cart"]), ("{stem}{Test,Tests}.{java,kt}", "Cart.kt", []),
      ("{stem}{,_test}.sh", "cart_test.sh", ["cart", "cart_test"]), ("{stem}.{spec,{unit,it}}", "cart.it", ["cart"]),
      ("test_{stem}", "test_cart", ["cart"]), ("test_{stem}", "test_\u{E9}", ["\u{E9}"]),
      ("{stem}_test{,.sh}", "cart_test", ["cart"]), ("*-{stem}.t", "00-a-cart.t", ["cart"]),
      ("*-{stem}.t", "cart.t", []), ("*-{stem}.t", "00-.t", []), ("*{stem}", "cart", []), ("none", "none", []),
    ] as [(String, Path, [String])])
  func `a test is named after what stands at the place of the stem`(
    _ twin: String, _ test: Path, _ stems: [String]
  ) {
    #expect(sources([twin], test) == stems)
    #expect(sources(["{stem}.other", twin, "other.{stem}"], test) == stems)
  }

  @Test func `of several habits each says its own`() {
    #expect(sources(["test_{stem}.py", "{stem}.py"], "test_cart.py") == ["cart", "test_cart"])
  }
}
