import Testing

@testable import Model

struct GlobTests {
  @Test(arguments: [
    ("*.yaml", "deploy.yaml"), ("*.yaml", "a/b/deploy.yaml"), ("Dockerfile", "x/Dockerfile"), ("*", "a/.hidden"),
    ("**", "a/b"), ("src/*.c", "src/a.c"), ("src/**", "src/a/b.c"), ("src/**", "src"), ("**/a", "a"),
    ("**/a/**", "x/a/y/z"), ("**/a/*/c/**/e", "a/b/c/e"), ("a/**/b/**/c", "a/b/b/x/c"), ("/src/a", "src/a"),
    ("a/?/c", "a/b/c"), ("a**b", "axxb"), ("a/b", "a//b"), ("*.tar.gz", "x.tar.gz"), ("*", "*"),
    ("a*/**", "ab"), ("a*b*/c/**", "axbx/c"), ("**/*a*/b", "x/bab/b"), ("**/*.c", "a/b/x.c/y.c"), ("a/**/", "a/b"),
    ("*ab", "aab"), ("*[ab]c", "abac"), ("x*/y*/z", "xx/yy/z"), ("**/[ab]*/c", "d/a/b/c"), ("a", "/a/"),
    ("**/**/a", "a"),
  ])
  func `a glob matches`(_ glob: Glob, _ path: Path) {
    #expect(glob.matches(path))
  }

  @Test(arguments: [
    ("*.yaml", "deploy.yml"), ("*.yaml", "a.yaml/b"), ("dockerfile", "Dockerfile"), ("src/*.c", "src/a/b.c"),
    ("src/*.c", "x/src/a.c"), ("src/**", "srcs/a"), ("**/a", "ab"), ("a/**/b", "a/c"), ("a/?/c", "a/c"),
    ("?", ""), ("*", ""), ("**", ""), ("", "a"), ("a", "a/b"), ("a/*", "a"), ("a.c", "aXc"), ("**/a/*/b", "a/b"),
    ("a*/**", "ba/c"), ("*a/b", "a/a/b"), ("**/*a*/b", "x/y/b"), ("a/**/b", "a/bb"), ("x*y", "x/y"), ("[!a]", "a/a"),
    ("a/**/b", "ab"), ("**/a/b", "a/c/b"), ("*.c/*", "x.c"),
  ])
  func `a glob does not match`(_ glob: Glob, _ path: Path) {
    #expect(!glob.matches(path))
  }

  @Test(arguments: [
    ("[a-c].go", "b.go", true), ("[a-c].go", "d.go", false), ("[!a-c].go", "d.go", true), ("[!a-c].go", "a.go", false),
    ("[^a].go", "b.go", true), ("[]x].go", "].go", true), ("[!]x].go", "].go", false), ("[!]x].go", "a.go", true),
    ("[a-].go", "-.go", true), ("[-a].go", "-.go", true), ("[z-a].go", "-.go", true), ("[z-a].go", "m.go", false),
    ("[ab", "[ab", true), ("[", "[", true), ("[!", "[!", true), ("a[]", "a[]", true), ("[!!]", "!", false),
  ])
  func `a set is one of its bytes`(_ glob: Glob, _ path: Path, _ matches: Bool) {
    #expect(glob.matches(path) == matches)
  }

  @Test(
    arguments: [
      ("*.{yml,yaml}", ["a.yml", "a.yaml"], ["a.json", "a.{yml,yaml}"]),
      ("{a,b}/{c,d}", ["a/c", "a/d", "b/c", "b/d"], ["a/b", "c"]), ("x{,.min}.js", ["x.js", "x.min.js"], ["x.max.js"]),
      ("{a,{b,c}d}", ["a", "bd", "cd"], ["ad", "b", "bd}"]), ("{a,b/c}", ["a", "b/c"], ["x/a", "b"]),
      ("{one}", ["one"], ["{one}"]), ("a{b", ["a{b"], ["ab"]), ("a}b{c,d}", ["a}bc", "a}bd"], ["a}b{c,d}"]),
      ("{}", [""], ["{}"]),
    ] as [(Glob, [Path], [Path])])
  func `braces choose`(_ glob: Glob, _ matching: [Path], _ others: [Path]) {
    #expect(matching.filter { !$0.isEmpty }.allSatisfy(glob.matches))
    #expect(!others.contains(where: glob.matches))
  }

  @Test func `braces beyond measure stay as they are written`() {
    let pattern = String(repeating: "{a,b}", count: 40)
    #expect(!Glob(pattern).matches(Path(String(repeating: "a", count: 40))))
    #expect(Glob(pattern).matches(Path(pattern)))
  }

  @Test func `runs that could match in countless ways do not`() {
    let glob = Glob(String(repeating: "a*", count: 200) + "b")
    #expect(!glob.matches(Path(String(repeating: "a", count: 20_000))))
    let deep = Glob(String(repeating: "**/a/", count: 100) + "b")
    #expect(!deep.matches(Path(String(repeating: "a/", count: 5_000) + "c")))
  }

  @Test func `names that are no UTF-8 match by their bytes`() {
    #expect(Glob("*.c").matches(Path(bytes: [0xFF, 0xFE] + Array(".c".utf8))))
    #expect(!Glob("caf\u{E9}").matches("cafe\u{301}"))
  }

  @Test(arguments: [
    ("registry.example.com/shop/*", "registry.example.com/shop/a/b:1", true), ("*:latest", "nginx:latest", true),
    ("sha-*", "1.2", false), ("v[0-9]*", "v1.2/x", true), ("{dev,latest}", "dev", true), ("a?c", "a/c", true),
    ("", "", true), ("**", "a/b", true), ("a/**/b", "a/b", false), ("*[Ee]2[Ee]*", "x/y::te2E", true),
    ("*[Ee]2[Ee]*", "e3e2", false), ("a/b", "/a/b", false),
  ])
  func `in a text that is no path, runs cross slashes`(_ glob: Glob, _ text: String, _ matches: Bool) {
    #expect(glob.matches(text: text) == matches)
  }
}
