package import Model
package import Syntax

/// The CI template of a platform, as it was when the program was built.
///
/// - Throws: where the platform has none.
package func embeddedTemplate(of platform: Platform) throws(ReadError) -> [UInt8] {
  try EmbeddedFile.bytes(of: "ci-templates/\(platform.rawValue)")
}
