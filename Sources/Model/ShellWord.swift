extension String {
  /// The text as one word of a POSIX shell: as it is where nothing in it means anything there, else between quotation marks.
  package var shellWord: String {
    let isPlain = utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "-_./:@%+=,".utf8.contains(byte)
      }
    }
    if isPlain && !isEmpty { return self }
    let quoted = unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined()
    return "'\(quoted)'"
  }
}
