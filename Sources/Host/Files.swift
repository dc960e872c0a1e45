import CHost
import Model
import Runner
import SwiftGlibc
import Syntax

/// The file system as a run sees it.
enum Files {
  static func type(of path: Path) -> World.FileType? {
    var info = stat()
    guard unsafe path.withCString({ unsafe stat($0, &info) }) == 0 else { return nil }
    return switch Int32(info.st_mode) & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    default: .other
    }
  }

  /// The same place without links, `.` and `..`; `nil` where there is nothing.
  static func resolved(_ path: Path) -> Path? {
    // The buffer that C allocates ends in a NUL, and is freed here.
    guard let real = unsafe path.withCString({ unsafe realpath($0, nil) }) else { return nil }
    defer { unsafe free(real) }
    return Path(bytes: unsafe Array(UnsafeRawBufferPointer(start: real, count: strlen(real))))
  }

  /// Whether it is a file that may be run.
  static func isProgram(_ path: Path) -> Bool {
    unsafe type(of: path) == .file && path.withCString { unsafe access($0, X_OK) } == 0
  }

  static func open(_ path: Path) throws(ReadError) -> ByteStream {
    let descriptor = try Descriptor.open(path)
    if descriptor.isDirectory { throw ReadError(met: "a directory", wanted: "a file") }
    return ByteStream { block throws(ReadError) in try descriptor.appendBlock(to: &block) }
  }

  static func openPart(_ path: Path, _ part: Range<Int>) throws(ReadError) -> ByteStream {
    let descriptor = try Descriptor.open(path)
    guard lseek(descriptor.number, part.lowerBound, SEEK_SET) == part.lowerBound else {
      throw ReadError(met: errorText(host_errno()), wanted: "a place within the file")
    }
    var left = part.count
    return ByteStream { block throws(ReadError) in
      guard left > 0 else { return }
      let before = block.count
      try descriptor.appendBlock(to: &block, atMost: min(left, ByteStream.blockSize))
      left -= block.count - before
    }
  }

  static func size(of path: Path) -> Int? {
    var info = stat()
    guard unsafe path.withCString({ unsafe stat($0, &info) }) == 0, Int32(info.st_mode) & S_IFMT == S_IFREG else {
      return nil
    }
    return Int(info.st_size)
  }

  /// Nanoseconds since 1970; `nil` for everything but a regular file.
  static func modified(_ path: Path) -> Int64? {
    var info = stat()
    guard unsafe path.withCString({ unsafe stat($0, &info) }) == 0, Int32(info.st_mode) & S_IFMT == S_IFREG else {
      return nil
    }
    return Int64(info.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(info.st_mtim.tv_nsec)
  }

  static func list(_ path: Path) throws(ReadError) -> [World.Entry] {
    guard let folder = unsafe path.withCString({ unsafe opendir($0) }) else {
      throw ReadError(met: "\"\(path)\": \(errorText(host_errno()))", wanted: "a folder to list")
    }
    defer { unsafe closedir(folder) }
    var entries: [World.Entry] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: UInt8.self, capacity: 256) {
          unsafe Array(UnsafeBufferPointer(start: $0, count: strnlen($0, 256)))
        }
      }
      guard name != Array(".".utf8), name != Array("..".utf8) else { continue }
      let listed = unsafe Int(entry.pointee.d_type)
      let kind = listed == DT_UNKNOWN ? kind(of: path.appending(Path(bytes: name))) : listed
      guard [DT_DIR, DT_REG, DT_LNK].contains(kind) else { continue }
      entries.append(World.Entry(name: Path(bytes: name), isDirectory: kind == DT_DIR, isLink: kind == DT_LNK))
    }
    return entries
  }

  /// For file systems that do not tell it in the list of a folder.
  private static func kind(of path: Path) -> Int {
    var info = stat()
    guard unsafe path.withCString({ unsafe lstat($0, &info) }) == 0 else { return DT_UNKNOWN }
    // The kinds of lists are those of modes, without the bits below.
    return Int(info.st_mode & UInt32(S_IFMT)) >> 12
  }

  /// Writes beside the file and renames, so that nobody meets half of it; what is no regular file (a device, a
  /// pipe) is written to as it is, never replaced.
  static func write(_ path: Path, _ bytes: [UInt8]) throws(ReadError) {
    switch type(of: path) {
    case .directory?: throw ReadError(met: "a directory at \"\(path)\"", wanted: "a file to write")
    case .other?: try put(bytes, to: path, as: path, flags: O_WRONLY)
    case .file?, nil:
      let beside = Path(bytes: path.bytes + Array(".sixgate-\(getpid())".utf8))
      do throws(ReadError) {
        try put(bytes, to: beside, as: path, flags: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
        let code = unsafe beside.withCString { from in unsafe path.withCString { to in unsafe rename(from, to) } }
        if code != 0 { throw ReadError(met: "\"\(path)\": \(errorText(host_errno()))", wanted: "a place to write") }
      } catch {
        _ = unsafe beside.withCString { unsafe unlink($0) }
        throw error
      }
    }
  }

  /// Adds lines to the end of a file, all of them or none: what several write at once stands one behind the other.
  static func append(_ path: Path, _ lines: [UInt8]) throws(ReadError) {
    guard [.file, nil].contains(type(of: path)) else { return try put(lines, to: path, as: path, flags: O_WRONLY) }
    let file = try openToWrite(path, as: path, flags: O_RDWR | O_CREAT | O_APPEND)
    // A file system without locks still has O_APPEND.
    while flock(file.number, LOCK_EX) != 0, host_errno() == EINTR {}
    let end = lseek(file.number, 0, SEEK_END)
    do throws(ReadError) {
      try put((endsInLine(file, at: end) ? [] : [UInt8(ascii: "\n")]) + lines, to: file, as: path)
    } catch {
      _ = ftruncate(file.number, end)
      throw error
    }
  }

  /// False where a writer was cut off in the middle of a line.
  private static func endsInLine(_ file: Descriptor, at end: Int) -> Bool {
    var last: UInt8 = 0
    // The kernel writes at most the one byte.
    let got = unsafe withUnsafeMutableBytes(of: &last) { unsafe pread(file.number, $0.baseAddress, 1, end - 1) }
    return end == 0 || got == 1 && last == UInt8(ascii: "\n")
  }

  /// - Parameter name: what the caller calls the file, for messages.
  private static func put(_ bytes: [UInt8], to path: Path, as name: Path, flags: Int32) throws(ReadError) {
    try put(bytes, to: openToWrite(path, as: name, flags: flags), as: name)
  }

  private static func openToWrite(_ path: Path, as name: Path, flags: Int32) throws(ReadError) -> Descriptor {
    let number = unsafe path.withCString { unsafe host_create($0, flags) }
    guard number >= 0 else {
      throw ReadError(met: "\"\(name)\": \(errorText(host_errno()))", wanted: "a place to write")
    }
    return Descriptor(number)
  }

  private static func put(_ bytes: [UInt8], to descriptor: Descriptor, as name: Path) throws(ReadError) {
    var at = 0
    while at < bytes.count {
      // The kernel reads what lies between `at` and the end of the array.
      let put = unsafe bytes.withUnsafeBytes {
        unsafe SwiftGlibc.write(descriptor.number, $0.baseAddress.map { unsafe $0 + at }, bytes.count - at)
      }
      if put < 0, host_errno() == EINTR { continue }
      guard put > 0 else { throw ReadError(met: "\"\(name)\": \(errorText(host_errno()))", wanted: "room to write") }
      at += put
    }
  }
}
