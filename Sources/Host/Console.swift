import CHost
import SwiftGlibc
import Synchronization

/// The program's own outputs.
package enum Console {
  package static let isTerminal = isatty(1) == 1
  /// Columns of the terminal; `nil` where the output is none.
  package static var columns: Int? {
    let columns = Int(host_columns(1))
    return columns > 0 ? columns : nil
  }

  /// Why not all of it was printed.
  private static let loss = Mutex<String?>(nil)

  package static func print(_ text: String) { put(text, to: 1) }
  package static func complain(_ text: String) { put(text, to: 2) }

  private static func put(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      // The kernel reads exactly the bytes of the slice.
      let put = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
      if put < 0, host_errno() == EINTR { continue }
      guard put > 0 else {
        let reason = host_errno()
        // Who reads no further wants no more.
        if descriptor == 1, reason != EPIPE { loss.withLock { $0 = errorText(reason) } }
        return
      }
      bytes = bytes.dropFirst(put)
    }
  }

  /// Ends the program; where what was printed is lost, 0 becomes the status of a wish that was not met: nobody was told.
  package static func exit(_ status: Int32) -> Never {
    guard let reason = loss.withLock({ $0 }) else { SwiftGlibc.exit(status) }
    complain("sixgate: met the standard output: \(reason), wanted room to write\n")
    SwiftGlibc.exit(status == 0 ? 2 : status)
  }
}
