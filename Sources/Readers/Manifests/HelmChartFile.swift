import Model
import Syntax

extension Reader {
  /// The reader of what makes a folder a chart: its name and content together, so it is none of those that go by content.
  package static let helmChart = Reader(
    "helm-chart", gates: [.infrastructure],
    source: "Helm, The Chart.yaml File: apiVersion v1 or v2, name, version, type, appVersion"
  ) { head in
    let keys = YAMLOutline(head.bytes).keys
    return keys["apiVersion"].map { ["v1", "v2"].contains($0) } == true && keys["kind"] == nil
      && keys["name"] != nil && keys["version"] != nil && keys["metadata"] == nil
  } read: { source, origin throws(ReadError) in
    var evidence = Evidence()
    try readTapes(&source) { tape throws(ReadError) in
      guard let root = tape.root else { return }
      guard let name = tape.text("name", of: root), !name.isEmpty else {
        throw ReadError(line: tape.line(root), met: "a chart without a name", wanted: "name, text")
      }
      var chart = HelmChart(
        name: name, location: Location(origin, line: tape.line(root)),
        appVersion: tape.text("appVersion", of: root).flatMap { $0.isEmpty ? nil : $0 },
        isLibrary: tape.text("type", of: root) == "library")
      if let others = tape.member("dependencies", of: root) {
        tape.forEachElement(of: others) { _ in chart.dependencies += 1 }
      }
      evidence.manifests.helm.charts.append(chart)
    }
    return evidence
  }
}
