import Model
import Syntax

/// An `invocation`: how a tool was run, and whether that went well.
struct SARIFInvocation {
  private(set) var hasFailed = false
  /// The first error that the tool told of its run.
  private(set) var error: String?
  private var overrides: [(id: String, rule: SARIFReference, level: SARIFLevel)] = []

  private enum Key: String, CaseIterable {
    case executionSuccessful, exitSignalName, processStartFailureMessage
    case toolExecutionNotifications, toolConfigurationNotifications, ruleConfigurationOverrides
  }
  private static let keys = Keys<Key>()
  private enum NotificationKey: String, CaseIterable { case level, message }
  private static let notificationKeys = Keys<NotificationKey>()
  private enum OverrideKey: String, CaseIterable { case descriptor, configuration }
  private static let overrideKeys = Keys<OverrideKey>()

  init(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey(of: SARIFInvocation.keys) {
      switch key {
      case .executionSuccessful: hasFailed = try json.text() == "false"
      case .exitSignalName: if let name = try json.text() { error = error ?? "it was ended by \(name.bounded)" }
      case .processStartFailureMessage: if let text = try json.text() { error = error ?? text.headline }
      // Bandit tells of files that it could not read among the second.
      case .toolExecutionNotifications, .toolConfigurationNotifications:
        guard try json.beginsArray() else { continue }
        while try json.nextElement() { try takeNotification(&json, &texts) }
      case .ruleConfigurationOverrides:
        guard try json.beginsArray() else { continue }
        while try json.nextElement() { try takeOverride(&json, &texts) }
      }
    }
  }

  private mutating func takeNotification(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    var level: String?
    var message = ""
    try json.beginObject()
    while let key = try json.nextKey(of: SARIFInvocation.notificationKeys) {
      switch key {
      case .level: level = try json.optionalString()
      case .message: message = try texts.headline(&json)
      }
    }
    if level == "error" { error = error ?? message }
  }

  private mutating func takeOverride(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    var id: Int32 = -1
    var rule = SARIFReference()
    var level: SARIFLevel?
    try json.beginObject()
    while let key = try json.nextKey(of: SARIFInvocation.overrideKeys) {
      switch key {
      case .descriptor: id = try rule.take(&json, &texts)
      case .configuration: level = try sarifLevel(&json)
      }
    }
    if let level { overrides.append((texts.table[id] ?? "", rule, level)) }
  }

  /// The levels that it gave to rules.
  func levels(in tool: SARIFTool, _ texts: SARIFTexts) -> [SARIFTool.Place: SARIFLevel] {
    var levels: [SARIFTool.Place: SARIFLevel] = [:]
    for (id, rule, level) in overrides {
      if let place = tool.place(of: id, rule, texts) { levels[place] = level }
    }
    return levels
  }
}
