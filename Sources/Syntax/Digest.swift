internal import CSodium

/// The SHA-256 of some bytes as 64 hexadecimal digits.
///
/// - Source: FIPS 180-4
package func sha256(_ bytes: [UInt8]) -> String {
  var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
  // C writes as many bytes as the digest has, and reads those of the array.
  unsafe bytes.withUnsafeBufferPointer { input in
    unsafe digest.withUnsafeMutableBufferPointer { output in
      guard let start = output.baseAddress else { return }
      _ = unsafe crypto_hash_sha256(start, input.baseAddress, UInt64(input.count))
    }
  }
  let digits = Array("0123456789abcdef".utf8)
  return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
