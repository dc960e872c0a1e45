extension String {
  /// The text, and where it speaks of secrets no word of what it quotes: some tools quote the secret that they found.
  var withoutQuotedSecrets: String {
    guard String.wordsForSecrets.contains(where: utf8.hold) else { return self }
    var told: [UInt8] = []
    var open: UInt8?
    let bytes = Array(utf8)
    for (place, byte) in bytes.enumerated() {
      let isQuote = String.quotes.contains(byte)
      if let quote = open {
        // A quote between letters is part of what is quoted, or an apostrophe.
        guard byte == quote, !(place + 1 < bytes.count && bytes[place + 1].isOfWord) else { continue }
        open = nil
        told += Array("…".utf8)
      } else if isQuote, !(place > 0 && bytes[place - 1].isOfWord) {
        open = byte
      }
      told.append(byte)
    }
    if open != nil { told += Array("…".utf8) }
    return String(decoding: told, as: UTF8.self)
  }

  private static let quotes: [UInt8] = Array("'\"`".utf8)
  /// In small letters.
  private static let wordsForSecrets = ["passw", "secret", "token", "credential", "api key", "apikey", "private key"]
}

extension String.UTF8View {
  /// Whether a word of small letters stands in it, in letters of either size.
  fileprivate func hold(_ word: String) -> Bool {
    let wanted = Array(word.utf8)
    let bytes = map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    guard bytes.count >= wanted.count else { return false }
    return (0...bytes.count - wanted.count).contains { bytes[$0...].starts(with: wanted) }
  }
}

extension UInt8 {
  fileprivate var isOfWord: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || self >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
