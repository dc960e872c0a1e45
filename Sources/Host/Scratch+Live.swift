import CHost
import Model
import Runner
import SwiftGlibc
import Syntax

extension Scratch {
  /// Folders beside which a locked file lies: the system lets go of the lock whichever way the program ends.
  static func live(_ environment: [String: String]) -> Scratch {
    let place = Path(environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp")
    return Scratch(
      make: { name throws(ReadError) in try make(name, in: place) },
      makeFolder: { folder throws(ReadError) in try makeFolder(folder) },
      empty: { folder in
        for entry in (try? Files.list(folder)) ?? [] { remove(folder.appending(entry.name)) }
      },
      remove: { folder in
        remove(folder)
        _ = unsafe folder.lock.withCString { unsafe unlink($0) }
      },
      abandoned: { name in abandoned(name, in: place) })
  }

  private static func remove(_ folder: Path) { _ = unsafe folder.withCString { unsafe host_remove($0) } }

  private static func make(_ name: String, in place: Path) throws(ReadError) -> Path {
    let folder = place.appending(Path("\(name)-\(String(UInt64.random(in: .min ... .max), radix: 36))"))
    // First the lock, so that no folder is ever without one. It is held as long as the program lives.
    let lock = unsafe folder.lock.withCString { unsafe host_make_lock($0) }
    guard lock >= 0 else { throw ReadError(met: "\(folder.lock): \(errorText(-lock))", wanted: "a place for a folder") }
    try makeFolder(folder)
    return folder
  }

  private static func makeFolder(_ folder: Path) throws(ReadError) {
    guard unsafe folder.withCString({ unsafe mkdir($0, 0o700) }) == 0 else {
      throw ReadError(met: "\(folder): \(errorText(host_errno()))", wanted: "a place for a folder")
    }
  }

  private static func abandoned(_ name: String, in place: Path) -> [Path] {
    let entries = (try? Files.list(place)) ?? []
    return entries.filter { $0.isDirectory && $0.name.description.hasPrefix("\(name)-") }
      .map { place.appending($0.name) }
      .filter { folder in unsafe folder.lock.withCString { unsafe host_is_unlocked($0) } != 0 }.sorted()
  }
}

extension Path {
  fileprivate var lock: Path { Path(bytes: bytes + Array(".lock".utf8)) }
}
