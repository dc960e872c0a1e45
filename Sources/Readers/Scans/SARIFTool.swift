import Model
import Syntax

/// A `tool`: its driver and extensions with their rules.
struct SARIFTool {
  /// Where a rule stands.
  struct Place: Hashable {
    let component: Int
    let rule: Int
  }

  /// The driver, then the extensions.
  private var components = [SARIFComponent()]
  /// Where the first rule of each id stands, and the first component of each name or GUID.
  private var places: [String: Place] = [:]
  private var names: [String: Int] = [:]

  private enum Key: String, CaseIterable { case driver, extensions }
  private static let keys = Keys<Key>()

  mutating func take(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: SARIFTool.keys) {
      switch key {
      case .driver: components[0] = try SARIFComponent(&json, &texts)
      case .extensions:
        guard try json.beginsArray() else { continue }
        while try json.nextElement() { components.append(try SARIFComponent(&json, &texts)) }
      }
    }
    for (index, component) in components.enumerated() {
      places.merge(component.places.mapValues { Place(component: index, rule: $0) }) { first, _ in first }
      for name in [component.name, component.guid] where names[name] == nil { names[name] = index }
    }
  }

  var name: String { components[0].name.isEmpty ? "an unnamed tool" : components[0].name }

  /// What its findings are where no rule says.
  ///
  /// Scanners for secrets give them the level of a style rule, or none.
  var kind: ScanFinding.Kind {
    let secretScanners = ["gitleaks", "trufflehog", "ggshield", "detect-secrets", "kingfisher", "noseyparker"]
    return secretScanners.contains(name.lowercased()) ? .secret : .code
  }

  subscript(place: Place) -> SARIFRule { components[place.component].rules[place.rule] }
}

extension SARIFTool {
  /// Where the rule of a reference stands: at its index, unless the rule there has another name; else by name, also
  /// by what stands before a slash of it (`CA1000/1` is of `CA1000`).
  ///
  /// - Source: SARIF 2.1.0, 3.27.5 to 3.27.7 (ruleId, ruleIndex, rule) and 3.52 (reportingDescriptorReference)
  func place(of id: String, _ reference: SARIFReference, _ texts: SARIFTexts) -> Place? {
    let home = component(of: reference, texts)
    let indexed = Place(component: home, rule: Int(reference.index))
    let isThere = components[home].rules.indices.contains(indexed.rule)
    if isThere, id.isEmpty || components[home].rules[indexed.rule].isMeant(by: id) { return indexed }
    return place(of: id, home: home) ?? (isThere ? indexed : nil)
  }

  private func component(of reference: SARIFReference, _ texts: SARIFTexts) -> Int {
    let place = Int(reference.component) + 1
    if place > 0, components.indices.contains(place) { return place }
    guard let name = texts.table[reference.componentName] else { return 0 }
    return names[name] ?? 0
  }

  private func place(of id: String, home: Int) -> Place? {
    var id = id[...]
    while true {
      let name = String(id)
      if let rule = components[home].places[name] { return Place(component: home, rule: rule) }
      if let place = places[name] { return place }
      guard let slash = id.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
      id = id[..<slash]
    }
  }
}

/// A `toolComponent`.
struct SARIFComponent {
  private(set) var name = ""
  private(set) var guid = ""
  private(set) var rules: [SARIFRule] = []
  /// Where the rules stand, by their ids.
  private(set) var places: [String: Int] = [:]

  private enum Key: String, CaseIterable { case name, guid, rules }
  private static let keys = Keys<Key>()

  init() {}

  init(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: SARIFComponent.keys) {
      switch key {
      case .name: name = try json.optionalString()?.bounded ?? ""
      case .guid: guid = try json.optionalString()?.bounded ?? ""
      case .rules:
        guard try json.beginsArray() else { continue }
        while try json.nextElement() {
          let rule = try SARIFRule(&json, &texts)
          if places[rule.id] == nil { places[rule.id] = rules.count }
          rules.append(rule)
        }
      }
    }
  }
}
