extension String {
  /// The text, and where it speaks of secrets no word of what it quotes: some tools quote the secret that they found.
  var withoutQuotedSecrets: String {
    let bytes = Array(utf8)
    guard bytes.speakOfSecrets else { return self }
    var told: [UInt8] = []
    var open: UInt8?
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
}

/// In small letters.
private let wordsForSecrets = ["passw", "secret", "token", "credential", "api key", "apikey", "private key"].map {
  Array($0.utf8)
}

extension [UInt8] {
  /// Whether a word for secrets stands in it, in letters of either size.
  fileprivate var speakOfSecrets: Bool {
    let words = wordsForSecrets
    return indices.contains { place in
      let first = self[place].inSmall
      return words.contains { word in
        first == word[0] && place + word.count <= count
          && word.indices.allSatisfy { self[place + $0].inSmall == word[$0] }
      }
    }
  }
}

extension UInt8 {
  fileprivate var inSmall: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }

  fileprivate var isOfWord: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || self >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
