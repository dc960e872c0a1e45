import Model
import Syntax

extension ScriptReading {
  private static let mark = Array("sixgate:allow".utf8)

  /// Reads comments `sixgate:allow RULE WAIVER-ID`, about their line, or about the next too where they stand alone.
  mutating func readMarks() {
    guard file.firstIndex(of: ScriptReading.mark) != nil else { return }
    for (number, line) in ranges.enumerated() {
      guard script.marks.count < ScriptReading.mostCommands,
        let start = Array(file[line]).firstIndex(of: ScriptReading.mark).map({ line.lowerBound + $0 }),
        let comment = file[line.lowerBound..<start].last(where: { $0 > 0x20 }),
        comment == UInt8(ascii: "#") || comment == UInt8(ascii: "/") || comment == UInt8(ascii: "-")
      else { continue }
      let words = file[(start + ScriptReading.mark.count)..<line.upperBound].split { $0 <= 0x20 }
        .map { String(decoding: $0, as: UTF8.self) }
      guard words.count >= 2, words[0].utf8.count <= 100, words[1].utf8.count <= 100 else {
        trouble(
          "met sixgate:allow without its words, wanted sixgate:allow RULE WAIVER-ID",
          at: Location(script.path, line: number + 1))
        continue
      }
      let isAlone = file[line].first { $0 > 0x20 } == comment
      script.marks.append(
        WaiverMark(rule: RuleID(words[0]), waiver: words[1], lines: number + 1...number + (isAlone ? 2 : 1)))
    }
  }
}
