/// A piece of software that others are built from: a package, a library, a module.
package struct Component: Hashable, Sendable {
  package var name: String
  /// Empty where it is not known.
  package var version: String
  /// Whether an operating system brings it, whose vendor mends it with fixes of his own.
  package var isOfSystem: Bool

  package init(_ name: String, version: String = "", isOfSystem: Bool = false) {
    self.name = name
    self.version = version
    self.isOfSystem = isOfSystem
  }
}

extension Component: CustomStringConvertible {
  package var description: String { version.isEmpty ? name : "\(name) \(version)" }
}
