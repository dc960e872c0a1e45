import Model

extension RuleID {
  static let ofCharts: [RuleID] = [.unrenderedChart, .unrenderedKustomization]

  fileprivate static let unrenderedChart: RuleID = "infrastructure.unrendered-chart"
  fileprivate static let unrenderedKustomization: RuleID = "infrastructure.unrendered-kustomization"
}

/// Looks whether what charts render to was read.
func judgeCharts(_ helm: HelmCharts, _ hearing: inout Hearing) {
  for chart in helm.outermost.sorted(by: { $0.location < $1.location }) {
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
  for (folder, templates) in Dictionary(grouping: strays, by: \.parent).sorted(by: { $0.key < $1.key }) {
    hearing.find(
      .unrenderedChart,
      "\(templates.count.of("template")) below \(folder) \(templates.count == 1 ? "was" : "were") not judged, "
        + "for no Chart.yaml says what chart that is",
      at: templates.min().map { Location($0) })
  }
}

/// Tells of kustomizations that take from elsewhere what nobody rendered: it is not in the repository to be judged.
func judgeRemotes(_ manifests: Manifests, _ hearing: inout Hearing) {
  if manifests.objects.contains(where: { $0.location.path.isRendered }) { return }
  for object in manifests.objects {
    for remote in object.remotes {
      hearing.find(
        .unrenderedKustomization,
        "\(remote.text) was not judged, for it is not in the repository and nothing was found that was rendered",
        at: remote.location)
    }
  }
}

extension Path {
  /// Whether it lies where output of kustomize or Helm is kept.
  fileprivate var isRendered: Bool {
    let stem = String(decoding: basename.bytes.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
    return stem.hasSuffix("rendered") || parent.segments.contains { $0.elementsEqual("rendered".utf8) }
  }
}
