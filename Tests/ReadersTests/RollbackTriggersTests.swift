import Model
import Syntax
import Testing

@testable import Readers

/// What takes a version back by itself, as manifests say it.
struct RollbackTriggersTests {
  private func manifests(_ text: String) throws -> Manifests {
    var source = try ByteSource(Array(text.utf8))
    return try Reader.kubernetes(minor: nil).read(&source, "k8s/app.yaml").manifests
  }

  private func alerts(_ text: String) throws -> [AlertRule] { try manifests(text).alerts }

  private func template(_ metric: String, kind: String = "AnalysisTemplate") -> String {
    "apiVersion: argoproj.io/v1alpha1\nkind: \(kind)\nmetadata: {name: a}\nspec: {metrics: [{\(metric)}]}\n"
  }

  @Test(arguments: ["AnalysisTemplate", "ClusterAnalysisTemplate"])
  func `a metric of an analysis is told with all that it asks`(_ kind: String) throws {
    let query = "provider: {prometheus: {query: 'rate(x{code=~\"5..\"}[5m])'}}"
    let metric = "name: errors, failureCondition: 'result[0] > 0.01', \(query)"
    let alert = try #require(try alerts(template(metric, kind: kind)).first)
    #expect(alert.name == "errors")
    #expect(alert.severity == "rollback")
    #expect(alert.expression.contains("code=~\"5..\""))
    #expect(alert.share == Decimal("0.01"))
    #expect(alert.location == Location("k8s/app.yaml", line: 4))
  }

  @Test func `a metric is told with its template, and templates with who names them`() throws {
    #expect(try alerts(template("name: errors")).map(\.analysis) == ["a"])
    #expect(try alerts(template("name: errors", kind: "AnalysisRun")).map(\.analysis) == [nil])
    let canary = "{analysis: {templates: [{templateName: a}]}, steps: [{analysis: {templates: [{templateName: b}]}}]}"
    for (kind, spec) in [
      ("Rollout", "strategy: {canary: \(canary)}"),
      ("Rollout", "strategy: {blueGreen: {prePromotionAnalysis: {templates: [{templateName: a}, {templateName: b}]}}}"),
      ("AnalysisTemplate", "templates: [{templateName: a}, {templateName: b, clusterScope: true}]"),
      ("Experiment", "analyses: [{name: x, templateName: a}, {name: y, templateName: b}]"),
    ] {
      let text = "apiVersion: argoproj.io/v1alpha1\nkind: \(kind)\nmetadata: {name: r}\nspec: {\(spec)}\n"
      #expect(try manifests(text).analyses == ["a", "b"])
    }
    #expect(try manifests("apiVersion: v1\nkind: ConfigMap\ndata: {templateName: a}\n").analyses == [])
  }

  @Test(
    arguments: [
      ("failureCondition: 'result[0] >= 0.05'", "0.05"), ("failureCondition: 'result[0] < 0.99'", "0.01"),
      ("successCondition: 'result[0] <= 0.02'", "0.02"), ("successCondition: 'result[0] >= 0.95'", "0.05"),
      ("successCondition: 'len(result) > 0 && result[0] < 90'", "0.9"), ("failureCondition: 'result[0] > 1'", "0.01"),
      ("successCondition: 'result[0] < 0.5', q: '100 * rate(x)/rate(y) * 100'", "0.005"),
      ("successCondition: 'result == \"ok\"'", nil), ("name: b", nil),
    ] as [(String, String?)])
  func `the share beyond which it acts is read from its conditions`(_ metric: String, _ share: String?) throws {
    #expect(try alerts(template(metric)).map(\.share) == [share.flatMap { Decimal($0) }])
  }

  @Test(
    arguments: [
      ("name: request-success-rate, thresholdRange: {min: 99}", "0.01"),
      ("name: cpu, thresholdRange: {max: 90}", "0.9"),
      ("name: errors, thresholdRange: {max: 0.01}", "0.01"), ("name: odd, thresholdRange: {max: x}", nil),
    ] as [(String, String?)])
  func `a canary of Flagger is taken back for its metrics, and where it is not ready`(
    _ metric: String, _ share: String?
  ) throws {
    let head = "apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: {name: a}\n"
    let alerts = try alerts("\(head)spec: {analysis: {metrics: [{\(metric)}]}}\n")
    #expect(alerts.map(\.share) == [nil, share.flatMap { Decimal($0) }])
    #expect(alerts.first?.expression == "ready")
  }

  @Test func `a rollout goes back where its deadline aborts it`() throws {
    let head = "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: a}\n"
    let rollout = "\(head)spec: {progressDeadlineAbort: true}\n"
    #expect(try alerts(rollout).map(\.expression) == ["ready"])
    #expect(try alerts(rollout.replacing("true", with: "false")) == [])
    #expect(try alerts(rollout.replacing("Rollout", with: "Deployment")) == [])
  }

  @Test func `a metric of aliases in aliases is cut`() throws {
    let head = "apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: a}\nx0: &x0 []\n"
    let rows = (1...12).map { "x\($0): &x\($0) [*x\($0 - 1), *x\($0 - 1)]\n" }.joined()
    #expect(try alerts("\(head)\(rows)spec: {metrics: [{name: m, x: *x12}]}\n").map(\.name) == ["m"])
  }
}
