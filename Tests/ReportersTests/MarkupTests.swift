import Foundation
import Model
import Testing

@testable import Reporters

/// What reports hold that are XML, HTML, OpenMetrics or lists of places. Hostile texts are no arguments: a log shows those.
struct MarkupTests {
  @Test func `text in markup holds no markup`() {
    for text in HostileText.all {
      let scalars = Escaping.markup(text).unicodeScalars
      let isSafe = !scalars.contains { "<>\"'".unicodeScalars.contains($0) || Escaping.isHidden($0) }
      let references = scalars.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
      #expect(isSafe && references.allSatisfy { $0.contains(";") }, "\(text.debugDescription)")
    }
  }

  @Test func `a label does not end before its end`() {
    for text in HostileText.all {
      var isEscaped = false
      var isSafe = true
      for scalar in Escaping.label(text).unicodeScalars {
        isSafe = isSafe && !Escaping.isHidden(scalar) && (isEscaped || scalar != "\"")
        isEscaped = scalar == "\\" && !isEscaped
      }
      #expect(isSafe && !isEscaped, "\(text.debugDescription)")
    }
  }

  @Test func `a path in a URI is one of unreserved characters`() {
    let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/%".unicodeScalars)
    for text in HostileText.all {
      #expect(Escaping.uri(Path(text)).unicodeScalars.allSatisfy(allowed.contains), "\(text.debugDescription)")
    }
  }

  @Test func `what is no character of XML is replaced`() {
    #expect(Escaping.markup("a\u{FFFE}\u{FFFF}\u{0}") == "a\u{FFFD}\u{FFFD}\\u{0}")
  }

  @Test(arguments: Sample.all.map(\.name))
  func `the HTML report loads nothing and runs nothing but its own script`(_ name: String) throws {
    let sample = try #require(Sample.all.first { $0.name == name })
    let parts = Reporter.html.render(sample.report, Style()).components(
      separatedBy: "<script>\(HTMLScript.text)</script>")
    #expect(parts.count == 2)
    let page = parts.joined()
    for tag in page.split(separator: "<").map({ $0.prefix { $0 != ">" } }) {
      let name = tag.prefix { $0 != " " }.drop { $0 == "/" }
      #expect(!["script", "img", "link", "iframe", "object", "form", "base"].contains(String(name)))
      #expect(!tag.contains(" src=") && !tag.contains(" onerror=") && !tag.contains(" style="))
      #expect(!tag.contains(" href=") || tag.contains(" href=\"#"))
    }
  }

  @Test func `findings that are the same have fingerprints of their own`() {
    let finding = Finding(rule: "a.b", effect: .fail, message: "twice", location: Location("a", line: 1), remedy: "")
    let verdict = Verdict(gate: .coverage, outcome: .failed, findings: [finding, finding, finding])
    let told = Report(version: "0", change: .sample, verdicts: [verdict]).told
    #expect(told.map(\.fingerprint) == [finding.fingerprint, finding.fingerprint + "-2", finding.fingerprint + "-3"])
  }

  @Test func `a path outside of the repository is told as that of the policy`() {
    for path: Path in ["/etc/passwd", "../a", "c:/a", ""] { #expect(path.inRepository == nil) }
    #expect(Path("a/./b").inRepository == "a/b")
  }

  @Test func `so many findings are told that platforms take them, and the rest is counted`() {
    let findings = (1...12_000).map { (line: Int) in
      Finding(rule: "a.b", effect: .fail, message: "x", location: Location("a", line: line), remedy: "")
    }
    let report = Report(
      version: "0", change: .sample, verdicts: [Verdict(gate: .coverage, outcome: .failed, findings: findings)])
    #expect(Reporter.sarif.render(report, Style()).contains("7000 more findings are left out"))
    #expect(Reporter.junit.render(report, Style()).contains("11000 more are not listed"))
    #expect(Reporter.html.render(report, Style()).contains("… and 2000 more"))
  }
}
