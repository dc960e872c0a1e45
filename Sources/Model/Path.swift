/// The name of a file: bytes, as the file system and git have them.
///
/// Names need not be UTF-8, and Swift's String calls different file names equal; a String is for display only.
package struct Path: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }
  package init(_ text: String) { bytes = Array(text.utf8) }
}

extension Path: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}

extension Path: Comparable {
  package static func < (a: Path, b: Path) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}

extension Path: CustomStringConvertible {
  /// The name as text; bytes that are not UTF-8 show as U+FFFD. Not made safe for any sink.
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension Path {
  private static let slash = UInt8(ascii: "/")

  package var isAbsolute: Bool { bytes.first == Path.slash }
  package var isEmpty: Bool { bytes.isEmpty }

  /// The segments between slashes, empty ones left out.
  package var segments: [ArraySlice<UInt8>] { bytes.split(separator: Path.slash) }

  /// The last segment, as a path of its own.
  package var basename: Path { Path(bytes: Array(segments.last ?? [])) }

  /// All but the last segment; empty for a bare name.
  package var parent: Path {
    guard let last = bytes.lastIndex(of: Path.slash) else { return Path(bytes: []) }
    return Path(bytes: Array(bytes[..<last]))
  }

  /// What follows the last dot of the basename, without the dot; empty for none and for dot files.
  package var pathExtension: String {
    let name = segments.last ?? []
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return "" }
    return String(decoding: name[(dot + 1)...], as: UTF8.self)
  }

  /// This folder's entry of that name. An absolute name stays itself.
  package func appending(_ name: Path) -> Path {
    if isEmpty || name.isAbsolute { return name }
    return Path(bytes: bytes + (bytes.last == Path.slash ? [] : [Path.slash]) + name.bytes)
  }

  /// Without `.` segments, doubled slashes and those `..` that have something to take back; `\` and `C:` are
  /// read as Windows tools mean them.
  package var normalised: Path {
    var parts: [ArraySlice<UInt8>] = []
    for part in bytes.split(whereSeparator: { $0 == Path.slash || $0 == UInt8(ascii: "\\") }) {
      if part.elementsEqual(".".utf8) { continue }
      if part.elementsEqual("..".utf8), let last = parts.last, !last.elementsEqual("..".utf8) {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    let root: [UInt8] = bytes.first == Path.slash ? [Path.slash] : []
    return Path(bytes: root + Array(parts.joined(separator: [Path.slash])))
  }

  /// This path as seen from a folder that holds it, or `nil` when the folder does not.
  package func relative(to folder: Path) -> Path? {
    if folder.isEmpty { return self }
    let prefix = folder.bytes.last == Path.slash ? folder.bytes : folder.bytes + [Path.slash]
    guard bytes.starts(with: prefix) else { return nil }
    return Path(bytes: Array(bytes[prefix.count...]))
  }
}
