import Model
import Syntax

/// An `artifactLocation`: a file by its URI, by its place in the run's list, or both; -1 is none.
struct SARIFFile: Hashable {
  /// Its path, which is not empty.
  private(set) var path: Int32 = -1
  /// The name of the folder that a relative URI starts from.
  private(set) var base: Int32 = -1
  /// Its place in the run's list.
  private(set) var place: Int32 = -1

  var isNamed: Bool { place >= 0 || path >= 0 }

  private enum Key: String, CaseIterable { case uri, uriBaseId, index }
  private static let keys = Keys<Key>()

  init(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    guard try json.beginsObject() else { return }
    while let key = try json.nextKey(of: SARIFFile.keys) {
      switch key {
      case .uri: path = try texts.path(&json)
      case .uriBaseId: base = try texts.name(&json)
      case .index: place = try json.place()
      }
    }
  }
}

extension SARIFFile {
  mutating func move(by shift: Int32) {
    path.move(by: shift)
    base.move(by: shift)
  }
}

/// The files and folders that a run names once for all its results.
struct SARIFFiles {
  private var artifacts: [SARIFFile] = []
  private var bases: [String: SARIFFile] = [:]
  /// What was made of bases, and of files that start from one.
  private var folders: [Int32: Path?] = [:]
  private var completed: [SARIFFile: Int32] = [:]

  private enum ArtifactKey: String, CaseIterable { case location }
  private static let artifactKeys = Keys<ArtifactKey>()

  mutating func takeArtifacts(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    guard try json.beginsArray() else { return }
    while try json.nextElement() {
      var file = SARIFFile()
      try json.beginObject()
      while try json.nextKey(of: SARIFFiles.artifactKeys) != nil { file = try SARIFFile(&json, &texts) }
      artifacts.append(file)
    }
  }

  mutating func takeBases(_ json: inout JSONReader, _ texts: inout SARIFTexts) throws(ReadError) {
    guard try json.beginsObject() else { return }
    while let name = try json.nextKey() { bases[name] = try SARIFFile(&json, &texts) }
  }

  /// The path of a file, completed by what the run says once; -1 where no file is named.
  mutating func path(of file: SARIFFile, _ texts: inout SARIFTexts) -> Int32 {
    let named = file.path < 0 ? artifact(file.place) : file
    guard named.path >= 0, named.base >= 0, !bases.isEmpty else { return named.path }
    guard let folder = folder(named.base, texts) else { return named.path }
    if let known = completed[named] { return known }
    let path = texts.table.append(folder.appending(texts.path(named.path)).bytes[...])
    completed[named] = path
    return path
  }

  private mutating func folder(_ base: Int32, _ texts: SARIFTexts) -> Path? {
    if let known = folders[base] { return known }
    let found = texts.table[base].flatMap { folder($0, texts) }
    folders[base] = .some(found)
    return found
  }

  private func artifact(_ place: Int32) -> SARIFFile {
    artifacts.indices.contains(Int(place)) ? artifacts[Int(place)] : SARIFFile()
  }

  /// The folder that a base stands for, from the repository's root: bases that are absolute are that root.
  private func folder(_ name: String, _ texts: SARIFTexts) -> Path? {
    var folder = Path(bytes: [])
    var name: String? = name
    // Bases may lie in each other, and a hostile log's in a circle.
    for _ in 0..<8 {
      guard let base = name.flatMap({ bases[$0] }), base.path >= 0 else { break }
      let path = texts.path(base.path)
      if path.isAbsolute || path.hasScheme { break }
      folder = path.appending(folder)
      name = texts.table[base.base]
    }
    return folder.isEmpty ? nil : folder
  }
}

extension SARIFFile { init() {} }

extension Path {
  /// The file that a URI names: escapes decoded, `file:` and host dropped, as it is where it has another scheme.
  init(uri: [UInt8]) {
    if Path.isPlain(uri.span) {
      self.init(bytes: uri)
      return
    }
    var bytes = percentDecoded(uri)
    if bytes.starts(with: "file:".utf8) {
      bytes.removeFirst("file:".utf8.count)
      if bytes.starts(with: "//".utf8) {
        bytes = Array(bytes.dropFirst(2).drop { $0 != UInt8(ascii: "/") })
      }
      // `file:///C:/a` is `C:/a`.
      if bytes.count > 2, bytes[0] == UInt8(ascii: "/"), bytes[2] == UInt8(ascii: ":") { bytes.removeFirst() }
    }
    let path = Path(bytes: bytes)
    self = path.hasScheme ? path : path.normalised
  }

  /// Whether a path is its own normal form, told at a glance.
  @_optimize(speed)
  private static func isPlain(_ uri: Span<UInt8>) -> Bool {
    var isStart = true
    for at in uri.indices {
      let byte = uri[at]
      // Of the marks with a meaning only `.` and `/` come before the digits.
      if byte > UInt8(ascii: "/"), byte != UInt8(ascii: ":"), byte != UInt8(ascii: "\\") {
        isStart = false
      } else if byte == UInt8(ascii: "/"), !isStart || at == 0 {
        isStart = true
      } else if byte < UInt8(ascii: "."), byte != UInt8(ascii: "%") {
        isStart = false
      } else if byte != UInt8(ascii: ".") || isStart {
        return false
      }
    }
    return !isStart
  }

  fileprivate var hasScheme: Bool {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return bytes[colon...].starts(with: "://".utf8)
  }
}
