import Syntax

extension StringProtocol {
  /// What stands before the first such text, and what behind it; `nil` where there is none.
  func parted(by sign: String) -> (head: String, tail: String)? {
    let (bytes, sign) = (Array(utf8), Array(sign.utf8))
    guard let at = bytes.firstIndex(of: sign) else { return nil }
    return (String(decoding: bytes[..<at], as: UTF8.self), String(decoding: bytes[(at + sign.count)...], as: UTF8.self))
  }

  /// The pieces between such bytes, blanks around them left out.
  func pieces(between mark: Unicode.Scalar) -> [String] {
    utf8.split(separator: UInt8(ascii: mark), omittingEmptySubsequences: false).map { piece in
      let blank = UInt8(ascii: " ")
      let end = piece.lastIndex { $0 != blank }.map { piece.index(after: $0) } ?? piece.startIndex
      return String(decoding: piece[..<end].drop { $0 == blank }, as: UTF8.self)
    }
  }
}
