/// The name of a file: bytes, as the file system and git have them.
///
/// Names need not be UTF-8, and Swift's String calls different file names equal; a String is for display only.
package struct Path: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }
  package init(_ text: String) { bytes = Array(text.utf8) }

  package static func == (a: Path, b: Path) -> Bool { a.bytes.span.isEqual(to: b.bytes.span) }
  package func hash(into hasher: inout Hasher) { bytes.span.hash(into: &hasher) }
}

extension Path: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}

extension Path: Comparable {
  package static func < (a: Path, b: Path) -> Bool { a.bytes.span.precedes(b.bytes.span) }
}

extension Path: CustomStringConvertible {
  /// The name as text; bytes that are not UTF-8 show as U+FFFD. Not made safe for any sink.
  package var description: String { String(decoding: bytes, as: UTF8.self) }
}

extension Path {
  private static let slash = UInt8(ascii: "/")

  package var isAbsolute: Bool { bytes.first == Path.slash }
  package var isEmpty: Bool { bytes.isEmpty }
  /// Whether the name is UTF-8.
  package var isText: Bool { description.utf8.elementsEqual(bytes) }

  /// The segments between slashes, empty ones left out.
  package var segments: [ArraySlice<UInt8>] { bytes.split(separator: Path.slash) }

  /// The last segment, as a path of its own.
  package var basename: Path { Path(bytes: Array(name)) }

  private var name: ArraySlice<UInt8> {
    let end = bytes.lastIndex { $0 != Path.slash }.map { $0 + 1 } ?? 0
    return bytes[(bytes[..<end].lastIndex(of: Path.slash).map { $0 + 1 } ?? 0)..<end]
  }

  /// All but the last segment; empty for a bare name, `/` for what stands at the root.
  package var parent: Path {
    guard isPlain else { return Path(isAbsolute: isAbsolute, segments: segments.dropLast()) }
    let end = bytes.lastIndex(of: Path.slash).map { isAbsolute ? max($0, 1) : $0 }
    return Path(bytes: Array(bytes[..<(end ?? 0)]))
  }

  private init(isAbsolute: Bool, segments: some Sequence<ArraySlice<UInt8>>) {
    bytes = (isAbsolute ? [Path.slash] : []) + Array(segments.joined(separator: [Path.slash]))
  }

  /// What follows the last dot of the basename, without the dot; empty for none and for dot files.
  package var pathExtension: String {
    let name = name
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return "" }
    return String(decoding: name[(dot + 1)...], as: UTF8.self)
  }

  /// This folder's entry of that name. An absolute name stays itself.
  package func appending(_ name: Path) -> Path {
    if isEmpty || name.isAbsolute { return name }
    return Path(bytes: bytes + (bytes.last == Path.slash ? [] : [Path.slash]) + name.bytes)
  }

  /// Without `.` segments, doubled slashes and those `..` that have something to take back or stand at the root;
  /// `\` is read as a slash, as Windows tools mean it.
  package var normalised: Path {
    if isPlain { return self }
    let backslash = UInt8(ascii: "\\")
    let isAbsolute = isAbsolute || bytes.first == backslash
    var parts: [ArraySlice<UInt8>] = []
    for part in bytes.split(whereSeparator: { $0 == Path.slash || $0 == backslash }) {
      if part.elementsEqual(".".utf8) { continue }
      if !part.elementsEqual("..".utf8) {
        parts.append(part)
      } else if let last = parts.last, !last.elementsEqual("..".utf8) {
        parts.removeLast()
      } else if !isAbsolute {
        parts.append(part)
      }
    }
    return Path(isAbsolute: isAbsolute, segments: parts)
  }

  /// Whether it is its own normal form, told at a glance: where a segment begins with a dot it is looked at closely.
  @_optimize(speed)
  private var isPlain: Bool {
    var isStart = true
    for at in bytes.indices {
      switch bytes[at] {
      case UInt8(ascii: "\\"): return false
      case Path.slash:
        if isStart, at > 0 { return false }
        isStart = true
      case let byte:
        if isStart, byte == UInt8(ascii: ".") { return false }
        isStart = false
      }
    }
    return !isStart || bytes.count < 2
  }

  /// How many segments the ends of two normal paths have in common.
  package func sharedEnd(with other: Path) -> Int {
    var (own, others, length, count) = (bytes.count, other.bytes.count, 0, 0)
    while own > 0, others > 0, bytes[own - 1] == other.bytes[others - 1] {
      (own, others) = (own - 1, others - 1)
      if bytes[own] != Path.slash {
        length += 1
      } else if length > 0 {
        (length, count) = (0, count + 1)
      }
    }
    let isWhole = (own == 0 || bytes[own - 1] == Path.slash) && (others == 0 || other.bytes[others - 1] == Path.slash)
    return isWhole && length > 0 ? count + 1 : count
  }

  /// How many segments a normal path has.
  package var depth: Int {
    let names = isAbsolute ? bytes.dropFirst() : bytes[...]
    return names.isEmpty ? 0 : names.reduce(1) { $0 + ($1 == Path.slash ? 1 : 0) }
  }

  /// This path as seen from a folder that holds it, or `nil` when the folder does not.
  package func relative(to folder: Path) -> Path? {
    if folder.isEmpty { return self }
    let prefix = folder.bytes.last == Path.slash ? folder.bytes : folder.bytes + [Path.slash]
    guard bytes.starts(with: prefix) else { return nil }
    let rest = bytes[prefix.count...].drop { $0 == Path.slash }
    return rest.isEmpty ? nil : Path(bytes: Array(rest))
  }
}
