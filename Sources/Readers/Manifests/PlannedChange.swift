import Model
import Syntax

/// What a plan says of one resource. Of the values after the change no more is kept than the names of tags, and whether
/// all addresses are among those that are let in.
struct PlannedChange {
  var actions: [String] = []
  private var tags: [String]?
  /// The direction that a rule says it is of.
  private var direction: String?
  /// Whether all addresses stand among those of `ingress`, or right in the resource.
  private var hasOpenIngress = false
  private var hasOpenRange = false
  private var isMultiZone: Bool?
  private var size: String?

  private static let open: Set = ["0.0.0.0/0", "::/0"]
  private static let ranges: Set = ["cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6", "source_ranges"]

  func resource(_ address: String, _ type: String) -> TerraformPlan.ResourceChange {
    var resource = TerraformPlan.ResourceChange(address: address, type: type, actions: actions)
    resource.tags = tags
    resource.isMultiZone = isMultiZone
    resource.size = size
    let isRule = type.hasPrefix("aws_security_group_rule") || type == "google_compute_firewall"
    let isIngress = direction == nil || direction == "ingress" || direction == "INGRESS"
    resource.isOpenToAll =
      hasOpenIngress || (hasOpenRange && ((isRule && isIngress) || type == "aws_vpc_security_group_ingress_rule"))
    return resource
  }

  /// Takes the values after the change.
  mutating func take(after json: inout JSONReader) throws(ReadError) {
    guard try json.peek() == .object else { return try json.skip() }
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "tags", "tags_all", "labels": try takeTags(&json)
      case "type", "direction": direction = try json.text() ?? direction
      case "ingress": hasOpenIngress = try PlannedChange.holdsOpenRange(&json) || hasOpenIngress
      case "multi_az", "multi_az_enabled", "zone_redundant":
        if try json.peek() == .bool { isMultiZone = try json.bool() } else { try json.skip() }
      case "instance_type", "instance_class", "machine_type", "node_type", "vm_size": size = try json.text() ?? size
      // Elsewhere it is a number of gigabytes.
      case "size": size = try json.text().flatMap { $0.hasPrefix("Standard_") || $0.hasPrefix("Basic_") ? $0 : nil }
      case "availability_type": isMultiZone = try json.text().map { $0 == "REGIONAL" }
      case _ where PlannedChange.ranges.contains(key):
        hasOpenRange = try PlannedChange.holdsOpenRange(&json) || hasOpenRange
      default: try json.skip()
      }
    }
  }

  private mutating func takeTags(_ json: inout JSONReader) throws(ReadError) {
    switch try json.peek() {
    case .null:
      tags = tags ?? []
      try json.skip()
    case .object:
      var names = tags ?? []
      try json.beginObject()
      while let name = try json.nextKey() {
        if !names.contains(name) { names.append(name) }
        try json.skip()
      }
      tags = names
    default: try json.skip()
    }
  }

  /// Whether a text anywhere in a value is a range of all addresses. Depth is bounded by the reader's own cap.
  private static func holdsOpenRange(_ json: inout JSONReader) throws(ReadError) -> Bool {
    var isOpen = false
    switch try json.peek() {
    case .string: return PlannedChange.open.contains(try json.string())
    case .array:
      try json.beginArray()
      while try json.nextElement() { isOpen = try holdsOpenRange(&json) || isOpen }
    case .object:
      try json.beginObject()
      while try json.nextKey() != nil { isOpen = try holdsOpenRange(&json) || isOpen }
    default: try json.skip()
    }
    return isOpen
  }
}
