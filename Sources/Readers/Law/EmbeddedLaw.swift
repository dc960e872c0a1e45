import CGates
import Syntax

/// A file of `gates/`, as it was when the program was built.
struct EmbeddedFile {
  let name: String
  private let place: Int

  var bytes: [UInt8] {
    var count = 0
    // The table and all that it points to are constants of the program; the place was met in it.
    guard let files = unsafe gates_files(&count), place < count else { return [] }
    let file = unsafe files[place]
    return unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.size))
  }

  static let all: [EmbeddedFile] = {
    var count = 0
    // The table and all that it points to are constants of the program.
    guard let files = unsafe gates_files(&count) else { return [] }
    return (0..<count).map { unsafe EmbeddedFile(name: String(cString: files[$0].name), place: $0) }
  }()

  static func named(_ name: String) throws(ReadError) -> Node { try LawTape(bytes(of: name)).root() }

  /// What a file says that is kept small.
  static func inflated(_ name: String) throws(ReadError) -> [UInt8] {
    var source = try ByteSource(bytes(of: name))
    return try source.rest()
  }

  static func bytes(of name: String) throws(ReadError) -> [UInt8] {
    guard let file = all.first(where: { $0.name == name }) else {
      throw ReadError(met: "no embedded file \(name)", wanted: "one of gates/")
    }
    return file.bytes
  }
}

/// The one document that a policy or a file of the law consists of; no key may stand twice in it.
///
/// - Parameter empty: what a text without content stands for; without it, such a text is an error.
func oneDocument(_ bytes: [UInt8], else empty: Node? = nil) throws(ReadError) -> Node {
  var documents: [NodeDocument] = []
  try readYAML(bytes) { document throws(ReadError) in documents.append(document) }
  if let empty, documents.allSatisfy({ $0.root == nil }) { return empty }
  guard documents.count == 1, let root = try documents[0].onlyKeys() else {
    let roots = documents.compactMap(\.root)
    let second = roots.dropFirst().first
    throw ReadError(
      line: second?.line, column: second?.column, met: "\(roots.count) documents with content", wanted: "one")
  }
  return root
}

extension NodeDocument {
  /// The content, if no key stands twice in it.
  func onlyKeys() throws(ReadError) -> Node? {
    guard let twice = duplicates.first else { return root }
    throw ReadError(
      line: twice.line, column: twice.column, met: "the key \(twice.key) again",
      wanted: "it once (line \(twice.firstLine))")
  }
}
