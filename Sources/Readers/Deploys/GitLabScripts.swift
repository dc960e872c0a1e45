import Model
import Syntax

// Jobs of GitLab that take their commands from elsewhere in the file.

/// What jobs of a file stand for others, and who takes their place.
struct JobTemplates {
  /// The jobs that extend one, through others too.
  private var heirs: [String: [Node.Member]] = [:]
  /// Those of which single keys are taken.
  private(set) var referenced: Set<String> = []
  private let root: Node?

  init() { root = nil }

  init(_ root: Node, _ raw: RawYAML) {
    self.root = root
    let jobs = (root.mapping ?? []).filter { $0.value.mapping != nil }
    var parents: [String: [String]] = [:]
    let isMerging = jobs.contains { $0.value["<<"] != nil }
    let byValue = isMerging ? Dictionary(grouping: jobs) { $0.value.value } : [:]
    for job in jobs {
      var names = job.value.extended.compactMap(\.text)
      for member in job.value.mapping ?? [] where member.key.text == "<<" && raw.isAlias(member.value) {
        names += (byValue[member.value.value] ?? []).compactMap(\.key.text).filter { $0 != job.key.text }
      }
      parents[job.key.text ?? ""] = names
    }
    noteMerged(jobs)
    for job in jobs where job.key.text?.hasPrefix(".") == false {
      var open = parents[job.key.text ?? ""] ?? []
      var seen: Set<String> = []
      while let name = open.popLast() {
        guard seen.insert(name).inserted else { continue }
        if heirs[name, default: []].count < 50 { heirs[name, default: []].append(job) }
        open += parents[name] ?? []
      }
    }
    noteReferences(root, raw, depth: 0)
  }

  /// Those whose commands stand in others already, for they are merged into them.
  private mutating func noteMerged(_ jobs: [Node.Member]) {
    let used = Set(jobs.filter { $0.key.text?.hasPrefix(".") == false }.compactMap { $0.value["script"]?.place })
    for job in jobs where job.key.text?.hasPrefix(".") == true {
      if let place = job.value["script"]?.place, used.contains(place), let name = job.key.text {
        referenced.insert(name)
      }
    }
  }

  private mutating func noteReferences(_ node: Node, _ raw: RawYAML, depth: Int) {
    guard depth < 64 else { return }
    if raw.isReference(node) { node.sequence?.first?.text.map { _ = referenced.insert($0) } }
    for item in node.sequence ?? [] { noteReferences(item, raw, depth: depth + 1) }
    for member in node.mapping ?? [] { noteReferences(member.value, raw, depth: depth + 1) }
  }

  /// The jobs that run a template's commands, but for those that bring their own.
  func heirs(of name: String, bringing key: String) -> [Node.Member] {
    (heirs[name] ?? []).filter { $0.value[key] == nil }
  }

  func hasHeirs(_ name: String) -> Bool { heirs[name] != nil }

  /// What `!reference [job, key]` stands for.
  func node(of reference: [Node]) -> Node? {
    var node = root
    for part in reference { node = part.text.flatMap { node?[$0] } }
    return reference.isEmpty ? nil : node
  }
}

extension Node {
  /// The names of the jobs that a job extends.
  var extended: [Node] { self["extends"]?.entries.filter { $0.text != nil } ?? [] }

  /// Its line and its column as one.
  fileprivate var place: Int { line &* 100_000 &+ column }
}
