import Model

/// Puts weaknesses into words, one after the other.
struct WeaknessWords {
  private let policy: Policy.Security
  private var text: [UInt8] = []

  init(under policy: Policy.Security) { self.policy = policy }

  mutating func tell(_ weakness: Weakness) -> String {
    text.removeAll(keepingCapacity: true)
    let texts = weakness.texts(weakness.first)
    let title = texts.bytes(weakness.first.row.title) ?? []
    // Of most things there is nothing to choose from, and their texts are taken as they stand.
    if let row = weakness.plainRow {
      tellName(row, texts)
      tellTitle(title)
      if row.isLabelled { text += texts.bytes(row.ratedBy) ?? [] } else { tellRating(weakness) }
      tellFix(texts.bytes(row.fixedIn), row.kind)
      text += weakness.tool(weakness.first).utf8
    } else {
      tellNames(weakness)
      tellTitle(title)
      tellRating(weakness)
      let fixes = weakness.fixes
      tellFix(fixes.isEmpty ? nil : Array(fixes.joined(separator: ", ").utf8)[...], weakness.kind)
      text += weakness.tools.joined(separator: ", ").utf8
    }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func tellName(_ row: ScanFindings.Row, _ texts: TextTable) {
    text += texts.bytes(row.id) ?? []
    guard let package = texts.bytes(row.package) else { return }
    text += " in ".utf8
    text += package
    guard let version = texts.bytes(row.version), !version.isEmpty else { return }
    text.append(UInt8(ascii: " "))
    text += version
  }

  private mutating func tellNames(_ weakness: Weakness) {
    let (names, components) = (weakness.names, weakness.components)
    text += names[0].utf8
    if names.count > 1 { text += " (\(names.dropFirst().prefix(3).joined(separator: ", ")))".utf8 }
    if !components.isEmpty { text += " in \(components.joined(separator: ", "))".utf8 }
  }

  private mutating func tellTitle(_ title: ArraySlice<UInt8>) {
    text += ": ".utf8
    if title.speakOfSecrets {
      text += String(decoding: title, as: UTF8.self).withoutQuotedSecrets.utf8
    } else {
      text += title
    }
    text += " (".utf8
  }

  private mutating func tellRating(_ weakness: Weakness) { text += weakness.rating(under: policy).by.utf8 }

  private mutating func tellFix(_ fix: ArraySlice<UInt8>?, _ kind: ScanFinding.Kind) {
    text.append(UInt8(ascii: ")"))
    if let fix {
      text += "; fixed in ".utf8
      text += fix
    } else if kind == .vulnerability {
      text += "; no fix is known".utf8
    }
    text += "; found by ".utf8
  }
}
