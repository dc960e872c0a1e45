import Testing

@testable import Reporters

/// The cases are no arguments: a log shows those, and some would be commands in it.
struct EscapingTests {
  @Test func `the reader of commands knows them`() {
    let commands = [
      "::error::x", "foo\r::add-mask::e", "\u{3000}::error::x", "| foo ##[add-mask]e", "tests/a##[error]b.py: ok",
      "##[stop-commands]tok", "##vso[task.logissue]x", "##teamcity[buildProblem]",
    ]
    for text in commands { #expect(WorkflowCommand.all(in: text).count == 1) }
    for text in ["foo ::error::x", "\u{1B}[31m::error::x", "::x"] { #expect(WorkflowCommand.all(in: text).isEmpty) }
    let full = WorkflowCommand.all(in: "  ::error file=a%3Ab,line=3::100%25%0Ab").first
    #expect(full?.properties == ["file": "a:b", "line": "3"])
    #expect(full?.data == "100%\nb")
  }

  @Test func `a terminal sees what is hidden`() {
    let cases = [
      ("plain text, é, 漢字", "plain text, é, 漢字"),
      ("two\nlines\r\n\tand a tab", #"two\nlines\r\n\tand a tab"#),
      ("\u{1B}[31mred\u{7F}\u{9B}", #"\u{1b}[31mred\u{7f}\u{9b}"#),
      ("\u{202E}exe.\u{2066}\u{200B}", #"\u{202e}exe.\u{2066}\u{200b}"#),
      ("  ::error::x", #"  \::error::x"#),
      ("a ::error::x", "a ::error::x"),
      ("a##[error]b", #"a##\[error]b"#),
      ("##VSO[a] ##teamcity[b] ###[c]", ##"##VSO\[a] ##teamcity\[b] ###\[c]"##),
      ("# [a] ##a b[c]", "# [a] ##a b[c]"),
    ]
    for (text, shown) in cases { #expect(Escaping.terminal(text) == shown) }
  }

  @Test func `no text makes a command of a line in a log`() {
    for text in HostileText.all {
      #expect(WorkflowCommand.all(in: Escaping.terminal(text)).isEmpty, "\(text.debugDescription)")
      for line in text.unicodeScalars.split(whereSeparator: { $0 == "\n" || $0 == "\r" }) {
        #expect(WorkflowCommand.all(in: Escaping.log(String(line))).isEmpty, "\(text.debugDescription)")
      }
    }
  }

  @Test func `a text for a terminal is one line in which nothing is hidden`() {
    for text in HostileText.all {
      #expect(!Escaping.terminal(text).unicodeScalars.contains(where: Escaping.isHidden), "\(text.debugDescription)")
    }
  }

  @Test func `what is made safe for a log stays as it is the second time`() {
    for text in HostileText.all {
      let once = Escaping.terminal(text)
      #expect(Escaping.terminal(once) == once)
    }
  }

  @Test func `a workflow command carries any text as its data and as a property`() {
    for text in HostileText.all {
      let line =
        "::error file=\(Escaping.commandProperty(text)),title=\(Escaping.commandProperty(text))"
        + "::\(Escaping.commandData(text))"
      let commands = WorkflowCommand.all(in: line)
      #expect(commands.count == 1)
      #expect(commands.first?.name == "error")
      #expect(commands.first?.data.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
      let given = text.isEmpty ? [:] : ["file": text, "title": text]
      #expect(commands.first?.properties == given, "\(text.debugDescription)")
    }
  }

  @Test func `a code span holds its text`() {
    let cases = [
      ("a_b", "`a_b`"), ("", ""), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("a|b", #"`a\|b`"#), ("a\nb", "`a b`"),
      ("\u{202E}a", "`\u{FFFD}a`"), (" ", "` `"), (" a ", "`  a  `"),
      // Markdown is printed to logs too.
      ("##[error]x", #"`##\[error]x`"#), ("##vso[x]", #"`##vso\[x]`"#),
    ]
    for (text, span) in cases { #expect(Escaping.codeSpan(text) == span) }
  }

  @Test func `a block of code is no command of a log`() {
    #expect(Escaping.codeBlock(["##vso[x]", "::error::x"]) == "```sh\n##vso\\[x]\n\\::error::x\n```\n")
  }

  @Test func `a string of JSON is no command of a log, and hides nothing`() {
    let cases = [
      ("##[error]", "\"#\\u0023[error]\""), ("#1", ##""#1""##), ("\u{202E}a", #""\u202ea""#),
      ("\u{E0001}", #""\udb40\udc01""#), ("é[a]", #""é[a]""#), ("a[b]", #""a[b]""#),
    ]
    for (text, written) in cases { #expect(JSON.string(text).compact == written) }
  }

  @Test func `plain Markdown is text and nothing else`() {
    let cases = [
      ("a b", "a b"), ("<b>", "&#60;b&#62;"), ("a|b", "a&#124;b"), ("a\r\nb", "a  b"), ("&#96;", "&#38;&#35;96&#59;"),
    ]
    for (text, plain) in cases { #expect(Escaping.markdown(text) == plain) }
  }

  @Test func `plain Markdown leaves no character that Markdown knows`() {
    for text in HostileText.all {
      let bare = Escaping.markdown(text).replacing(/&#[0-9]+;/, with: "")
      let isPlain = bare.unicodeScalars.allSatisfy {
        !Escaping.isHidden($0) && !Escaping.isPunctuation($0)
      }
      #expect(isPlain, "\(text.debugDescription)")
    }
  }

  @Test func `a code span ends where it should`() {
    for text in HostileText.all where !text.isEmpty {
      let span = Escaping.codeSpan(text).unicodeScalars
      let fence = span.prefix { $0 == "`" }
      let inside = span.dropFirst(fence.count).dropLast(fence.count)
      let runs = inside.split { $0 != "`" }.map(\.count)
      #expect(!fence.isEmpty && !runs.contains(fence.count), "\(text.debugDescription)")
      #expect(!inside.contains(where: Escaping.isHidden))
      let pipes = zip(inside, inside.dropFirst()).count { $0 != "\\" && $1 == "|" }
      #expect(pipes == 0 && inside.first != "|", "\(text.debugDescription)")
    }
  }

  /// A cost that grows faster than the text would take minutes here.
  @Test func `a megabyte of hostile text is told at once`() {
    let text = String(repeating: "::##[`|\u{202E}x", count: 90_000)
    for reporter in Reporter.all {
      #expect(!reporter.render(.holding(text), Style()).isEmpty)
    }
  }
}
