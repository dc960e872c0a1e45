import Syntax

/// What the beginning of a text says of itself, by its lines: it may be cut anywhere, and a template is no YAML.
struct KubernetesHead {
  let isManifest: Bool
  /// Whether it has a kind, and a version that no other tool's files have.
  private(set) var isOfKnownGroup = false
  private static let groups: Set = [
    "v1", "apps", "batch", "policy", "autoscaling", "extensions", "argoproj.io", "monitoring.coreos.com",
  ]

  init(_ head: Head) {
    if let keys = head.jsonKeys, !keys.isEmpty {
      isManifest = keys.contains("apiVersion") || (keys.contains("kind") && keys.contains("metadata"))
      return
    }
    let outline = YAMLOutline(head.bytes)
    // Kinds are written with a capital; what has a kind in small letters (a pipeline of Drone) is something else.
    let hasKind = outline.keys["kind"].map { $0.first?.isLowercase != true } ?? false
    isManifest =
      outline.keys["apiVersion"] != nil || hasKind || outline.isKustomization || outline.isCommentedOut
    let group = outline.keys["apiVersion"]?.split(separator: "/").first.map(String.init) ?? ""
    isOfKnownGroup =
      hasKind && (KubernetesHead.groups.contains(group) || group.hasSuffix(".k8s.io") && !group.hasSuffix(".x-k8s.io"))
  }
}

/// The outermost keys of the documents of a YAML text, with what stands behind them on their line.
struct YAMLOutline {
  private(set) var keys: [String: String] = [:]
  /// Keys whose next line is an item of a list.
  private(set) var lists: Set<String> = []
  private var commentsOutManifest = false
  private var hasContent = false
  private var indent: Int?
  private var lastKey: String?

  init(_ bytes: [UInt8]) {
    for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) { take(line) }
  }

  var isKustomization: Bool {
    let hasResources = lists.contains("resources") || keys["resources"]?.hasPrefix("[") == true
    return Kustomization.isOne(keys: keys.keys, hasResources: hasResources)
  }

  /// Whether there are comments only, and a manifest among them.
  var isCommentedOut: Bool { commentsOutManifest && !hasContent }

  private mutating func take(_ line: ArraySlice<UInt8>) {
    let text = line.drop { $0 == 0x20 }
    guard let first = text.first else { return }
    if first == UInt8(ascii: "#") {
      let comment = text.drop { $0 == UInt8(ascii: "#") || $0 == 0x20 }
      commentsOutManifest = commentsOutManifest || comment.starts(with: "apiVersion:".utf8)
    } else if line.starts(with: "---".utf8) || line.starts(with: "...".utf8) {
      indent = nil
    } else {
      take(text, indent: text.startIndex - line.startIndex)
    }
  }

  private mutating func take(_ text: ArraySlice<UInt8>, indent found: Int) {
    hasContent = true
    if indent == nil { indent = found }
    if text.starts(with: "- ".utf8) {
      if let lastKey { lists.insert(lastKey) }
      return
    }
    lastKey = nil
    guard found == indent, let (key, value) = YAMLOutline.member(text) else { return }
    keys[key] = value
    lastKey = key
  }

  /// The key before the first colon with a blank or nothing behind it, and what follows.
  private static func member(_ text: ArraySlice<UInt8>) -> (String, String)? {
    guard
      let colon = text.indices.first(where: {
        text[$0] == UInt8(ascii: ":") && ($0 + 1 == text.endIndex || text[$0 + 1] <= 0x20)
      })
    else { return nil }
    return (unquoted(text[..<colon]), unquoted(text[(colon + 1)...]))
  }

  private static func unquoted(_ text: ArraySlice<UInt8>) -> String {
    let marks: [UInt8] = [0x20, 0x09, UInt8(ascii: "\""), UInt8(ascii: "'")]
    let front = text.drop { marks.contains($0) }
    let count = front.reversed().drop { marks.contains($0) }.count
    return String(decoding: front.prefix(count), as: UTF8.self)
  }
}
