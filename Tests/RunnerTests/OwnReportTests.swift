import Foundation
import Model
import Readers
import Syntax
import Testing

@testable import Runner

/// What sixgate writes lies where evidence lies, and a report without findings looks like a clean scan.
struct OwnReportTests {
  private static let goldens: [URL] = {
    let folder = Fixture.folder.deletingLastPathComponent().appending(path: "ReportersTests/Golden")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "txt" }
  }()

  private func readAll(_ bytes: [UInt8], isNamed: Bool) -> [ReadFile] {
    let candidate = Candidate(path: "reports/x", gates: [.security], isNamed: isNamed)
    return Runner.readAll([candidate], by: Reader.all, in: .holding(["reports/x": bytes]))
  }

  @Test(arguments: goldens)
  func `no report of ours is read as evidence`(_ golden: URL) throws {
    let file = try #require(readAll(Array(try Data(contentsOf: golden)), isNamed: true).first)
    // An empty list does not say who wrote it, and passes for nobody's scan.
    #expect(file.input.status != .read || file.input.format == "empty-list", "\(golden.path)")
  }

  @Test(arguments: ["sarif/passed", "junit/passed", "openmetrics/passed"])
  func `a report of ours is passed over, unless the policy names it`(_ name: String) throws {
    let url = try #require(OwnReportTests.goldens.first { $0.path.hasSuffix("\(name).txt") })
    let bytes = Array(try Data(contentsOf: url))
    #expect(readAll(bytes, isNamed: false).isEmpty)
    let named = try #require(readAll(bytes, isNamed: true).first)
    #expect(named.input.error?.message == "met a report that sixgate wrote, wanted one of the tool that looked")
  }

  @Test(
    arguments: [("reports/x", [], 0), ("reports/x", [.security], 1), ("gitleaks.json", [.security], 1)]
      as [(Path, [GateID], Int)])
  func `a list with nothing in it is a scan where scanners write alone`(
    _ path: Path, _ gates: [GateID], _ count: Int
  ) throws {
    func read(isNamed: Bool) -> [ReadFile] {
      let candidate = Candidate(path: path, gates: gates, isNamed: isNamed)
      return Runner.readAll([candidate], by: Reader.all, in: .holding([path: Array("[]\n".utf8)]))
    }
    #expect(read(isNamed: false).count == count)
    #expect(read(isNamed: true).count == 1)
  }

  @Test func `one that was written anew by another tool is no scan`() throws {
    let sorted = #"{"runs":[{"results":[],"tool":{"driver":{"name":"sixgate"}}}],"version":"2.1.0"}"#
    let file = try #require(readAll(Array(sorted.utf8), isNamed: false).first)
    #expect(file.input.status == .unreadable)
  }
}
