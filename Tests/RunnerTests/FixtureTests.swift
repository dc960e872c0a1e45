import Foundation
import Model
import Readers
import Testing

@testable import Runner

/// Formats are tested as data: a report, and beside it what `inspect` says. `SIXGATE_RECORD=1` rewrites the latter.
struct FixtureTests {
  private static let isRecording = ProcessInfo.processInfo.environment["SIXGATE_RECORD"] == "1"

  @Test(arguments: Fixture.all)
  func `a fixture reads as expected`(_ fixture: Fixture) throws {
    let inspected = try fixture.inspected()
    if FixtureTests.isRecording { try Data(inspected.utf8).write(to: fixture.expectation) }
    #expect(inspected == String(decoding: try Data(contentsOf: fixture.expectation), as: UTF8.self))
    #expect(!FixtureTests.isRecording, "recorded; run again without SIXGATE_RECORD")
  }

  @Test(arguments: Fixture.all)
  func `a fixture cut short anywhere is read or refused in words`(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    for end in places(in: bytes, of: fixture) { check(Array(bytes[..<end]), fixture) }
  }

  @Test(arguments: Fixture.all)
  func `a fixture with one byte changed is read or refused in words`(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    for place in places(in: bytes, of: fixture) {
      for byte: UInt8 in [0x00, 0x22, 0x2D, 0x39, 0x7B, 0xFF] {
        var changed = bytes
        changed[place] = byte
        check(changed, fixture)
      }
    }
  }

  /// Every place of a short file; 400 places, evenly spread, of a long one. Formats that are described have one
  /// reader in common, and many fixtures: 25 places are enough of each.
  private func places(in bytes: [UInt8], of fixture: Fixture) -> [Int] {
    let isDescribed = FixtureTests.described.contains(fixture.format)
    return Array(stride(from: 0, to: bytes.count, by: max(1, bytes.count / (isDescribed ? 25 : 400))))
  }

  private static let described = Set(((try? ScanFormat.builtIn()) ?? []).map(\.name))

  private func check(_ bytes: [UInt8], _ fixture: Fixture) {
    let file = read("changed", for: [.security], in: .holding(["changed": bytes]))
    let isRefused = file.input.status != .read
    #expect(isRefused == (file.input.error != nil))
    #expect(!isRefused || file.input.error?.message.contains("wanted") == true)
  }
}
