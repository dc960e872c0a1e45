import Model
import Syntax

/// What the attributes and children of a case mean. What none of its writers is known to write is an error, never a
/// pass: of a word that nobody knows, nobody knows that it is good.
///
/// - Source: gtest, CTest, behave, Bazel, QTest, Ginkgo, TestNG, Katalon, surefire's XSD, Playwright, pytest
enum JUnitWords {
  /// The outcome that a word of `status` or `result` is, in any case of its letters; `nil` for one that nobody knows.
  static func outcome(_ word: String) -> TestCase.Outcome? {
    let word = word.lowercased()
    if isPassed.contains(word) { return .passed }
    if isSkipped.contains(word) { return .skipped }
    return isFailed.contains(word) ? .failed : isError.contains(word) ? .error : nil
  }

  private static let isPassed: Set = [
    "", "bpass", "completed", "executed", "expected", "finished", "fixed", "flaky", "ok", "pass", "passed", "run",
    "succeeded", "success", "successful", "true",
  ]
  private static let isSkipped: Set = [
    "bfail", "bskip", "bxfail", "bxpass", "disabled", "filtered", "ignored", "not run", "not_run", "notexecuted",
    "notrun", "pending", "skip", "skipped", "suppressed", "todo", "untested", "xfail", "xfailed",
  ]
  private static let isFailed: Set = ["fail", "failed", "failure", "false", "unexpected", "xpass", "xpassed"]
  private static let isError: Set = [
    "abort", "aborted", "broken", "canceled", "cancelled", "cleanup_error", "crashed", "error", "errored", "fatal",
    "hook_error", "incomplete", "interrupted", "panicked", "timedout", "timed out", "timeout", "undefined",
  ]

  /// What a child says of its case.
  enum Child { case error, failure, skipped, flaky, nothing }

  /// - Returns: `nil` for a child that nobody knows.
  static func child(_ name: XMLName) -> Child? {
    switch name {
    case "error", "rerunError": .error
    case "failure", "rerunFailure": .failure
    case "skipped": .skipped
    case "flakyFailure", "flakyError": .flaky
    case "system-out", "system-err", "properties", "property": .nothing
    default: rare[name.text.lowercased()]
    }
  }

  /// What few write; words of the log, and of what the case is about, say nothing of how it ended.
  private static let rare: [String: Child] = {
    let words: [(Child, [String])] = [
      (.error, ["abort", "aborted", "crash", "crashed", "errors", "exception", "fatal", "timeout", "timedout"]),
      (.failure, ["fail", "failed", "failures"]),
      (.skipped, ["disabled", "ignored", "pending", "skip", "todo"]),
      (
        .nothing,
        [
          "actual", "annotations", "artifacts", "attachment", "attachments", "categories", "comment", "description",
          "duration", "expected", "file", "files", "label", "labels", "link", "links", "log", "logs", "measurement",
          "measurements", "message", "metadata", "note", "notes", "output", "param", "parameter", "parameters",
          "params",
          "passed", "requirement", "requirements", "screenshot", "step", "steps", "stderr", "stdout", "success", "tag",
          "tags", "trace", "traces", "warning", "warnings",
        ]
      ),
    ]
    return Dictionary(words.flatMap { child, names in names.map { ($0, child) } }) { first, _ in first }
  }()
}

extension TestCase {
  /// Says of an error without words of its own how the report calls it.
  mutating func explain(by word: String) {
    guard outcome == .error, message.isEmpty else { return }
    message = word.isEmpty ? "the report does not say how it ended" : "the report calls it \(word.headline)"
  }
}
