package import Model

/// What is to be said of the documents that set the policy, where `sixgate.yaml` names any.
///
/// - Parameter problems: why some could not be read.
package func judgeDocuments(_ documents: [PolicyDocument], _ problems: [Path: String], of matter: Case) -> [Finding] {
  let asked = matter.policy.documents
  guard !asked.policies.isEmpty else { return [] }
  var hearing = DocumentHearing(policy: matter.policy, today: Day(matter.instant))
  for (path, problem) in problems.ordered(by: { $0.key < $1.key }) {
    hearing.find("documents.missing", problem, at: Location(path))
  }
  if documents.isEmpty, problems.isEmpty {
    hearing.find("documents.missing", "git tracks no file like \(asked.policies.map(\.pattern).listed(", "))")
  }
  let places = matter.files.places
  for document in documents {
    hearing.hearHeader(document)
    hearing.hearReview(document)
    for link in document.links where !document.reaches(link.text, places) {
      hearing.find(
        "documents.links", "it links to \(link.text), which is not there", at: Location(document.path, line: link.line))
    }
  }
  return hearing.findings
}

/// What was found so far against documents, or records.
struct DocumentHearing {
  let policy: Policy
  let today: Day
  private(set) var findings: [Finding] = []

  init(policy: Policy, today: Day) {
    self.policy = policy
    self.today = today
  }

  @inline(never)
  mutating func find(_ id: RuleID, _ message: String, at location: Location? = nil, effect: Effect? = nil) {
    if policy.asks(id) { findings.append(policy.finding(id, message, at: location, effect: effect)) }
  }
}

extension DocumentHearing {
  fileprivate mutating func hearHeader(_ document: PolicyDocument) {
    let wanted = [("owner", "owner"), ("status", "status"), ("effective", "effective date"), ("version", "version")]
    let missing = wanted.filter { field($0.0, of: document) == nil }.map { "no \($0.1)" }
    if !missing.isEmpty {
      find("documents.header", "it states \(missing.joined(separator: ", "))", at: Location(document.path))
    }
    if let date = field("effective", of: document), Day(date.text) == nil {
      find("documents.header", "its effective date \(date.words)", at: Location(document.path, line: date.line))
    }
    guard let version = field("version", of: document), !document.entries.contains(version.text) else { return }
    find(
      "documents.change-log", "its change log has no entry for \(version.text)",
      at: Location(document.path, line: version.line))
  }

  fileprivate mutating func hearReview(_ document: PolicyDocument) {
    if field("reviewer", of: document) == nil, field("owner", of: document) == nil {
      find("documents.review", "it names nobody for its review", at: Location(document.path))
    }
    guard let review = field("review", of: document) else {
      return find("documents.review", "it says no day of its next review", at: Location(document.path))
    }
    let place = Location(document.path, line: review.line)
    guard let day = Day(review.text) else {
      return find("documents.review", "its next review \(review.words)", at: place)
    }
    if day < today {
      find("documents.review", "its review was due on \(day), \(day.days(until: today).of("day")) ago", at: place)
    }
  }

  /// What a document says under one of the names of a field; `nil` for nothing.
  private func field(_ name: String, of document: PolicyDocument) -> PolicyDocument.Text? {
    (policy.documents.fields[name] ?? []).lazy.compactMap { document.fields[$0] }.first { !$0.text.isEmpty }
  }
}

extension PolicyDocument.Text {
  /// What is wrong with it where a day is wanted.
  fileprivate var words: String { "is \"\(text.prefix(60))\", and no day as in 2026-12-31" }
}

extension PolicyDocument {
  /// Whether a file or a folder is there that it names, from its own folder or from the top.
  fileprivate func reaches(_ target: String, _ places: Set<Path>) -> Bool {
    if places.contains(Path(String(target.drop { $0 == "/" })).normalised) { return true }
    return !target.hasPrefix("/") && places.contains(path.parent.appending(Path(target)).normalised)
  }
}
