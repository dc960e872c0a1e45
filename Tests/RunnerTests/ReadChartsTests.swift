import Model
import Readers
import Syntax
import Testing

@testable import Runner

struct ReadChartsTests {
  private let chart = "apiVersion: v2\nname: shop\nversion: 0.1.0\nappVersion: \"1.2\"\n"
  private let template = "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n{{- if .Values.a }}\n"
  private let service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n"

  private func verdict(_ files: [Path: String]) throws -> Verdict {
    try run(Request(), version: "test", in: .holding(files.mapValues { Array($0.utf8) })).verdicts[3]
  }

  @Test(
    arguments: [
      ("charts/shop/templates/a.yaml", .template), ("charts/shop/templates/tests/a.yml", .template),
      ("charts/shop/templates/_a.tpl", nil), ("charts/shop/values.yaml", nil), ("charts/shop/crds/a.yaml", nil),
      ("other/templates/a.yaml", nil), ("charts/shop/Chart.yaml", .chart),
    ] as [(Path, ChartPart?)])
  func `what a chart renders is known by where it lies`(_ path: Path, _ part: ChartPart?) {
    #expect(ChartFolders(["charts/shop/Chart.yaml", path]).part(path) == part)
  }

  @Test func `a chart whose templates nobody rendered cannot be judged`() throws {
    let verdict = try verdict(["charts/shop/Chart.yaml": chart, "charts/shop/templates/service.yaml": template])
    #expect(verdict.outcome == .cannotJudge)
    #expect(verdict.findings.map(\.rule) == ["infrastructure.unrendered-chart"])
    #expect(
      verdict.findings.map(\.message) == [
        "1 template of the chart shop was not judged, for nothing was found that it renders to"
      ])
    #expect(verdict.inputs.map(\.format) == ["helm-chart", "helm-template"])
  }

  @Test func `what a chart was rendered to is judged in place of it`() throws {
    let rendered = "---\n# Source: shop/templates/service.yaml\r\n\(service)---\n# Source: shop/templates/x.yaml\n"
    let files: [Path: String] = [
      "charts/shop/Chart.yaml": chart, "charts/shop/templates/service.yaml": template,
      "rendered/shop.yaml": rendered,
    ]
    #expect(try verdict(files).outcome == .passed)
    let other = files.mapValues { $0.replacing("# Source: shop/", with: "# Source: shopping/") }
    #expect(try verdict(other).rules == ["infrastructure.unrendered-chart"])
  }

  @Test func `a template without marks is a manifest as it is`() throws {
    let broken = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspeck: {}\n"
    let verdict = try verdict(["charts/shop/Chart.yaml": chart, "charts/shop/templates/a.yaml": broken])
    #expect(verdict.findings.map(\.rule) == ["infrastructure.schema"])
  }

  @Test func `text in a chart's folder that is no manifest is none`() throws {
    let verdict = try verdict(["shop/Chart.yaml": chart, "shop/templates/a.yaml": "# nothing\n"])
    #expect(verdict.outcome == .passed)
    #expect(verdict.inputs.map(\.format) == ["helm-chart"])
  }
}

extension Verdict {
  fileprivate var rules: Set<String> { Set(findings.map(\.rule.text)) }
}
