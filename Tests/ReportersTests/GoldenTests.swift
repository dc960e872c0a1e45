import Foundation
import Model
import Testing

@testable import Reporters

/// Each reporter's text for each sample, as it lies in `Golden/FORMAT/SAMPLE.txt`; `SIXGATE_RECORD=1` rewrites it.
struct GoldenTests {
  @Test(arguments: Reporter.all.map(\.format), Sample.all.map(\.name))
  func `a report is told as recorded`(_ format: String, _ name: String) throws {
    let reporter = try #require(Reporter.all.first { $0.format == format })
    let sample = try #require(Sample.all.first { $0.name == name })
    try Golden(format, name).check(reporter.render(sample.report, Style()))
  }

  @Test func `no golden file is left over`() throws {
    let expected = Reporter.all.flatMap { reporter in
      Sample.all.map { "\(reporter.format)/\($0.name).txt" }
    }
    #expect(try Golden.all().subtracting(Golden.others).sorted() == expected.sorted())
  }
}

/// A recorded text.
struct Golden {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
  private let url: URL

  /// The golden files of tests of one reporter alone.
  static let others: Set<String> = [
    "terminal/failed.narrow.txt", "terminal/failed.wide.txt", "terminal/failed.colour.txt", "outputs/failed.txt",
    "record/full.txt",
  ]

  init(_ format: String, _ name: String) { url = Golden.folder.appending(path: "\(format)/\(name).txt") }

  func check(_ text: String) throws {
    let isRecording = ProcessInfo.processInfo.environment["SIXGATE_RECORD"] == "1"
    if isRecording {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    let isAsRecorded = try Data(text.utf8) == Data(contentsOf: url)
    // The texts themselves stay out of the log: some hold what a platform would take for commands.
    #expect(isAsRecorded, "compare what SIXGATE_RECORD=1 writes with \(url.lastPathComponent)")
    #expect(!isRecording, "recorded; run again without SIXGATE_RECORD")
  }

  static func all() throws -> Set<String> {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return Set(names.filter { $0.hasSuffix(".txt") })
  }
}
