import Model
import Syntax

extension Reader {
  static let compose = Reader(
    "compose", gates: [.infrastructure], hints: ["**/{compose,docker-compose}*.{yaml,yml}"],
    source: "the Compose Specification, services and interpolation"
  ) { head in
    let keys = YAMLOutline(head.bytes).keys
    return keys["services"] != nil && keys["apiVersion"] == nil && keys["kind"] == nil && keys["stages"] == nil
  } read: { source, origin throws(ReadError) in
    try imagesOfYAML(&source) { tape, root in
      guard let services = tape.member("services", of: root) else { return [] }
      var uses: [ImageUse] = []
      tape.forEachMember(of: services) { _, service in
        // What is built here carries the name that it is given here.
        guard tape.member("build", of: service) == nil, let image = tape.member("image", of: service) else {
          return
        }
        let text = Interpolation.resolved(tape.string(image) ?? "") { _ in nil }
        uses.append(ImageUse(text, at: Location(origin, line: tape.line(image))))
      }
      return uses
    }
  }
}

/// The images that the documents of a YAML text name.
func imagesOfYAML(
  _ source: inout ByteSource, _ images: (Tape, Int) -> [ImageUse]
) throws(ReadError) -> Evidence {
  var evidence = Evidence()
  try readTapes(&source) { tape throws(ReadError) in
    evidence.manifests.documents += 1
    if let root = tape.root { evidence.manifests.images += images(tape, root) }
  }
  return evidence
}

/// Variables in a text: `$NAME`, `${NAME}`, `${NAME:-else}`, `${NAME-else}`.
///
/// - Source: the Compose Specification, Interpolation; Dockerfile reference, Environment replacement
enum Interpolation {
  /// The text with the values of variables; those without any stay as they are written.
  static func resolved(_ text: String, _ value: (String) -> String?) -> String {
    var (result, rest): ([UInt8], ArraySlice<UInt8>) = ([], Array(text.utf8)[...])
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      result += rest[..<dollar]
      rest = rest[(dollar + 1)...]
      let (name, fallback, end) = variable(at: rest)
      if let found = value(name) ?? fallback, !name.isEmpty {
        result += Array(found.utf8)
      } else {
        result += rest[rest.startIndex..<end].isEmpty ? "$".utf8[...].map { $0 } : braced(name)
      }
      rest = rest[end...]
    }
    return String(decoding: result + rest, as: UTF8.self)
  }

  private static func braced(_ name: String) -> [UInt8] { Array("${\(name)}".utf8) }

  /// What stands behind a dollar: a name, what stands for it otherwise, and where it ends.
  private static func variable(at rest: ArraySlice<UInt8>) -> (name: String, fallback: String?, end: Int) {
    let isBraced = rest.first == UInt8(ascii: "{")
    let body = isBraced ? rest.dropFirst() : rest
    let name = body.prefix { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x5F }
    let text = String(decoding: name, as: UTF8.self)
    guard isBraced else { return (text, nil, name.endIndex) }
    guard let close = body.firstIndex(of: UInt8(ascii: "}")) else { return ("", nil, rest.startIndex) }
    var other = body[name.endIndex..<close]
    if other.first == UInt8(ascii: ":") { other = other.dropFirst() }
    let fallback = other.first == UInt8(ascii: "-") ? String(decoding: other.dropFirst(), as: UTF8.self) : nil
    return (text, fallback, close + 1)
  }
}
