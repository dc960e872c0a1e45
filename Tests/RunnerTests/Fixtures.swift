import Foundation
import Model
import Reporters
import Syntax
import Testing

@testable import Runner

/// A report of a real tool, or one that is broken by hand, with what `inspect` says of it beside it.
struct Fixture: CustomTestStringConvertible {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")

  let format: String
  let url: URL

  var testDescription: String { "\(format)/\(url.lastPathComponent)" }
  var expectation: URL { url.appendingPathExtension("expected.json") }

  /// Every file in `Tests/Fixtures/FORMAT` that is not an expectation.
  static let all: [Fixture] = {
    let files = FileManager.default
    let formats = (try? files.contentsOfDirectory(atPath: folder.path)) ?? []
    return formats.sorted().flatMap { format in
      let names = (try? files.contentsOfDirectory(atPath: folder.appending(path: format).path)) ?? []
      return names.filter { !$0.hasSuffix(".expected.json") && !$0.hasPrefix("make") }.sorted().map {
        Fixture(format: format, url: folder.appending(path: format).appending(path: $0))
      }
    }
  }()

  func bytes() throws -> [UInt8] { Array(try Data(contentsOf: url)) }

  func inspected() throws -> String {
    let bytes = try bytes()
    let file = read(Path(testDescription), for: [], in: .holding([Path(testDescription): bytes]))
    return Inspection.render([(file.input, file.evidence)])
  }
}

extension World {
  /// A world of a few files, without git, environment or clock.
  static func holding(_ files: [Path: [UInt8]]) -> World {
    var world = World(
      now: Instant(seconds: 0), environment: [:], directory: Path(bytes: []),
      type: { files[$0] == nil ? nil : .file },
      open: { path throws(ReadError) in
        guard let bytes = files[path] else { throw ReadError(met: "no file", wanted: "\(path)") }
        return ByteStream(bytes, blockSize: 4096)
      },
      openPart: { path, part throws(ReadError) in ByteStream(Array((files[path] ?? [])[part]), blockSize: 4096) },
      size: { files[$0]?.count },
      list: { _ throws(ReadError) in files.keys.map { World.Entry(name: $0, isDirectory: false) } },
      write: { _, _ in }, append: { _, _ in },
      git: { _, _, _ throws(ReadError) in throw ReadError(met: "no git", wanted: "none in this test") })
    world.cores = 2
    return world
  }
}
