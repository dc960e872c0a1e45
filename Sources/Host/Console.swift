import CHost
import SwiftGlibc

/// The program's own outputs.
package enum Console {
  package static let isTerminal = isatty(1) == 1
  /// Columns of the terminal; `nil` where the output is none.
  package static var columns: Int? {
    let columns = Int(host_columns(1))
    return columns > 0 ? columns : nil
  }

  package static func print(_ text: String) { put(text, to: 1) }
  package static func complain(_ text: String) { put(text, to: 2) }

  private static func put(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      // The kernel reads exactly the bytes of the slice.
      let put = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
      if put < 0, host_errno() == EINTR { continue }
      guard put > 0 else { return }
      bytes = bytes.dropFirst(put)
    }
  }

  package static func exit(_ status: Int32) -> Never { SwiftGlibc.exit(status) }
}
