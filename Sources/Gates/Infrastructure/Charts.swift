import Model

extension RuleID {
  static let ofCharts: [RuleID] = [.unrenderedChart, .unrenderedKustomization]

  fileprivate static let unrenderedChart: RuleID = "infrastructure.unrendered-chart"
}

/// Looks whether what charts render to was read.
func judgeCharts(_ helm: HelmCharts, _ hearing: inout Hearing) {
  for chart in helm.outermost.ordered(by: { $0.location < $1.location }) {
    if helm.rendered.contains(where: { $0.hasPrefix(chart.name + "/") }) { continue }
    let templates = helm.templates.count { $0.relative(to: chart.folder) != nil }
    let others = templates == 0 ? chart.dependencies : 0
    guard templates + others > 0 else { continue }
    let count = templates > 0 ? templates.of("template") : others.of("dependency", "dependencies")
    hearing.find(
      .unrenderedChart,
      "\(count) of the chart \(chart.name) \(templates + others == 1 ? "was" : "were") not judged, "
        + "for nothing was found that it renders to",
      at: chart.location)
  }
  judgeStrays(helm, &hearing)
}

/// Templates beside a `Chart.yaml` that makes no chart: nothing renders them.
private func judgeStrays(_ helm: HelmCharts, _ hearing: inout Hearing) {
  let strays = helm.templates.filter { template in
    !helm.charts.contains { template.relative(to: $0.folder) != nil }
  }
  for (folder, templates) in Dictionary(grouping: strays, by: \.parent).ordered(by: { $0.key < $1.key }) {
    hearing.find(
      .unrenderedChart,
      "\(templates.count.of("template")) below \(folder) \(templates.count == 1 ? "was" : "were") not judged, "
        + "for no Chart.yaml says what chart that is",
      at: templates.min().map { Location($0) })
  }
}
