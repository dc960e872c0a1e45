import Model
import Syntax

/// A `reportingDescriptor`: what a tool says of a rule.
struct SARIFRule {
  private(set) var id = ""
  private(set) var level: SARIFLevel?
  private(set) var score: SARIFScore?
  private(set) var kind: ScanFinding.Kind?
  /// What it is about, for results that do not say.
  private(set) var title = ""

  private enum Key: String, CaseIterable {
    case id, name, shortDescription, fullDescription, defaultConfiguration, properties
  }
  private static let keys = Keys<Key>()

  init(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    var (name, short, full) = ("", "", "")
    try json.beginObject()
    while let key = try json.nextKey(of: SARIFRule.keys) {
      switch key {
      case .id: id = try json.optionalString()?.bounded ?? ""
      case .name: name = try json.optionalString()?.headline ?? ""
      case .shortDescription: short = try texts.headline(&json)
      case .fullDescription: full = try texts.headline(&json)
      case .defaultConfiguration: level = try sarifLevel(&json)
      case .properties:
        let properties = try SARIFProperties(&json)
        (score, kind) = (properties.score, properties.kind)
      }
    }
    title = [short, full, name].first { !$0.isEmpty } ?? id
  }

  /// Whether a result's rule id names that rule, or something below it.
  func isMeant(by name: String) -> Bool { name == id || name.hasPrefix(id + "/") }
}

/// Where a result or an override says that its rule stands.
struct SARIFReference: Equatable {
  /// The rule's place in its component; -1 where it is not said.
  var index: Int32 = -1
  /// The component's place among the extensions; -1 for the driver.
  private(set) var component: Int32 = -1
  /// The component's name or GUID; -1 for none.
  private(set) var componentName: Int32 = -1

  private enum Key: String, CaseIterable { case id, index, toolComponent }
  private static let keys = Keys<Key>()
  private enum ComponentKey: String, CaseIterable { case name, guid, index }
  private static let componentKeys = Keys<ComponentKey>()

  /// - Returns: the rule's id, where it is said.
  mutating func take(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) -> Int32 {
    guard try json.beginsObject() else { return -1 }
    var id: Int32 = -1
    while let key = try json.nextKey(of: SARIFReference.keys) {
      switch key {
      case .id: id = try texts.name(&json)
      case .index: index = try json.place()
      case .toolComponent: try takeComponent(&json, &texts)
      }
    }
    return id
  }

  mutating func move(by shift: Int32) { componentName.move(by: shift) }

  private mutating func takeComponent(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    guard try json.beginsObject() else { return }
    while let key = try json.nextKey(of: SARIFReference.componentKeys) {
      switch key {
      case .name, .guid: componentName = try texts.name(&json)
      case .index: component = try json.place()
      }
    }
  }
}

private enum ConfigurationKey: String, CaseIterable { case level }
private let configurationKeys = Keys<ConfigurationKey>()

/// The level that a `reportingConfiguration` sets.
func sarifLevel(_ json: inout JSONReader) throws(ReadError) -> SARIFLevel? {
  guard try json.beginsObject() else { return nil }
  var level: SARIFLevel?
  while try json.nextKey(of: configurationKeys) != nil { level = try SARIFLevel.read(&json) }
  return level
}
