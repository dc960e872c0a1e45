import Foundation
import Gates
import Model
import Readers
import Testing

/// The generated docs equal what the code says. `SIXGATE_RECORD=1` writes them anew.
struct DocsTests {
  private static let isRecording = ProcessInfo.processInfo.environment["SIXGATE_RECORD"] == "1"

  @Test func `docs of rules equal gates`() throws { try check("docs/rules.md", Docs.rules()) }
  @Test func `docs of formats equal the readers`() throws { try check("docs/formats.md", Docs.formats()) }
  @Test func `docs of settings equal the settings`() throws { try check("docs/settings.md", Docs.settings()) }
  @Test func `docs of requirements equal gates`() throws { try check("docs/requirements.md", Docs.requirements()) }

  @Test(arguments: GateID.allCases)
  func `the page of a gate ends with what the code says of it`(_ gate: GateID) throws {
    let path = "docs/gates/\(gate.order)-\(gate.rawValue).md"
    let text = Tree.text(path)
    let told = text.range(of: Docs.mark).map { String(text[..<$0.lowerBound]) } ?? text + "\n"
    #expect(told.hasPrefix("# Gate \(gate.order): \(gate.rawValue)\n"))
    try check(path, told + Docs.page(of: gate))
  }

  private func check(_ path: String, _ text: String) throws {
    if DocsTests.isRecording { try text.write(to: Tree.root.appending(path: path), atomically: true, encoding: .utf8) }
    #expect(Tree.text(path) == text, "make docs writes it anew")
    #expect(!DocsTests.isRecording, "recorded; run again without SIXGATE_RECORD")
  }
}

/// What the generated pages hold.
private enum Docs {
  static let mark = "<!-- Generated from the code by `make docs`; a test holds it to that. -->\n"

  static func rules() throws -> String {
    let policy = try Policy.builtIn(Policy.names)
    var text = "\(mark)\n# Rules\n\nWhat each gate asks, what it means where it is not so, and what to do.\n"
    for gate in Gate.all {
      text +=
        "\n## Gate \(gate.id.order): \(gate.id.rawValue)\n\n| rule | asks | else | law | remedy |\n|---|---|---|---|---|\n"
      text += gate.rules.compactMap { policy.rules[$0] }.map(row).joined()
    }
    for (title, prefix) in [
      ("Merging verdicts", "merge."), ("The change", "change."), ("Policy documents", "documents."),
      ("Deployments", "deployments."), ("Reviews", "review."), ("Waivers", "waiver."),
    ] {
      text += "\n## \(title)\n\n| rule | asks | else | law | remedy |\n|---|---|---|---|---|\n"
      let rules = policy.rules.values.filter { $0.gate == nil && $0.id.text.hasPrefix(prefix) }
      text += rules.sorted { $0.id.text < $1.id.text }.map(row).joined()
    }
    return text
  }

  private static func row(_ rule: Rule) -> String {
    "| `\(rule.id)` | \(rule.asks) | \(rule.effect.rawValue) | \(rule.requirements.joined(separator: " ")) | \(rule.remedy) |\n"
  }

  static func formats() -> String {
    var text = "\(mark)\n# Formats\n\nEvery format is recognised by its content; the names say where it is looked for "
    text +=
      "when nothing is configured.\nAll of them may be gzipped.\n\n| format | gates | looked for at | described in |\n|---|---|---|---|\n"
    for reader in Reader.all {
      let names = reader.names.map { "`\($0)`" }.joined(separator: " ")
      text +=
        "| \(reader.format) | \(reader.gates.map(\.rawValue).joined(separator: ", ")) | \(names) | \(reader.source) |\n"
    }
    return text
  }

  /// What it reads, what can be set of it and what it asks.
  static func page(of gate: GateID) throws -> String {
    let law = try Policy.builtIn()
    let formats = Reader.all.filter { $0.gates.contains(gate) }.map(\.format)
    var text = "\(mark)\n"
    if !formats.isEmpty {
      text += "## What it reads\n\n\(formats.joined(separator: ", ")): see [formats](../formats.md).\n\n"
    }
    text += "## What can be set\n\n| key | about | default |\n|---|---|---|\n"
    for key in DocumentedKey.all(under: law) where key.name.hasPrefix("\(gate.rawValue).") {
      text += "| `\(key.name)` | \(key.about.replacing("|", with: "\\|")) | `\(key.initial)` |\n"
    }
    text += "\n## What it asks\n\n| rule | asks | else |\n|---|---|---|\n"
    let rules = Gate.all.filter { $0.id == gate }.flatMap(\.rules).compactMap { law.rules[$0] }
    for rule in rules { text += "| `\(rule.id)` | \(rule.asks) | \(rule.effect.rawValue) |\n" }
    return text
      + "\n`sixgate explain \(gate.rawValue)` says the same on a terminal; how to mend each stands in [rules](../rules.md).\n"
  }

  static func settings() throws -> String {
    let law = try Policy.builtIn()
    var text =
      "\(mark)\n# Settings\n\nWhat `sixgate.yaml` can hold. Below `components.named.NAME` the sections of the gates can stand too: what\n"
    text += "they say holds for that component alone.\n\n"
    text += "An organisation's policy can lock keys: a repository can then only make them tighter.\n\n"
    text += "| key | about | value | default | tighter | example |\n|---|---|---|---|---|---|\n"
    for key in DocumentedKey.all(under: law) {
      let cells = [
        "`\(key.name)`", key.about, key.shape.words, "`\(key.initial)`", key.direction.words, "`\(key.example)`",
      ]
      text += "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
    return text
  }

  static func requirements() throws -> String {
    let rules = try Policy.builtIn(Policy.names).rules.values.sorted { $0.id.text < $1.id.text }
    let all = try Requirement.all()
    var text =
      "\(mark)\n# Requirements\n\nThe \(all.count) requirements of the five policies, in our words, and what decides them: rules "
    text += "now (\(all.count { $0.by == .rule })), or nothing yet.\n\n| number | says | decided by |\n|---|---|---|\n"
    for requirement in all {
      let citing = rules.filter { $0.requirements.contains(requirement.number) }.map { "`\($0.id)`" }
      let decision = citing.isEmpty ? requirement.by.rawValue : citing.joined(separator: " ")
      text += "| \(requirement.number) | \(requirement.says) | \(decision) |\n"
    }
    return text
  }
}
