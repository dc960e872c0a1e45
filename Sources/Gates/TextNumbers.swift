import Model

/// Numbers from 0 for texts of several tables: a text has the same one wherever it stands.
struct TextNumbers {
  /// What of a text counts.
  enum Reading: Int, CaseIterable {
    case whole
    /// The name of a vulnerability, whose letters may be of either size.
    case name
    /// The name of a package, without what some tools leave out.
    case package
  }

  fileprivate struct Text: Hashable {
    let bytes: ArraySlice<UInt8>
  }

  /// A text that was met lately. There are few of these, however many texts a table has that many scans share.
  private struct Recent {
    static let most = 1 << 14
    var table = -1
    var place: Int32 = -1
    var number: Int32 = -1
  }

  private var numbers: [Text: Int32] = [:]
  /// By the way they are read, and by place.
  private var recent: [[Recent]]
  /// By their numbers.
  private(set) var texts: [ArraySlice<UInt8>] = []

  /// - Parameter count: how often a number will be asked for.
  init(for count: Int) {
    let slots = [Recent](repeating: Recent(), count: min(max(count, 1), Recent.most))
    recent = Reading.allCases.map { _ in slots }
  }

  /// The number of a text of a table; -1 for none.
  mutating func number(of place: Int32, in texts: TextTable, _ table: Int, as reading: Reading = .whole) -> Int32 {
    guard let text = texts.bytes(place) else { return -1 }
    let (way, slot) = (reading.rawValue, Int(place) % recent[0].count)
    let last = recent[way][slot]
    if last.place == place, last.table == table { return last.number }
    let number = number(of: text, as: reading)
    recent[way][slot] = Recent(table: table, place: place, number: number)
    return number
  }

  /// The number of a text that has one; `nil` for any other.
  func known(_ place: Int32, in texts: TextTable) -> Int32? {
    texts.bytes(place).flatMap { numbers[Text(bytes: $0)] }
  }

  mutating func number(of text: ArraySlice<UInt8>, as reading: Reading = .whole) -> Int32 {
    let read =
      switch reading {
      case .whole: text
      case .name: text.inCapitals
      case .package: text.packageWithoutGroup
      }
    let next = Int32(clamping: texts.count)
    let number = numbers.value(of: Text(bytes: read), orInsert: next)
    if number == next { texts.append(read) }
    return number
  }
}

extension TextNumbers.Text {
  static func == (a: Self, b: Self) -> Bool { a.bytes.span.isEqual(to: b.bytes.span) }
  func hash(into hasher: inout Hasher) { bytes.span.hash(into: &hasher) }
}

extension Dictionary {
  /// The value of a key, which is looked up once also where it is new.
  mutating func value(of key: Key, orInsert new: Value) -> Value {
    func read(_ value: inout Value) -> Value { value }
    return read(&self[key, default: new])
  }
}

extension ArraySlice<UInt8> {
  /// What tools agree on of a package's name, in small letters: the last part, as some leave the group or the host out.
  var packageWithoutGroup: ArraySlice<UInt8> {
    func isBorder(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") || byte == UInt8(ascii: ":") }
    let last = contains(where: isBorder) ? split(whereSeparator: isBorder).last ?? self : self
    let isSmall = last.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    return isSmall ? last : Array(String(decoding: last, as: UTF8.self).lowercased().utf8)[...]
  }

  fileprivate var inCapitals: ArraySlice<UInt8> {
    let isLarge = allSatisfy { $0 < 0x80 && !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    return isLarge ? self : Array(String(decoding: self, as: UTF8.self).uppercased().utf8)[...]
  }
}
