package import Model
import Syntax

// What a pipeline of GitLab takes from elsewhere: files that it includes, jobs that it extends, keys that it refers to.

extension ScriptReading {
  private static let mostBorrowings = 1000

  /// Notes what is taken, and what others may take.
  /// - Source: GitLab, CI/CD YAML syntax reference: include, extends, trigger; "Use YAML in GitLab CI/CD": !reference
  mutating func noteBorrowings(_ root: Node, _ raw: RawYAML) {
    for member in root.mapping ?? [] {
      guard let name = member.key.text else { continue }
      script.keys[name, default: []].formUnion((member.value.mapping ?? []).compactMap(\.key.text))
    }
    noteIncludes(root["include"])
    for job in root.mapping ?? [] where job.value.mapping != nil {
      noteIncludes(job.value["trigger"]?["include"])
      for parent in job.value.extended {
        guard let name = parent.text, root[name] == nil else { continue }
        borrow(.keys([name]), "extends: \(name)", at: parent)
      }
    }
    noteReferences(root, of: root, raw, depth: 0)
  }

  private mutating func borrow(_ source: Borrowing.Source, _ text: String, at node: Node, isOptional: Bool = false) {
    // What a variable or an input says is known only to GitLab.
    if case .keys = source, text.contains("$") { return }
    let place = Location(script.path, line: node.line, column: node.column)
    guard script.borrowed.count < ScriptReading.mostBorrowings else {
      return trouble(
        "met more than \(ScriptReading.mostBorrowings) things taken from elsewhere, wanted fewer", at: place)
    }
    var borrowing = Borrowing(source, text, at: place)
    borrowing.isOptional = isOptional
    script.borrowed.append(borrowing)
  }

  private mutating func noteIncludes(_ include: Node?) {
    for entry in include?.entries ?? [] {
      if let text = entry.text {
        noteFile(text, entry, isOptional: false)
      } else if let local = entry["local"], let text = local.text {
        noteFile(text, local, isOptional: entry["rules"] != nil)
      } else if let (kind, value) = entry.includedElsewhere {
        borrow(.elsewhere, "include: \(kind) \(value.text ?? value.kind)", at: value)
      } else {
        trouble(
          "met \(entry.kind) as an include, wanted local, remote, project, template, component or artifact",
          at: Location(script.path, line: entry.line, column: entry.column))
      }
    }
  }

  private mutating func noteFile(_ text: String, _ node: Node, isOptional: Bool) {
    let isElsewhere = text.contains("://") || text.contains("$")
    borrow(isElsewhere ? .elsewhere : .files(text), "include: \(text)", at: node, isOptional: isOptional)
  }

  private mutating func noteReferences(_ node: Node, of root: Node, _ raw: RawYAML, depth: Int) {
    guard depth < 64, !raw.isAlias(node) else { return }
    if raw.isReference(node) {
      let path = (node.sequence ?? []).map { $0.text ?? "" }
      var found: Node? = root
      for part in path { found = found?[part] }
      if path.isEmpty || found == nil { borrow(.keys(path), "!reference [\(path.joined(separator: ", "))]", at: node) }
      return
    }
    for item in node.sequence ?? [] { noteReferences(item, of: root, raw, depth: depth + 1) }
    for member in node.mapping ?? [] { noteReferences(member.value, of: root, raw, depth: depth + 1) }
  }
}

extension Node {
  /// What an entry of `include` names that is no file of the repository.
  fileprivate var includedElsewhere: (kind: String, value: Node)? {
    for key in ["remote", "project", "template", "component", "artifact"] {
      if let value = self[key] { return (key, value) }
    }
    return nil
  }
}

extension Borrowing {
  /// The files that an include of the repository names.
  package func files(among names: [Path], having tracked: Set<Path>) -> [Path] {
    guard case .files(let text) = source else { return [] }
    let name = text.hasPrefix("/") ? String(text.dropFirst()) : text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    guard name.utf8.contains(UInt8(ascii: "*")) else { return tracked.contains(Path(name)) ? [Path(name)] : [] }
    // In the middle of a name two stars are folders as well.
    let parts = name.split(separator: "/").map { part in
      part != "**" && part.contains("**") ? "**/" + part.replacing("**", with: "*") : String(part)
    }
    let glob = Glob("/" + parts.joined(separator: "/"))
    return names.filter { glob.matches($0) }
  }
}
