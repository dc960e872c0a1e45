import Model
import Readers
import Syntax

private struct Listener: XMLHandler {
  mutating func open(_ element: XMLElement) { element.hearText() }
  mutating func close(_ name: XMLName) {}
  mutating func take(_ text: Span<UInt8>) {}
}

/// One fuzz target a parser family. A target fails by trapping, by taking too long or too much memory; whatever is read, or
/// refused in words, is well.
package enum Target {
  /// Every format, and the parsers that formats stand on.
  package static let all: [String: ([UInt8]) -> Void] = parsers.merging(formats) { parser, _ in parser }

  private static let parsers: [String: ([UInt8]) -> Void] = [
    "json": { bytes in
      guard let source = try? ByteSource(ByteStream(bytes, blockSize: 7)) else { return }
      var json = JSONReader(source)
      _ = try? json.document()
    },
    "yaml": { bytes in try? readYAML(bytes) { _ in } },
    "xml": { bytes in
      guard var source = try? ByteSource(bytes) else { return }
      var listener = Listener()
      try? readXML(&source, into: &listener)
    },
    "git-log": stream { source in _ = try GitLog.read(&source, .files, classifier) },
    "git-log-lines": stream { source in _ = try GitLog.read(&source, .lines, classifier) },
    "git-log-whole-files": stream { source in _ = try GitLog.read(&source, .wholeFiles, classifier) },
    "git-index": stream { source in _ = try GitIndex.names(in: source.handOver())?.all },
    "patch-digest": stream { source in _ = try PatchDigest.read(&source) },
    "unified-diff": stream { source in _ = try UnifiedDiff.read(&source) },
    "verdict": stream { source in _ = try readVerdictFile(&source) },
    "record": { bytes in _ = try? readRecord(bytes) },
    "reviews": stream { source in _ = try readReviews(&source) },
    "event": stream { source in
      var change = PlatformChange(.github, ["GITHUB_REF": "refs/pull/1/merge"])
      try change.takeProposal(from: ByteSource(try source.rest()))
    },
    "policy-document": stream { source in _ = try readPolicyDocument(&source, at: "fuzz.md") },
    "waiver": { bytes in _ = try? readWaiver(bytes, at: "fuzz") },
    "deployment": { bytes in _ = try? readDeploymentRecord(bytes, at: "fuzz") },
    "policy": { bytes in _ = try? Policy.file(bytes) },
    "owners": { bytes in _ = Owners(file: bytes) },
    "git-attributes": { bytes in _ = GitAttributes.read(bytes, in: "") },
    "glob": { bytes in
      let halves = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
      _ = Glob(String(decoding: halves[0], as: UTF8.self)).matches(Path(bytes: Array(halves.last ?? [])))
    },
    "decimal": { bytes in _ = Decimal(bytes)?.description },
  ]

  /// That of the built-in law, which knows code from the rest.
  private static let classifier = (try? Policy.file([]))?.classifier ?? Classifier()

  /// A parser that reads what a program prints, in blocks that end anywhere.
  private static func stream(_ read: @escaping (inout ByteSource) throws -> Void) -> ([UInt8]) -> Void {
    { bytes in
      guard var source = try? ByteSource(ByteStream(bytes, blockSize: 7)) else { return }
      try? read(&source)
    }
  }

  private static let formats = Dictionary(
    uniqueKeysWithValues: Reader.all.map { reader in
      (
        reader.format,
        { (bytes: [UInt8]) in
          guard var source = try? ByteSource(bytes), (try? Head(&source)) != nil else { return }
          var evidence = try? reader.read(&source, "fuzz")
          evidence?.coverage.settle()
        }
      )
    })
}
