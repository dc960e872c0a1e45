package import Model
package import Syntax

/// Where records are kept: a file, a record a line; or notes of git, the lines of a commit's note.
package enum RecordStore: Hashable, Sendable {
  case file(Path)
  /// The full name of their ref.
  case notes(String)

  /// Where runs look that are not told.
  static let usual = RecordStore.notes("refs/notes/sixgate")

  /// - Throws: `ReadError` where a ref is named that is none for notes.
  package init(_ text: String) throws(ReadError) {
    guard text.hasPrefix("refs/") else {
      self = .file(Path(text))
      return
    }
    let segments = text.split(separator: "/", omittingEmptySubsequences: false)
    guard text.hasPrefix("refs/notes/"), segments.count > 2, segments.allSatisfy(\.isRefSegment) else {
      throw ReadError(met: ReadError.quoted(text.utf8), wanted: "a file, or refs/notes/ and a name")
    }
    self = .notes(text)
  }
}

extension RecordStore {
  /// The name of its ref; `nil` where it is none of git's.
  var ref: String? { if case .notes(let ref) = self { ref } else { nil } }

  /// The same, its file named as seen from nowhere in particular.
  func from(_ folder: Path) -> RecordStore {
    if case .file(let path) = self { .file(folder.appending(path)) } else { self }
  }
}

extension RecordStore: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let path): path.description
    case .notes(let ref): ref
    }
  }
}

extension Substring {
  /// Fewer names than git allows, none that it does not.
  fileprivate var isRefSegment: Bool {
    let marks: Set<Unicode.Scalar> = ["-", "_", "."]
    return first != nil && first != "." && first != "-" && !hasSuffix(".lock") && !hasSuffix(".") && !contains("..")
      && unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0"..."9" ~= $0 || marks.contains($0))
      }
  }
}

/// Puts a line of records where later runs find it. Nothing is lost to others that do the same at the same time.
///
/// - Parameter commit: the commit that the line is the record of, as a full object name.
package func keep(_ line: String, of commit: String, in store: RecordStore, _ world: World) throws(ReadError) {
  let line = Array(line.utf8) + [UInt8(ascii: "\n")]
  guard line.count <= ByteCap.token else {
    throw ReadError(met: "a record of \(line.count >> 20) MiB", wanted: "at most \(ByteCap.token >> 20) MiB")
  }
  switch store.from(world.directory) {
  case .file(let path): try world.append(path, line)
  case .notes(let ref): try addNote(line, to: commit, in: ref, world)
  }
}
