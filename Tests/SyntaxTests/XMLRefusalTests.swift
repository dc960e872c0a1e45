import Syntax
import Testing

/// XML that is broken, or made to cost time, memory or secrets.
struct XMLRefusalTests {
  @Test(arguments: [
    "", " ", "a", "<", "<a", "<a>", "<a></b>", "<a><b></a></b>", "</a>", "<a/><a/>", "<a/>a",
    "<a/><?xml version='1.0'?><a/>",
    "<a v/>", "<a v=1/>", "<a v='1' v='2'/>", "<a v='<'/>", "<a v='1/>", "< a/>", "<1/>", "<a>&</a>", "<a>&b</a>",
    "<a>]]></a>", "<a><!-- -- --></a>", "<a><!-- </a>", "<a><![CDATA[</a>", "<a>&#0;</a>", "<a>&#27;</a>",
    "<a>&#xD800;</a>",
    "<!DOCTYPE a", "<!DOCTYPE a>", "<!DOCTYPE a [", "<?xml version='1.0'", "{\"a\": 1}", "%PDF-1.7",
  ])
  func `what is not well-formed is refused, in blocks of any size`(_ text: String) {
    for blockSize in [1, 2, 3, 7, Int.max] {
      let error = refusal(ofXML: text, blockSize: blockSize)
      #expect(error?.wanted == "well-formed XML to its end", "\(text) in blocks of \(blockSize)")
      #expect((error?.line ?? 0) > 0)
    }
  }

  @Test func `a text cut anywhere is refused`() {
    let text = "<?xml version='1.0'?><!DOCTYPE a><a v='1'><b>x<![CDATA[y]]>&amp;é</b><!-- c --><?d e?></a>"
    for count in 0..<text.utf8.count {
      #expect(refusal(ofXML: Array(text.utf8.prefix(count))) != nil, "cut at \(count)")
    }
  }

  @Test(arguments: [
    "<!ENTITY b 'c'>", "<!ENTITY b SYSTEM 'file:///etc/passwd'>", "<!ENTITY b PUBLIC 'p' 'http://example.com/'>",
    "<!ENTITY % b 'c'>", "<!ENTITY % b SYSTEM 'file:///etc/passwd'> %b;", "<!ENTITY b '&b;'>",
    "<!ENTITY b 'x'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'>",
  ])
  func `a declared entity is refused, used or not`(_ declaration: String) {
    for body in ["", "&b;", "&d;&d;&d;&d;"] {
      let error = refusal(ofXML: "<!DOCTYPE a [\(declaration)]>\n<a v='\(body)'>\(body)</a>")
      #expect(error == ReadError(line: 1, met: "a declared entity", wanted: "none: they are not followed"))
    }
  }

  @Test func `an entity that nobody declares is refused, in text and in attributes`() {
    for type in ["", "<!DOCTYPE a SYSTEM 'http://example.com/no.dtd'>"] {
      #expect(refusal(ofXML: type + "<b>1&c;2</b>") != nil)
      #expect(refusal(ofXML: type + "<a v='1&c;2'/>") != nil)
    }
  }

  @Test func `256 attributes are read and more refused`() throws {
    func tag(_ count: Int) -> String { "<a " + (0..<count).map { "v\($0)='' " }.joined() + "/>" }
    #expect(try hearing(tag(256)) == "<a a>")
    #expect(refusal(ofXML: tag(257))?.met == "257 attributes in one tag")
  }

  @Test func `so many attributes that comparing them takes seconds are not compared`() {
    let tag = "<a " + (0..<100_000).map { "v\($0)='' " }.joined() + "/>"
    let taken = ContinuousClock().measure {
      #expect(refusal(ofXML: tag, blockSize: 256 * 1024)?.met == "a tag of more than 256 KiB")
    }
    #expect(taken < .seconds(5))
  }

  @Test(arguments: [1000, 40_000, 256 * 1024])
  func `a tag of a megabyte is refused`(_ blockSize: Int) {
    let value = String(repeating: "x", count: 1 << 20)
    for text in ["<a v='\(value)'/>", "<a><\(value)/></a>", "<a><b/></a\(value)>", "<a v='\(value)"] {
      #expect(refusal(ofXML: text, blockSize: blockSize)?.met == "a tag of more than 256 KiB")
    }
  }

  @Test func `long text, comments and sections are no tags`() throws {
    let long = String(repeating: "x<", count: 300_000)
    let plain = String(repeating: "x", count: 600_000)
    #expect(try hearing("<a>\(plain)<!--\(long)--><![CDATA[\(long)]]></a>", blockSize: 256 * 1024) == "<a a>")
  }

  @Test func `256 levels are read and more refused`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<c>", count: depth) + String(repeating: "</c>", count: depth)
    }
    #expect(try hearing(nested(256)).hasPrefix("<? <?"))
    #expect(refusal(ofXML: nested(257))?.met == "elements nested more than 256 deep")
    #expect(refusal(ofXML: String(repeating: "<c>", count: 100_000))?.met == "elements nested more than 256 deep")
  }

  @Test func `an error tells the line, and of two the first`() {
    #expect(refusal(ofXML: "<a>\n\n<b>\n</c></a>")?.line == 4)
    #expect(refusal(ofXML: "<a>\n&b;\n</c>")?.line == 2)
  }
}
