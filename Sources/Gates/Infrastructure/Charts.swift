import Model

extension RuleID {
  static let ofCharts: [RuleID] = [.unrenderedChart]

  fileprivate static let unrenderedChart: RuleID = "infrastructure.unrendered-chart"
}

/// Looks whether what charts render to was read; a chart within another is rendered with it, or left out by it.
func judgeCharts(_ helm: HelmCharts, _ hearing: inout Hearing) {
  for chart in helm.charts.sorted(by: { $0.location < $1.location }) where !chart.isLibrary {
    let isPart = helm.charts.contains { other in
      other.folder != chart.folder && chart.folder.relative(to: other.folder) != nil
    }
    let templates = helm.templates.count { $0.relative(to: chart.folder) != nil }
    if isPart || templates == 0 || helm.rendered.contains(where: { $0.hasPrefix(chart.name + "/") }) { continue }
    hearing.find(
      .unrenderedChart,
      "\(templates.of("template")) of the chart \(chart.name) \(templates == 1 ? "was" : "were") not judged, "
        + "for nothing was found that it renders to",
      at: chart.location)
  }
}
