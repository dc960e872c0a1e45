package import Model
import Syntax

/// What git tracks, as it keeps it itself: in one file, in the order of the names.
///
/// - Source: gitformat-index(5), versions 2 to 4, for objects with names of SHA-1
package enum GitIndex {
  private static let idSize = 20
  /// Of what stands before an object's name: times, place, mode, owner and size.
  private static let statSize = 40
  private static let modePlace = 24

  /// - Returns: ascending; `nil` where it says more than names, or in another way: of files in conflict, of folders in
  ///   place of their files, with the help of another index.
  package static func paths(in bytes: [UInt8]) -> [Path]? {
    guard bytes.count >= 12 + idSize, bytes.starts(with: "DIRC".utf8) else { return nil }
    let version = bytes.number(at: 4), count = bytes.number(at: 8)
    // No entry is shorter than what stands before its name.
    guard 2...4 ~= version, count <= bytes.count / (statSize + idSize) else { return nil }
    var paths: [Path] = []
    paths.reserveCapacity(count)
    var at = 12
    for _ in 0..<count {
      let last = paths.last ?? ""
      guard let path = entry(in: bytes, &at, behind: version == 4 ? last : nil), last < path else { return nil }
      paths.append(path)
    }
    return hasOnlyHints(bytes, behind: at) ? paths : nil
  }

  /// - Parameter last: the name before it, where names only say how they go on from there.
  @_optimize(speed)
  private static func entry(in bytes: [UInt8], _ at: inout Int, behind last: Path?) -> Path? {
    let start = at, end = bytes.count - idSize
    at += statSize + idSize
    guard at + 2 <= end, isFile(mode: bytes.number(at: start + modePlace)) else { return nil }
    let flags = Int(bytes[at]) << 8 | Int(bytes[at + 1])
    // A flag says that more follow; a stage, that there are versions in conflict.
    at += flags & 0x4000 == 0 ? 2 : 4
    guard flags & 0x3000 == 0 else { return nil }
    var kept: ArraySlice<UInt8> = []
    if let last {
      guard let dropped = offset(in: bytes, &at), dropped <= last.bytes.count else { return nil }
      kept = last.bytes.dropLast(dropped)
    }
    guard at < end else { return nil }
    let nul = bytes.firstIndex(of: 0, in: at..<end)
    let name: [UInt8] = kept.isEmpty ? Array(bytes[at..<nul]) : Array(kept + bytes[at..<nul])
    // Whole names are filled up to a multiple of eight, with one zero at least.
    at = last == nil ? start + (nul - start) / 8 * 8 + 8 : nul + 1
    return at <= end ? Path(bytes: name) : nil
  }

  /// A file, a link or a submodule, and no folder.
  private static func isFile(mode: Int) -> Bool {
    mode >> 9 == 0o100 || mode >> 9 == 0o120 || mode >> 9 == 0o160
  }

  /// A number as packs have their offsets: seven bits a byte, and one more for each byte that follows.
  private static func offset(in bytes: [UInt8], _ at: inout Int) -> Int? {
    var value = 0
    while at < bytes.count, value < bytes.count {
      let byte = bytes[at]
      at += 1
      value += Int(byte & 0x7F)
      if byte < 0x80 { return value }
      value = (value + 1) << 7
    }
    return nil
  }

  /// Whether nothing stands behind the entries that changes what they say.
  private static func hasOnlyHints(_ bytes: [UInt8], behind place: Int) -> Bool {
    var at = place
    let end = bytes.count - idSize
    while at + 8 <= end {
      // Capitals are for what nobody needs to understand.
      guard UInt8(ascii: "A")...UInt8(ascii: "Z") ~= bytes[at] else { return false }
      at += 8 + bytes.number(at: at + 4)
    }
    return at == end
  }
}

extension [UInt8] {
  /// Four bytes, the highest first.
  fileprivate func number(at place: Int) -> Int {
    Int(self[place]) << 24 | Int(self[place + 1]) << 16 | Int(self[place + 2]) << 8 | Int(self[place + 3])
  }
}
