import Model

/// The name of a container image, taken apart: `[registry[:port]/]path[:tag][@digest]`.
///
/// - Source: distribution/reference, the grammar that Docker and Kubernetes share
package struct ImageReference: Hashable {
  /// Registry and path, without tag and digest.
  let name: String
  /// `nil` where there is none, which container runtimes take for `latest`.
  let tag: String?
  let digest: String?
  /// Whether it holds marks that something else fills in.
  let isTemplate: Bool

  /// The same name as it may be written: Docker Hub's registry and its `library/` go without saying.
  var spellings: [String] {
    let hub = "docker.io/"
    let short = name.hasPrefix(hub) ? String(name.dropFirst(hub.count)) : name
    let bare = short.hasPrefix("library/") ? String(short.dropFirst("library/".count)) : short
    return [name, short, bare, hub + short]
  }

  /// The account of Docker Hub that it belongs to; `nil` for the official ones and for those of other registries.
  var hubAccount: String? {
    let parts = name.split(separator: "/")
    let own = parts.first == "docker.io" || parts.first == "index.docker.io" ? parts.dropFirst() : parts[...]
    guard own.count == 2, let account = own.first, account != "library", account != "localhost",
      !account.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") })
    else { return nil }
    return String(account)
  }

  /// The commit that its tag is made of: what stands behind `sha-`.
  package var commit: String? {
    guard let tag, tag.hasPrefix("sha-") else { return nil }
    let digits = tag.utf8.dropFirst("sha-".utf8.count).prefix { "0123456789abcdef".utf8.contains($0) }
    return digits.count < 6 || digits.count > 64 ? nil : String(decoding: digits, as: UTF8.self)
  }

  /// Whether the grammar has the byte; what else stands in a name is a mark such as `$TAG`, `<tag>`, `#{TAG}#`.
  private static func isPossible(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || "._-/:@+".utf8.contains(byte)
  }

  package init(_ text: String) {
    isTemplate = !text.utf8.allSatisfy(ImageReference.isPossible)
    let halves = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    digest = halves.count > 1 && halves[1].contains(":") ? String(halves[1]) : nil
    let rest = halves[0]
    // A colon before the last slash belongs to a port.
    let lastSlash = rest.lastIndex(of: "/") ?? rest.startIndex
    if let colon = rest[lastSlash...].lastIndex(of: ":") {
      name = String(rest[..<colon])
      let word = rest[rest.index(after: colon)...]
      tag = word.isEmpty ? nil : String(word)
    } else {
      name = String(rest)
      tag = nil
    }
  }
}
