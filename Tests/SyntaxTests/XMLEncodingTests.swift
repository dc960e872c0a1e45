import Syntax
import Testing

/// Whatever encoding XML is in, handlers hear UTF-8.
struct XMLEncodingTests {
  private let body = "<b v='é€'>ä😀</b>"
  private let told = "<b v=é€ \"ä😀\" b>"

  private func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      return isLittle ? bytes : bytes.reversed()
    }
  }

  @Test(arguments: [1, 2, 3, 64, 4096])
  func `UTF-8 may say so, with a mark or without`(_ blockSize: Int) throws {
    for declaration in ["", "<?xml version='1.0'?>", "<?xml version=\"1.0\" encoding=\"utf-8\" standalone='yes'?>"] {
      let text = Array((declaration + body).utf8)
      #expect(try hearing(text, blockSize: blockSize) == told)
      #expect(try hearing([0xEF, 0xBB, 0xBF] + text, blockSize: blockSize) == told)
    }
  }

  @Test(arguments: [1, 2, 3, 64, 4096])
  func `UTF-16 is known by its mark or by its first bytes`(_ blockSize: Int) throws {
    for isLittle in [true, false] {
      let text = "<?xml version='1.0' encoding='UTF-16'?>" + body
      #expect(try hearing(utf16("\u{FEFF}" + text, isLittle: isLittle), blockSize: blockSize) == told)
      #expect(try hearing(utf16("\u{FEFF}" + body, isLittle: isLittle), blockSize: blockSize) == told)
      #expect(try hearing(utf16(text, isLittle: isLittle), blockSize: blockSize) == told)
    }
  }

  @Test func `UTF-8 that says it is UTF-16 is UTF-8`() throws {
    for name in ["UTF-16", "utf-16le", "UTF-16BE"] {
      #expect(try hearing("<?xml version='1.0' encoding='\(name)'?>" + body) == told)
    }
    #expect(try hearing("\u{FEFF}<?xml version='1.0' encoding='utf-16'?>" + body) == told)
  }

  @Test(arguments: ["ISO-8859-1", "iso-8859-1", "latin1", "windows-1252", "CP1252"])
  func `one byte a character is decoded`(_ name: String) throws {
    let text = Array("<?xml version='1.0' encoding=\"\(name)\"?><b v='".utf8) + [0xE9] + Array("'/>".utf8)
    for blockSize in [1, 5, 4096] { #expect(try hearing(text, blockSize: blockSize) == "<b v=é b>") }
  }

  @Test func `windows-1252 has letters where ISO-8859-1 has controls`() throws {
    let text = Array("<?xml version='1.0' encoding='windows-1252'?><b>".utf8) + [0x80, 0x99] + Array("</b>".utf8)
    #expect(try hearing(text) == "<b \"€™\" b>")
  }

  @Test(arguments: ["UTF-7", "ISO-8859-15", "Shift_JIS", "EBCDIC-CP-US", "UCS-4", "x", ""])
  func `any other encoding is refused by its name`(_ name: String) {
    let error = refusal(ofXML: "<?xml version='1.0' encoding='\(name)'?><a/>")
    #expect(error?.met == "the encoding \(name.lowercased())")
    #expect(error?.wanted == "UTF-8, UTF-16, ISO-8859-1 or windows-1252")
  }

  @Test func `blanks before the declaration are dropped`() throws {
    #expect(try hearing("\r\n \t<?xml version='1.0'?><a/>") == "<a a>")
    #expect(try hearing(String(repeating: "\n", count: 5000) + "<?xml version='1.0'?><a/>") == "<a a>")
    let latin = Array("\n<?xml version='1.0' encoding='latin1'?><b>".utf8) + [0xE4] + Array("</b>".utf8)
    #expect(try hearing(latin) == "<b \"ä\" b>")
  }

  @Test func `bytes that XML forbids cost no more than themselves`() throws {
    #expect(try hearing("<b v='\u{0}\u{1B}[31m'>\u{8}x\u{B}\u{C}\u{1F}\t\r\n</b>") == "<b v=??[31m \"?x???\t\n\" b>")
    #expect(try hearing("<a>\u{0}<a/>\u{0}<a/></a>") == "<a <a a> <a a> a>")
    let long = String(repeating: "x", count: 127) + "\u{1}"
    #expect(
      try hearing("<b>" + long + long + "</b>") == "<b \""
        + (long + long).map { $0 == "\u{1}" ? "?" : String($0) }.joined() + "\" b>")
  }

  @Test func `bytes that are no UTF-8 are refused`() {
    for bytes: [UInt8] in [
      [0xFF], [0xC3], [0xE9, 0x20], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
    ] {
      #expect(refusal(ofXML: Array("<b>\n".utf8) + bytes + Array("</b>".utf8))?.line == 2)
      #expect(refusal(ofXML: Array("<a v='".utf8) + bytes + Array("'/>".utf8)) != nil)
    }
  }
}
