import Model

/// Lines among the events that are none. Versions before 1.24 tell in such what does not build.
struct GoLines {
  /// Packages that do not build, and what was told of them.
  private var broken: [(package: String, words: FailureText)] = []
  /// What was told since the last of them.
  private var words = FailureText()
  /// Whether what is told first began in these lines.
  private var beginsHere = false

  mutating func take(_ line: String) {
    if line.hasPrefix("# ") {
      words = FailureText()
      if broken.isEmpty { beginsHere = true }
    }
    words.append(line + "\n")
    guard line.hasPrefix("FAIL\t") else { return }
    broken.append((String(line.dropFirst("FAIL\t".count)).bounded, words))
    words = FailureText()
  }

  /// Takes lines that came later.
  mutating func append(_ later: GoLines) {
    var later = later
    if !later.beginsHere {
      if later.broken.isEmpty {
        words.append(later.words)
        later.words = words
      } else {
        words.append(later.broken[0].words)
        later.broken[0].words = words
      }
    }
    beginsHere = beginsHere || broken.isEmpty && later.beginsHere
    broken += later.broken
    words = later.words
  }

  var troubles: [TestTrouble] {
    broken.map { TestTrouble(.broken, "\($0.package), so that it ran no test: \($0.words.text)") }
  }
}
