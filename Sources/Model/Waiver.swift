/// A pardon that maintainers grant for some time: what it is about, why, and who agreed.
///
/// What its file leaves out is empty or `nil`; `refusals(under:at:)` says what that means.
package struct Waiver: Hashable, Sendable {
  /// What a finding must be to be meant: all that is given holds of it.
  package struct Match: Hashable, Sendable {
    package var path: Glob?
    /// What stands in the finding's words by itself: a CVE, a package, the name of a test.
    package var name: String?
    package var fingerprint: String?
    /// Whether it is about places alone that name the waiver in a mark.
    package var isMarked = false

    package init(path: Glob? = nil, name: String? = nil, fingerprint: String? = nil, isMarked: Bool = false) {
      self.path = path
      self.name = name
      self.fingerprint = fingerprint
      self.isMarked = isMarked
    }
  }

  package struct Approval: Hashable, Sendable {
    package var by: String
    package var on: Day

    package init(by: String, on: Day) {
      self.by = by
      self.on = on
    }
  }

  package var id: String
  /// The file that it stands in.
  package var origin: Path
  /// About the names of rules.
  package var rule: Glob = ""
  package var matches = Match()
  /// The name of one of the policy's reasons.
  package var reason = ""
  package var justification = ""
  package var risk = ""
  package var mitigation = ""
  package var issue = ""
  package var followUp = ""
  package var requester = ""
  package var approvals: [Approval] = []
  package var created: Day?
  /// The last day on which it holds.
  package var expires: Day?
  /// Where a pilot stays.
  package var namespace: String?
  /// Gates that are skipped as a whole, in place of a rule's findings…
  package var skips: [GateID] = []
  /// …and for which change.
  package var change = MatchedChange()

  package init(id: String, origin: Path) {
    self.id = id
    self.origin = origin
  }
}

// MARK: What it pardons

extension Waiver {
  package func concerns(_ finding: Finding) -> Bool {
    rule.matches(text: finding.rule.text) && matches.holds(of: finding) && (!matches.isMarked || finding.mark == id)
  }

  /// Why a finding that it concerns is not pardoned by it all the same, and the rule that says so; `nil` where it is.
  ///
  /// - Parameter home: the namespace in which the finding lies, as far as one is known.
  package func hindrance(to finding: Finding, in home: String?) -> (rule: RuleID, words: String)? {
    if finding.effect == .cannotJudge, rule.pattern != finding.rule.text {
      return ("waiver.unused", "what cannot be judged is waived by a rule's full name alone: \(finding.rule)")
    }
    guard let namespace, namespace != home else { return nil }
    let place = home ?? "none that is known"
    return ("waiver.namespace", "it is for the namespace \(namespace), and the finding lies in \(place)")
  }
}

extension Waiver.Match {
  /// Whether it leaves anything out.
  var isNarrow: Bool { name != nil || fingerprint != nil || path.map { !$0.matchesEverything } ?? false }

  fileprivate func holds(of finding: Finding) -> Bool {
    if let path, finding.location.map({ path.matches($0.path) }) != true { return false }
    if let name, !finding.message.holds(name: name) { return false }
    return fingerprint.map { $0 == finding.fingerprint } ?? isNarrow
  }
}

extension Glob {
  /// Whether it matches names that nobody gives a file.
  fileprivate var matchesEverything: Bool { ["\u{1}", "\u{1}/\u{2}.\u{3}"].contains { matches(Path($0)) } }
}

extension String {
  /// Whether a name stands in the text with nothing around it that could make it part of a longer one.
  func holds(name: String) -> Bool {
    let (text, name) = (Array(utf8), Array(name.utf8))
    guard !name.isEmpty, name.count <= text.count else { return false }
    return (0...text.count - name.count).contains { start in
      let end = start + name.count
      return text[start..<end].elementsEqual(name) && !(text[..<start].last.map(isPartOfName) ?? false)
        && !(text[end...].first.map(isPartOfName) ?? false)
    }
  }
}

private func isPartOfName(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
    true
  default: "-_./@".utf8.contains(byte)
  }
}
