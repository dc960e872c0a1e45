private import CScan

/// The value of an attribute that one element after the other repeats: its text is made only where it changes.
package struct XMLRepetition {
  private let attribute: StaticString
  /// As libxml2 has it, escapes and all.
  private var stored: [UInt8] = []
  package private(set) var bytes: [UInt8] = []

  package init(of attribute: StaticString) { self.attribute = attribute }

  /// Takes the value of the next element, empty where it has no such attribute.
  /// - Returns: whether it is another one than before.
  package mutating func takeChange(_ element: XMLElement) -> Bool {
    let value = element[attribute]
    if value?.isStored(as: stored) ?? stored.isEmpty { return false }
    stored = value?.storedBytes ?? []
    bytes = value?.bytes ?? []
    return true
  }
}
