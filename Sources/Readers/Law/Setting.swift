internal import Model
import Syntax

/// One thing that `sixgate.yaml` can set: its place, what it is about, and how it is taken.
package struct Setting: Sendable {
  /// `section.key`.
  package let name: String
  package let section: String
  package let key: String
  /// What a value looks like.
  package let shape: Shape
  package let about: String
  /// What holds where neither the law nor a layer sets it.
  let initial: String
  /// A value as it could be written.
  package let example: String
  package let direction: Direction
  let take: @Sendable (Node, inout Policy) throws(ReadError) -> Void
  /// Whether the second policy asks for less than the first by this setting; `nil` where every change does.
  private let loosens: (@Sendable (Policy, Policy) -> Bool)?

  init(
    _ name: String, _ shape: Shape, _ about: String, initial: String = "none", example: String? = nil,
    direction: Direction = .fixed, loosens: (@Sendable (Policy, Policy) -> Bool)? = nil,
    take: @escaping @Sendable (Node, inout Policy) throws(ReadError) -> Void
  ) {
    self.name = name
    section = String(decoding: name.utf8.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
    key = String(decoding: name.utf8.dropFirst(section.utf8.count + 1), as: UTF8.self)
    self.shape = shape
    self.about = about
    self.initial = initial
    self.example = example ?? shape.example
    self.direction = direction
    self.take = take
    self.loosens = loosens
  }

  /// Whether one policy asks for less than another by this setting.
  func isLooser(_ policy: Policy, than other: Policy) -> Bool {
    if let loosens { return loosens(other, policy) }
    return texts(policy) != texts(other)
  }

  /// How the values of the setting were written, those of its members too.
  private func texts(_ policy: Policy) -> [String: String] {
    policy.origins.filter { $0.key == name || $0.key.hasPrefix(name + ".") }.mapValues(\.text)
  }
}

extension Setting {
  /// Which change of a value asks for more: the only one that a locked key allows.
  package enum Direction: Sendable {
    case higher, lower, longer, shorter, fixed
    /// Fewer entries ask for more, and none for the least: then anything will do.
    case narrower
    /// Earlier words ask for more.
    case earlier

    package var words: String {
      switch self {
      case .higher: "higher is tighter"
      case .lower: "lower is tighter"
      case .longer: "more entries are tighter"
      case .shorter: "fewer entries are tighter"
      case .narrower: "fewer entries are tighter, and none is loosest"
      case .earlier: "the words stand from tight to loose"
      case .fixed: "no change is tighter"
      }
    }
  }

  /// What a value looks like, for people and for editors.
  package enum Shape: Sendable, ExpressibleByStringLiteral {
    case text, texts, globs, percent, whole, day
    case words([String])
    /// One of the words, or a list of them.
    case choices([String])
    /// A mapping from names to one of the words.
    case named([String])
    /// A mapping from these keys to globs.
    case globsBy([String])
    /// A year and a month.
    case month
    case free(String)

    package init(stringLiteral words: String) { self = .free(words) }

    package var words: String {
      switch self {
      case .text: "text"
      case .texts: "texts"
      case .globs: "globs"
      case .percent: "percent"
      case .whole: "whole number"
      case .day: "YYYY-MM-DD"
      case .words(let words):
        words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
      case .choices(let words): "some of \(words.joined(separator: ", "))"
      case .globsBy(let keys): "{ \(keys.joined(separator: ", ")): globs }"
      case .month: "YYYY.M"
      case .named(let words): "{ name: \(words.joined(separator: ", ")) }"
      case .free(let words): words
      }
    }

    fileprivate var example: String {
      switch self {
      case .text: "a few words"
      case .texts: "[one, two]"
      case .globs: "[\"reports/*.xml\"]"
      case .percent: "90"
      case .whole: "2"
      case .day: "2026-12-31"
      case .month: "2026.11"
      case .words(let words): words.first ?? ""
      case .choices, .named, .globsBy, .free: ""
      }
    }
  }
}

/// Hands over the place in a policy where a setting is kept. It is no key path: those are put together when they are
/// first met, and so many would take as long as a part of the law.
typealias Place<Value> = @Sendable (inout Policy, (inout Value) -> Void) -> Void

extension Policy {
  /// What is kept there.
  func value<Value>(at place: Place<Value>) -> Value? {
    var (policy, value) = (self, Value?.none)
    place(&policy) { value = $0 }
    return value
  }
}

// Settings of the usual kinds.
extension Setting {
  static func globs(
    _ name: String, _ about: String, _ place: @escaping Place<[Glob]>, _ direction: Direction = .fixed,
    example: String? = nil
  ) -> Setting {
    Setting(
      name, .globs, about, example: example, direction: direction,
      loosens: direction.loosens { ($0.value(at: place) ?? []).map(\.pattern) }
    ) { node, policy throws(ReadError) in
      let globs = try node.globs()
      place(&policy) { $0 = globs }
    }
  }

  static func texts(
    _ name: String, _ about: String, _ place: @escaping Place<[String]>, _ direction: Direction = .fixed,
    example: String? = nil
  ) -> Setting {
    Setting(
      name, .texts, about, example: example, direction: direction,
      loosens: direction.loosens { $0.value(at: place) ?? [] }
    ) { node, policy throws(ReadError) in
      let texts = try node.strings()
      place(&policy) { $0 = texts }
    }
  }

  /// Rows by their names: one that is named again takes the place of what the law or a layer below said of it.
  ///
  /// By the same code for whatever rows: they are few, and code of its own for each kind of them is not.
  @_semantics("optimize.sil.specialize.generic.never")
  static func rows<Row: Hashable & Sendable>(
    _ name: String, _ shape: Shape, _ about: String, _ place: @escaping Place<[Row]>,
    named key: @escaping @Sendable (Row) -> String, _ direction: Direction = .fixed, example: String,
    row: @escaping @Sendable (String, Node) throws(ReadError) -> Row
  ) -> Setting {
    Setting(
      name, shape, about, example: example, direction: direction,
      loosens: { before, after in
        let (old, new) = (before.value(at: place) ?? [], after.value(at: place) ?? [])
        return direction == .longer ? !Set(old).isSubset(of: new) : old != new
      }
    ) { node, policy throws(ReadError) in
      let members = try node.members(name)
      var named: [Row] = []
      for (name, value) in members { named.append(try row(name, value)) }
      place(&policy) { rows in
        rows.removeAll { row in members.contains { $0.key == key(row) } }
        rows += named
      }
    }
  }

  static func whole(
    _ name: String, _ about: String, _ place: @escaping Place<Int?>, _ direction: Direction
  ) -> Setting {
    Setting(name, .whole, about, direction: direction, loosens: direction.loosens { $0.value(at: place) ?? nil }) {
      node, policy throws(ReadError) in
      let number = try node.whole()
      place(&policy) { $0 = number }
    }
  }

  static func percent(
    _ name: String, _ about: String, _ place: @escaping Place<Decimal?>, _ direction: Direction,
    atMost limit: Decimal = 100
  ) -> Setting {
    Setting(name, .percent, about, direction: direction, loosens: direction.loosens { $0.value(at: place) ?? nil }) {
      node, policy throws(ReadError) in
      let percent = try node.percent(atMost: limit)
      place(&policy) { $0 = percent }
    }
  }
}

extension Setting.Direction {
  /// What was set and is no more, or moved the wrong way, is looser.
  fileprivate func loosens<Value: Comparable & SendableMetatype>(
    _ value: @escaping @Sendable (Policy) -> Value?
  ) -> (@Sendable (Policy, Policy) -> Bool)? {
    { old, new in
      guard let old = value(old) else { return false }
      guard let new = value(new) else { return true }
      return self == .higher ? new < old : new > old
    }
  }

  /// A list that must hold all that it held, or nothing but that.
  fileprivate func loosens(_ list: @escaping @Sendable (Policy) -> [String]) -> (@Sendable (Policy, Policy) -> Bool)? {
    switch self {
    case .longer: { old, new in !Set(list(old)).isSubset(of: list(new)) }
    case .shorter: { old, new in !Set(list(new)).isSubset(of: list(old)) }
    case .narrower:
      { old, new in
        let (old, new) = (Set(list(old)), Set(list(new)))
        return !old.isEmpty && (new.isEmpty || !new.isSubset(of: old))
      }
    default: nil
    }
  }
}
