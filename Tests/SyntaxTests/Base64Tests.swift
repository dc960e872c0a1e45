import Testing

@testable import Syntax

struct Base64Tests {
  /// - Source: RFC 4648, section 10
  @Test(arguments: [
    ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmE=", "fooba"),
    ("Zm9vYmFy", "foobar"), ("Zm9vYg", "foob"),
  ])
  func `base64 stands for bytes, padded or not`(_ text: String, _ bytes: String) {
    #expect(base64Decoded(text.utf8) == Array(bytes.utf8))
  }

  @Test func `the highest digits are read too`() {
    #expect(base64Decoded("+/+/".utf8) == [0xFB, 0xFF, 0xBF])
  }

  @Test(arguments: ["Z", "Zm9vY", "Zm9*", "Zm 9v", "Zg==Zg==", "é"])
  func `what is no base64 is none`(_ text: String) {
    #expect(base64Decoded(text.utf8) == nil)
  }
}

struct InflatedTests {
  /// What zlib makes of 5000 zeros.
  private let zeros: [UInt8] = [
    0x78, 0x9C, 0xED, 0xC1, 0x31, 0x01, 0x00, 0x00, 0x00, 0xC2, 0xA0, 0xF5, 0x4F, 0x6D, 0x0A, 0x3F, 0xA0, 0x00, 0x00,
    0x00, 0x00, 0x80, 0xB7, 0x01, 0x13, 0x88, 0x00, 0x01,
  ]

  @Test func `a few bytes of zlib are inflated`() throws {
    #expect(try inflated(zeros, atMost: 5000) == [UInt8](repeating: 0, count: 5000))
  }

  @Test func `a bomb is refused`() throws {
    #expect(throws: ReadError.self) { try inflated(zeros, atMost: 4999) }
  }

  @Test func `what was cut short or is none is refused`() throws {
    #expect(throws: ReadError.self) { try inflated(Array(zeros.dropLast(8)), atMost: 5000) }
    #expect(throws: ReadError.self) { try inflated([1, 2, 3, 4], atMost: 5000) }
  }
}
