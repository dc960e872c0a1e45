import Syntax

/// What must be true of the values that stand at the end of a path.
struct FieldTest: Sendable {
  private enum Kind: String, CaseIterable {
    case oneOf = "one-of"
    case noneOf = "none-of"
    case holds
    case atLeast = "at-least"
    case atMost = "at-most"
    case atMostSeconds = "at-most-seconds"
    case youngerThanDays = "younger-than-days"
    case missing, never, rises, there

    /// Whether it stands by itself.
    var isBare: Bool { [.missing, .never, .rises, .there].contains(self) }
  }

  private let kind: Kind
  private var words: [String] = []
  private var number = 0

  init(_ node: Node) throws(ReadError) {
    if let word = node.text {
      guard let kind = Kind(rawValue: word), kind.isBare else {
        throw node.error("one of \(Kind.allCases.filter(\.isBare).map(\.rawValue).joined(separator: ", "))")
      }
      self.kind = kind
      return
    }
    let members = try node.members("a test", keys: Kind.allCases.filter { !$0.isBare }.map(\.rawValue))
    guard members.count == 1, let (key, value) = members.first, let kind = Kind(rawValue: key) else {
      throw node.error("one test")
    }
    self.kind = kind
    switch kind {
    case .oneOf, .noneOf: words = try value.strings()
    case .holds: words = [try value.string()]
    default: number = try value.whole()
    }
  }

  /// How old a day may be; `nil` for what asks for no day.
  var days: Int? { kind == .youngerThanDays ? number : nil }

  /// - Parameter standard: what stands for values that are not there.
  func holds(of nodes: [Int], in tape: Tape, else standard: String?) -> Bool {
    if kind == .there, !nodes.isEmpty { return true }
    let values = nodes.isEmpty ? standard.map { [$0] } ?? [] : nodes.map { tape.string($0) ?? "" }
    return switch kind {
    case .there: !values.isEmpty
    case .missing: values.isEmpty
    // Only the day on which it is asked tells more of a day.
    case .never, .youngerThanDays: false
    case .rises: !values.isEmpty && FieldTest.rises(values.map { Int($0) })
    case .oneOf: !values.isEmpty && values.allSatisfy(words.contains)
    case .noneOf: !values.contains(where: words.contains)
    case .holds: words.allSatisfy(values.contains)
    case .atLeast: !values.isEmpty && values.allSatisfy { Int($0).map { $0 >= number } ?? false }
    case .atMost: values.allSatisfy { Int($0).map { $0 <= number } ?? false }
    case .atMostSeconds: values.allSatisfy { FieldTest.seconds($0).map { $0 <= number } ?? false }
    }
  }

  /// `180s`, `3m`, `1h30m`, or a number of seconds; `nil` for what is none, or longer than anybody writes it.
  private static func seconds(_ text: String) -> Int? {
    if let number = Int(text) { return number }
    // So few hours can be added up.
    guard text.utf8.count <= 64 else { return nil }
    var (total, digits) = (0, "")
    for character in text {
      if character.isWholeNumber, digits.utf8.count < 9 {
        digits.append(character)
      } else {
        guard let number = Int(digits), let unit = ["s": 1, "m": 60, "h": 3600][character] else { return nil }
        total += number * unit
        digits = ""
      }
    }
    return digits.isEmpty && !text.isEmpty ? total : nil
  }

  private static func rises(_ numbers: [Int?]) -> Bool {
    zip(numbers, numbers.dropFirst()).allSatisfy { ($0 ?? Int.max) < ($1 ?? Int.min) } && !numbers.contains(nil)
  }
}
