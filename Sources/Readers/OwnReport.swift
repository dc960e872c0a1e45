import Syntax

extension Head {
  /// Whether sixgate wrote this: what it found is no evidence, and where it found nothing it would pass for a clean scan.
  ///
  /// - Source: our reporters of SARIF, JUnit XML and OpenMetrics
  package var isOwnReport: Bool {
    // Without blanks, as others may have laid the text out anew; within a text of JSON the quotes would be escaped.
    let dense = bytes.prefix(1024).filter { $0 > UInt8(ascii: " ") }
    return Head.ownMarks.contains { dense.firstIndex(of: Array($0.utf8)) != nil }
  }

  private static let ownMarks = [
    #""tool":{"driver":{"name":"sixgate","#, #"<testsuitesname="sixgate""#, "#TYPEsixgate_blockedgauge",
  ]
}
