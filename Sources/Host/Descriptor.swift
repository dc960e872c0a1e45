import CHost
import Model
import SwiftGlibc
import Syntax

/// An open file, closed when nobody holds it any more.
// A class because a descriptor is closed exactly once.
final class Descriptor {
  let number: Int32

  init(_ number: Int32) { self.number = number }
  deinit { close(number) }

  static func open(_ path: Path) throws(ReadError) -> Descriptor {
    let number = unsafe path.withCString { unsafe host_open($0) }
    guard number >= 0 else { throw ReadError(met: "\"\(path)\": \(errorText(-number))", wanted: "a file to read") }
    return Descriptor(number)
  }

  /// Bytes in memory, to be read from their start; `nil` for none.
  static func holding(_ bytes: [UInt8]) throws(ReadError) -> Descriptor? {
    if bytes.isEmpty { return nil }
    // C reads exactly the bytes of the array.
    let number = unsafe bytes.withUnsafeBytes { unsafe host_input($0.baseAddress, $0.count) }
    guard number >= 0 else { throw ReadError(met: errorText(-number), wanted: "room for the input of a program") }
    return Descriptor(number)
  }

  var isDirectory: Bool {
    var info = stat()
    return unsafe fstat(number, &info) == 0 && Int32(info.st_mode) & S_IFMT == S_IFDIR
  }

  /// Appends what the next `read` gives.
  func appendBlock(to buffer: inout [UInt8], atMost size: Int = ByteStream.blockSize) throws(ReadError) {
    try Descriptor.appendBlock(of: number, to: &buffer, atMost: size)
  }

  /// The same of a descriptor that is somebody else's.
  static func appendBlock(
    of number: Int32, to buffer: inout [UInt8], atMost size: Int = ByteStream.blockSize
  ) throws(ReadError) {
    // A buffer that keeps the end of its last block has room for most of another, and need not become a larger one.
    let room = buffer.capacity - buffer.count
    try buffer.append(addingCapacity: room < size / 2 ? size : min(room, size)) { rest throws(ReadError) in
      // The kernel writes at most `room.count` bytes, and says how many.
      let got = unsafe rest.withUnsafeMutableBufferPointer { room, count in
        let got = unsafe read(number, room)
        count = max(got, 0)
        return got
      }
      if got < 0 { throw ReadError(met: errorText(host_errno()), wanted: "the rest of the file") }
    }
  }

  private static func read(_ number: Int32, _ room: UnsafeMutableBufferPointer<UInt8>) -> Int {
    while true {
      let got = unsafe SwiftGlibc.read(number, room.baseAddress, room.count)
      if got >= 0 || host_errno() != EINTR { return got }
    }
  }
}

/// What an error number means, in words.
func errorText(_ number: Int32) -> String {
  unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
}

extension Path {
  /// For one call, as C has file names. Bytes behind a NUL, which no file name holds, are lost.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    unsafe (bytes + [0]).withUnsafeBufferPointer { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { chars in
        guard let start = chars.baseAddress else { return unsafe "".withCString(body) }
        return unsafe body(start)
      }
    }
  }
}
