import Syntax
import Testing

/// What a handler hears of XML.
struct XMLTests {
  @Test func `elements are told in their order, with their attributes`() throws {
    #expect(try hearing("<a v='1'><b/><c w=\"2\" v=\"\"></c></a>") == "<a v=1 <b b> <? v= w=2 ?> a>")
    #expect(try hearing("<a/>") == "<a a>")
    #expect(try hearing("<ab/>") == "<? ?>")
    #expect(try hearing("<a vv='1'/>") == "<a a>")
  }

  @Test func `only text that was asked for is told, up to the next tag`() throws {
    #expect(try hearing("<a>no<b>yes<a>no</a>no</b>no</a>") == "<a <b \"yes\" <a a> b> a>")
    #expect(try hearing("<b> \n </b>") == "<b \" \n \" b>")
    #expect(try hearing("<b></b>") == "<b b>")
  }

  @Test func `sections, comments and instructions are no borders of text`() throws {
    #expect(try hearing("<b>1<![CDATA[<2>&amp;]]>3<!-- 4 --><?five 6?>7</b>") == "<b \"1<2>&amp;37\" b>")
    #expect(try hearing("<b><![CDATA[]]></b>") == "<b b>")
    #expect(try hearing("<b><![CDATA[]]]]><![CDATA[>]]></b>") == "<b \"]]>\" b>")
  }

  @Test func `escapes are resolved once`() throws {
    #expect(try hearing("<b>&lt;&amp;amp;&#233;&#x1F600;&quot;</b>") == "<b \"<&amp;é😀\"\" b>")
    #expect(try hearing("<a v='&lt;&amp;amp;&#38;&#233;&quot;&apos;&gt;'/>") == "<a v=<&amp;&é\"'> a>")
    #expect(try hearing("<a v='&amp;' w='a&amp;b&amp;'/>") == "<a v=& w=a&b& a>")
    #expect(try hearing("<a v='&#38;#38;'/>") == "<a v=&#38; a>")
  }

  @Test func `blanks in attributes are spaces, unless they are escaped`() throws {
    #expect(try hearing("<a v='1\n2\t3&#10;4'/>") == "<a v=1 2 3\n4 a>")
  }

  @Test func `prefixes are dropped, declared or not`() throws {
    #expect(try hearing("<x:a xmlns:x='y' x:v='1'/>") == "<a v=1 a>")
    #expect(try hearing("<a xmlns='y' v='1'/>") == "<a v=1 a>")
    #expect(try hearing("<x:a x:v='1'><x:b>t</x:b></x:a>") == "<a v=1 <b \"t\" b> a>")
  }

  @Test func `a document type without entities is passed over`() throws {
    #expect(try hearing("<!DOCTYPE a SYSTEM 'http://example.com/no.dtd'><a/>") == "<a a>")
    #expect(try hearing("<!DOCTYPE a PUBLIC 'p' 'file:///etc/passwd'><a/>") == "<a a>")
    #expect(try hearing("<!DOCTYPE a [<!ELEMENT a ANY>]><a/>") == "<a a>")
  }

  @Test func `what a document type says of attributes is not believed`() throws {
    #expect(try hearing("<!DOCTYPE a [<!ATTLIST a v CDATA '9'>]><a w='1'/>") == "<a w=1 a>")
    #expect(try hearing("<!DOCTYPE a [<!ATTLIST a v CDATA '9'>]><a v='1'/>") == "<a v=1 a>")
  }

  @Test(arguments: 1...40)
  func `tokens may be cut by blocks of any size`(_ blockSize: Int) throws {
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>\r
      <!DOCTYPE a SYSTEM "x.dtd">
      <!-- a comment with <a> in it -->
      <x:a xmlns:x="y" v="größer > kleiner" w="&lt;&amp;&#233;">
      <b>1 &amp; 2<![CDATA[<three> ]] é]]> 😀</b><?go on?>
      <b v='"'/></x:a >
      """
    #expect(try hearing(text, blockSize: blockSize) == hearing(text))
  }

  @Test func `a chunk's end may be anywhere in a long text`() throws {
    let piece = "<b v='ä'>é&amp;<![CDATA[😀]]></b>"
    let told = " <b v=ä \"é&😀\" b>"
    for count in [820, 2000] {
      let text = "<a>" + String(repeating: piece, count: count) + "</a>"
      let heard = try hearing(text, blockSize: 40_000)
      #expect(heard.hasPrefix("<a" + told + told + told))
      #expect(try hearing(text, blockSize: 4093) == heard)
    }
  }

  @Test func `a handler's error comes with the line where it was thrown`() {
    let error = refusal { () throws(ReadError) in _ = try hearing("<a>\n<b/>\n\n<b/></a>", limit: 2) }
    #expect(error == ReadError(line: 4, met: "one element more", wanted: "2"))
  }

  @Test(
    arguments: [
      ("12", 12), (" 12\n", 12), ("-3", -3), ("+3", 3), ("007", 7), ("9223372036854775807", Int.max),
      ("9223372036854775808", nil), ("123456789012345678901234567890", nil), ("", nil), (" ", nil), ("1.0", nil),
      ("1 2", nil), ("1e3", nil), ("0x1", nil), ("½", nil), ("&amp;", nil),
    ] as [(String, Int?)])
  func `whole numbers are read, and nothing else as one`(_ text: String, _ number: Int?) throws {
    struct Numbers: XMLHandler {
      var numbers: [Int?] = []
      mutating func open(_ element: XMLElement) {
        numbers = [element.integer("v"), element["v"]?.integer, element.integer("w")]
      }
      func close(_ name: XMLName) {}
      func take(_ text: Span<UInt8>) {}
    }
    var source = try ByteSource(Array("<a v='\(text)'/>".utf8))
    var handler = Numbers()
    try readXML(&source, into: &handler)
    #expect(handler.numbers == [number, number, nil])
  }
}
