package import Model
import Syntax

/// What a program printed as TAP, among other things perhaps; `nil` where it printed none.
///
/// A plan, a version or a numbered test makes it TAP: a run that ended before its plan must not count as one without.
package func readPrintedTAP(_ output: [UInt8], origin: Path) -> TestRun? {
  var report = TAPReport(origin)
  var isTAP = false
  var number = 0
  for line in output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
    number += 1
    let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    do throws(ReadError) {
      if try TAPLine(line).isMark { isTAP = true }
      try report.take(line)
    } catch {
      var run = TestRun(origin: origin)
      run.troubles.append(TestTrouble(.cutOff, "line \(number) of its TAP: \(error.message)"))
      return run
    }
  }
  guard isTAP else { return nil }
  report.finish()
  return report.run
}

extension TAPLine {
  /// Whether nothing but TAP has such a line.
  fileprivate var isMark: Bool {
    switch kind {
    case .version, .plan: indent == 0
    case .point(let point): indent == 0 && point.number != nil
    default: false
    }
  }
}
