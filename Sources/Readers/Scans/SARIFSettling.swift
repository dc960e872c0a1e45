import Model

/// What results leave to their rules, which is looked up once for all results of a rule.
struct SARIFSettling {
  /// A rule as the results of one id meet it.
  struct Rule {
    fileprivate let reference: SARIFReference
    /// Where it stands; `nil` where the tool tells of no such rule.
    let place: SARIFTool.Place?
    let kind: ScanFinding.Kind
    fileprivate var id: Int32
    fileprivate var title: Int32 = -1
    fileprivate var level: SARIFLevel?
    fileprivate var rating: SARIFRating?
  }

  private let tool: SARIFTool
  private let kind: ScanFinding.Kind
  /// By the id that results give it.
  private var rules: [Int32: Rule] = [:]

  init(_ tool: SARIFTool) {
    self.tool = tool
    kind = tool.kind
  }

  mutating func rule(of result: SARIFResult, _ texts: inout SARIFTexts) -> Rule {
    if let known = rules[result.id], known.reference == result.rule { return known }
    let rule = rule(result.id, result.rule, &texts)
    rules[result.id] = rule
    return rule
  }

  private func rule(_ id: Int32, _ reference: SARIFReference, _ texts: inout SARIFTexts) -> Rule {
    let name = texts.table[id] ?? ""
    guard let place = tool.place(of: name, reference, texts) else {
      return Rule(reference: reference, place: nil, kind: kind, id: id)
    }
    let told = tool[place]
    var rule = Rule(reference: reference, place: place, kind: told.kind ?? kind, id: id)
    if name.isEmpty { rule.id = texts.table.append(told.id) }
    rule.title = texts.table.append(told.title)
    rule.level = told.level
    rule.rating = told.score.map { texts.rating(by: $0) }
    return rule
  }
}

extension SARIFSettling.Rule {
  /// Says and rates what a result leaves to its rule: its own score comes first, then the rule's, then levels.
  ///
  /// - Parameter override: the level that the tool's invocation gave the rule.
  /// - Source: SARIF 2.1.0, 3.27.10 (level)
  func settle(
    _ row: inout ScanFindings.Row, of result: SARIFResult, override: SARIFLevel?, _ texts: inout SARIFTexts
  ) {
    row.id = id
    if row.title < 0 { row.title = title }
    let rating = result.rating ?? rating ?? texts.rating(by: result.level ?? override ?? level ?? .warning)
    (row.severity, row.ratedBy) = (rating.severity, rating.words)
  }
}
