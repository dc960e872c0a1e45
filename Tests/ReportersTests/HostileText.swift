/// Text as an attacker would put it into a report: what has a meaning somewhere, alone and in every mixture.
enum HostileText {
  static let payloads = [
    "", " ", "::", "::error::x", "  ::add-mask::e", "foo\r::add-mask::e", "\u{3000}::error::x", "\u{200B}::error::x",
    "\u{1B}[31m::error::x", "##[error]x", "| foo ##[add-mask]e", "tests/a##[error]b.py: ok", "###[group]x",
    "##[stop-commands]tok", "##vso[task.complete result=Failed;]x", "##VSO[task.setvariable]x",
    "##teamcity[buildProblem description='x']", "#\u{200B}#[error]x", "##\u{AD}[error]x", "%0A::error::x", "%250A",
    "a,line=1::b", "a\u{2028}::error::b", "a\u{85}b", "\u{1B}]8;;http://x\u{7}link", "\u{9B}31m", "\u{7}\u{8}\u{0}",
    "\u{202E}gnp.exe", "\u{2066}a\u{2069}", "zero\u{200B}width\u{FEFF}", "tag\u{E0041}", "soft\u{AD}hyphen",
    "`", "``", "a`b``c", "`a`", " `", "|", "a|b", "a\\|b", "\\", "a\\`b", "</details>", "<script>alert(1)</script>",
    "<!--", "-->", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "![a](http://x)", "@everyone", "#1",
    "**b** _i_ ~~s~~", "&lt;", "&#96;", "https://example.com", "www.example.com", "a@example.com", "| --- |", "```\n",
    "\n\n## heading", "1. one", "- a", "> quote", "\t", "a\tb", "\r\n", "e\u{301}\u{301}\u{301}", "漢字", "👩‍💻",
  ]

  /// Mixtures of pieces of the above, the same in every run.
  static func mixtures(_ count: Int) -> [String] {
    let pieces =
      [
        "::", ":", "#", "##", "[", "]", "vso", "teamcity", "error", "add-mask", " ", "\r", "\n", "\t", ";", ",", "=",
        "%", "0A", "25", "`", "|", "\\", "<", ">", "&", "@a", "\u{1B}", "\u{85}", "\u{2028}", "\u{200B}", "\u{202E}",
        "\u{3000}", "\u{A0}", "x", "é", "漢",
      ]
    var random = Random(state: 42)
    return (0..<count).map { _ in
      (0..<Int.random(in: 1...9, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
  }

  static let all = payloads + mixtures(2000)
}

/// SplitMix64.
private struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
