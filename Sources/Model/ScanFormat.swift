/// How the reports of a scanner are built: what a file of `gates/scanners/` says, or an entry of `security.formats`.
package struct ScanFormat: Hashable, Sendable {
  package enum Syntax: String, CaseIterable, Sendable {
    case json, xml, csv
    /// A value of JSON a line, each read as if it were the whole.
    case jsonLines = "json-lines"
    /// Blocks of `Label: value` lines, with blank lines between them.
    case paragraphs
  }

  package var name: String
  /// Where the format is described.
  package var about: String
  package var syntax = Syntax.json
  /// Where such a report lies when nobody configured anything.
  package var files: [Glob] = []
  /// A report begins like this if all of one of these rows stands in its first 64 KiB.
  package var marks: [[Condition]] = []
  package var findings: [Entry] = []
  /// What is said about vulnerabilities: whether they do harm, and what is done about them.
  package var statements: [Entry] = []
  /// What the tool says went wrong or was left out.
  package var problems: [Entry] = []
  /// One of these stands in every report that is whole.
  package var needs: [Condition] = []
  /// What was looked at: numbers are added up, anything else counts one.
  package var scanned: [ReportPath] = []
  /// One of these stands in the report of every scan; one without any only lists what there is.
  package var lookedFor: [ReportPath] = []
  /// How many findings the report says that it has; numbers are added up.
  package var counted: [ReportPath] = []
  /// Numbers that are above 0 only where something was found, whatever they count.
  package var stated: [ReportPath] = []
  /// How many findings the tool put aside by the report's own word; numbers are added up.
  package var putAside: [ReportPath] = []
  /// One of these holds of a report that leaves findings out by somebody's word.
  package var filters: [Condition] = []
  /// What kind of thing was scanned, by what shows it.
  package var subjects: [Choice<Scan.Subject>] = []
  /// What was scanned, by its name: an image, a folder.
  package var target: [ReportPath] = []
  /// What its checks were about: Terraform, Kubernetes.
  package var areas: [ReportPath] = []
  /// When the report was made.
  package var made: [ReportPath] = []
  /// The tool, where a report of the format may come from several.
  package var tool: [ReportPath] = []
  /// The number of the first column of a line.
  package var firstColumn = 1
  /// Whether its paths begin with a slash at the folder that was scanned.
  package var isRooted = false
  /// Whether it writes nothing but an empty list where it found nothing.
  package var writesEmptyLists = false

  package init(name: String, about: String) {
    self.name = name
    self.about = about
  }
}

extension ScanFormat {
  /// A kind of record that a report holds, and where it says what about itself.
  package struct Entry: Hashable, Sendable {
    /// The records, from the outermost value; paths of all else begin at the record.
    package var at: [ReportPath]
    package var kind = ScanFinding.Kind.code
    /// Kinds that a record is of instead if any of their conditions holds, the first such kind.
    package var kinds: [Choice<ScanFinding.Kind>] = []
    /// All of these hold of a record that counts.
    package var conditions: [Condition] = []
    /// All of these hold of a record that the tool itself put aside; `nil` where it puts none aside.
    package var suppressed: [Condition]?
    /// In each place the first path that leads to something: of several ids the first, of severities, scores and
    /// vectors the worst, of aliases and fixes all.
    package var places: [Place: [ReportPath]] = [:]
    /// What the tool's words for severities mean, where they are not the common ones.
    package var words: [String: Severity] = [:]

    package init(at: [ReportPath]) { self.at = at }
  }

  /// Something, and what shows it: one of the conditions.
  package struct Choice<Value: Hashable & Sendable>: Hashable, Sendable {
    package var value: Value
    package var conditions: [Condition]

    package init(_ value: Value, if conditions: [Condition]) {
      self.value = value
      self.conditions = conditions
    }
  }

  /// What a record can say about itself.
  package enum Place: String, CaseIterable, Sendable {
    case id, aliases, title, severity, score, vector, package, version, ecosystem, fix, path, line, column, reason,
      status
  }

  /// What is asked of what a path leads to.
  package struct Condition: Hashable, Sendable {
    package enum Test: Hashable, Sendable {
      case isThere, isMissing
      case isOneOf([String])
      case isNoneOf([String])
    }

    package var path: ReportPath
    package var test: Test

    package init(_ path: ReportPath, _ test: Test) {
      self.path = path
      self.test = test
    }
  }
}

/// A way through the values of a report, in a few words of XPath.
///
/// `a/b` is a member or an element, `*` each one whatever it is called, `..` what is around it, `.` itself, `name()`
/// what itself is called. With a slash in front the way begins at the outermost value.
package struct ReportPath: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    case member(String)
    case every, parent
    case ownName
  }

  package var isAbsolute: Bool
  package var steps: [Step]

  package init(isAbsolute: Bool = false, _ steps: [Step]) {
    self.isAbsolute = isAbsolute
    self.steps = steps
  }
}

extension ReportPath: CustomStringConvertible {
  /// The path as it is written.
  package var description: String {
    let words = steps.map { step in
      switch step {
      case .member(let name): name
      case .every: "*"
      case .parent: ".."
      case .ownName: "name()"
      }
    }
    return (isAbsolute ? "/" : "") + (words.isEmpty ? "." : words.joined(separator: "/"))
  }
}

extension ScanFormat.Condition: CustomStringConvertible {
  package var description: String {
    switch test {
    case .isThere: "\(path)"
    case .isMissing: "!\(path)"
    case .isOneOf(let words): "\(path) = \(words.joined(separator: " | "))"
    case .isNoneOf(let words): "\(path) != \(words.joined(separator: " | "))"
    }
  }
}
