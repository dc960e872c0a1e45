extension String {
  /// The text, and where it speaks of secrets no word of what it quotes: some tools quote the secret that they found.
  var withoutQuotedSecrets: String {
    let bytes = Array(utf8)
    guard bytes[...].speakOfSecrets else { return self }
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

/// A bit for each three letters that such a word begins with, in five bits a letter.
private let beginnings = wordsForSecrets.reduce(into: [UInt64](repeating: 0, count: 1 << 9)) { bits, word in
  let three = word.prefix(3).reduce(0) { $0 << 5 | Int($1 & 31) }
  bits[three >> 6] |= 1 << UInt64(three & 63)
}

extension ArraySlice<UInt8> {
  /// Whether a word for secrets stands in it, in letters of either size.
  @_optimize(speed)
  var speakOfSecrets: Bool {
    let (bytes, beginnings) = (span, beginnings.span)
    var last = 0
    for at in bytes.indices {
      // A glance at the last three letters; few words begin like that.
      last = (last << 5 | Int(bytes[at] & 31)) & 0x7FFF
      guard beginnings[last >> 6] >> UInt64(last & 63) & 1 == 1, at > 1 else { continue }
      let rest = self[(startIndex + at - 2)...]
      if wordsForSecrets.contains(where: rest.beginsInEitherSize) { return true }
    }
    return false
  }

  private func beginsInEitherSize(_ word: [UInt8]) -> Bool {
    count >= word.count && zip(self, word).allSatisfy { $0.inSmall == $1 }
  }
}

extension UInt8 {
  fileprivate var inSmall: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }

  fileprivate var isOfWord: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || self >= 0x80
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
