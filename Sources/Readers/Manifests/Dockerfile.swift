import Model
import Syntax

extension Reader {
  static let dockerfile = Reader(
    "dockerfile", gates: [.infrastructure],
    hints: ["**/{Dockerfile,Containerfile}*", "**/*.{Dockerfile,dockerfile}"],
    source: "Dockerfile reference: FROM, ARG, line continuation, here-documents"
  ) { head in
    guard let line = Dockerfile.instructions(head.bytes).first else { return false }
    return line.words.count > 1 && (line.name == "FROM" || line.name == "ARG")
  } read: { source, origin throws(ReadError) in
    var evidence = Evidence()
    evidence.manifests.images = try Dockerfile.images(source.rest(), at: origin)
    return evidence
  }
}

private enum Dockerfile {
  struct Instruction {
    var line: Int
    /// In capitals.
    var name: String
    var words: [String]

    /// The images and stages that files are copied or mounted from.
    var lenders: [String] {
      let options = words.dropFirst().prefix { $0.hasPrefix("--") }
      switch name {
      case "COPY", "ADD":
        return options.filter { $0.hasPrefix("--from=") }.map { String($0.dropFirst("--from=".count)) }
      case "RUN":
        return options.filter { $0.hasPrefix("--mount=") }.flatMap {
          $0.dropFirst("--mount=".count).split(separator: ",")
        }
        .filter { $0.hasPrefix("from=") }.map { String($0.dropFirst("from=".count)) }
      default: return []
      }
    }
  }

  /// The images that stages begin with or take files from: neither earlier stages nor the empty one.
  static func images(_ bytes: [UInt8], at origin: Path) throws(ReadError) -> [ImageUse] {
    var (stages, arguments): (Set<String>, [String: String]) = ([], [:])
    var uses: [ImageUse] = []
    for instruction in instructions(bytes) {
      let operands = instruction.words.dropFirst().drop { $0.hasPrefix("--") }
      if instruction.name == "ARG", uses.isEmpty {
        for word in operands { define(word, &arguments) }
      }
      for image in instruction.lenders {
        let resolved = Interpolation.resolved(image) { arguments[$0] }
        if Int(resolved) == nil, !stages.contains(capitals(resolved)) {
          uses.append(ImageUse(resolved, at: Location(origin, line: instruction.line)))
        }
      }
      guard instruction.name == "FROM" else { continue }
      guard let image = operands.first else {
        throw ReadError(line: instruction.line, met: "FROM without an image", wanted: "FROM IMAGE")
      }
      let resolved = Interpolation.resolved(image) { arguments[$0] }
      if resolved != "scratch", !stages.contains(capitals(resolved)) {
        uses.append(ImageUse(resolved, at: Location(origin, line: instruction.line)))
      }
      let rest = operands.dropFirst()
      if rest.count == 2, let word = rest.first, capitals(word) == "AS", let name = rest.last {
        stages.insert(capitals(name))
      }
    }
    return uses
  }

  /// A variable with the value that it has when nobody gives it another.
  private static func define(_ word: String, _ arguments: inout [String: String]) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return }
    let bare = parts[1].utf8.filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
    let known = arguments
    arguments[String(parts[0])] = Interpolation.resolved(String(decoding: bare, as: UTF8.self)) { known[$0] }
  }

  private static func capitals(_ word: String) -> String {
    String(decoding: word.utf8.map { $0 >= 0x61 && $0 <= 0x7A ? $0 - 0x20 : $0 }, as: UTF8.self)
  }

  /// Line by line, continued lines as one; comments and here-documents left out.
  static func instructions(_ bytes: [UInt8]) -> [Instruction] {
    var (instructions, open, marks): ([Instruction], Instruction?, [ArraySlice<UInt8>]) = ([], nil, [])
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let text = line.trimmed
      if let mark = marks.first {
        if text == mark { marks.removeFirst() }
        continue
      }
      if text.isEmpty || text.first == UInt8(ascii: "#") { continue }
      let isContinued = text.last == UInt8(ascii: "\\")
      let words = (isContinued ? text.dropLast() : text).split { $0 == 0x20 || $0 == 0x09 }
      let texts = words.map { String(decoding: $0, as: UTF8.self) }
      var instruction = open ?? Instruction(line: number + 1, name: capitals(texts.first ?? ""), words: [])
      instruction.words += texts
      open = isContinued ? instruction : nil
      if !isContinued { instructions.append(instruction) }
      if ["RUN", "COPY", "ADD"].contains(instruction.name) { marks += words.compactMap(\.hereDocument) }
    }
    return instructions + (open.map { [$0] } ?? [])
  }
}

extension ArraySlice<UInt8> {
  /// The word that ends a here-document, where a word such as `<<-"EOF"` begins one.
  fileprivate var hereDocument: ArraySlice? {
    guard starts(with: "<<".utf8) else { return nil }
    let word = dropFirst(2).drop { $0 == UInt8(ascii: "-") }
    let bare = word.drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    let name = bare.prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") }
    return name.isEmpty || name.first == UInt8(ascii: "<") ? nil : name
  }
}
