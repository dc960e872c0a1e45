/// A chart of Helm: a folder of templates with a `Chart.yaml`.
package struct HelmChart: Hashable, Sendable {
  package var name: String
  /// Where its `Chart.yaml` begins.
  package var location: Location
  /// What the images are tagged with to which its values give no tag.
  package var appVersion: String?
  /// Whether it renders to nothing by itself.
  package var isLibrary: Bool
  /// How many other charts it takes in.
  package var dependencies = 0

  package init(name: String, location: Location, appVersion: String? = nil, isLibrary: Bool = false) {
    self.name = name
    self.location = location
    self.appVersion = appVersion
    self.isLibrary = isLibrary
  }

  package var folder: Path { location.path.parent }
}

/// What a repository holds of Helm, and what was rendered from it.
package struct HelmCharts: Hashable, Sendable {
  package var charts: [HelmChart] = []
  /// Files of charts that are manifests only when they are rendered.
  package var templates: [Path] = []
  /// What manifests say they were rendered from, as in `shop/templates/service.yaml`.
  package var rendered: Set<String> = []

  package init() {}

  /// Those that are rendered by themselves: a chart within another is rendered with it, or left out by it.
  package var outermost: [HelmChart] {
    charts.filter { chart in
      !chart.isLibrary
        && !charts.contains { $0.folder != chart.folder && chart.folder.relative(to: $0.folder) != nil }
    }
  }

  package mutating func merge(_ other: HelmCharts) {
    charts += other.charts
    templates += other.templates
    rendered.formUnion(other.rendered)
  }
}
