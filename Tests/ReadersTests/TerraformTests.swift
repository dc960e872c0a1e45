import Model
import Syntax
import Testing

@testable import Readers

struct TerraformPlanTests {
  private func plan(_ members: String) throws -> TerraformPlan {
    let report = "{\"format_version\":\"1.2\",\"planned_values\":{}\(members)}"
    #expect(try format(of: report) == "terraform-plan")
    return try #require(try evidence("terraform-plan", report).manifests.plans.first)
  }

  @Test func `what becomes of each resource is kept, and none of its values`() throws {
    let found = try plan(
      """
      , "variables": {"p": {"value": "hunter2"}}, "resource_changes": [
        {"address": "a.b", "mode": "managed", "type": "a", "name": "b", "action_reason": "replace_by_request",
          "change": {"before": {"p": "hunter2"}, "actions": ["delete", "create"], "after": {"p": "hunter2"}}},
        {"address": "module.m.a.c[\\"x\\"]", "type": "a", "change": {"actions": ["no-op"]}}],
      "output_changes": {"o": {"actions": ["create"], "after": "hunter2"}}, "complete": false, "errored": true
      """)
    #expect(
      found
        == TerraformPlan(
          origin: "report", isErrored: true, isComplete: false,
          changes: [
            .init(address: "a.b", type: "a", actions: ["delete", "create"]),
            .init(address: "module.m.a.c[\"x\"]", type: "a", actions: ["no-op"]),
          ]))
    #expect(!"\(found)".contains("hunter2"))
  }

  @Test func `a plan without changes has none, and an old one does not say whether it is complete`() throws {
    let found = try plan("")
    #expect(found.changes.isEmpty && !found.isErrored && found.isComplete == nil)
  }

  @Test(arguments: [
    "\"format_version\":\"2.0\"", "\"format_version\":\"10.0\"", "\"format_version\":null", "\"x\":1",
    "\"format_version\":\"1.0\",\"resource_changes\":[{\"address\":\"a\",\"change\":{\"actions\":[]}}]",
    "\"format_version\":\"1.0\",\"resource_changes\":[{\"change\":{\"actions\":[\"create\"]}}]",
    "\"format_version\":\"1.0\",\"resource_changes\":[{\"address\":\"a\"}]",
    "\"format_version\":\"1.0\",\"resource_changes\":{}", "\"format_version\":\"1.0\",\"errored\":\"no\"",
  ])
  func `what leaves a change open is refused`(_ members: String) throws {
    #expect(try !refusal("terraform-plan", "{\(members)}").wanted.isEmpty)
  }

  @Test func `a state is no plan`() throws {
    #expect(
      try format(of: "{\"format_version\":\"1.0\",\"terraform_version\":\"1.11.4\",\"values\":{}}") != "terraform-plan")
  }
}

struct TerraformValidationTests {
  private func validation(_ report: String) throws -> TerraformValidation {
    #expect(try format(of: report) == "terraform-validate")
    return try #require(try evidence("terraform-validate", report).manifests.validations.first)
  }

  private func validation(errors: [String], valid: Bool = false) throws -> TerraformValidation {
    let diagnostics = errors.map { "{\"severity\":\"error\",\"summary\":\"s\",\"detail\":\"\($0)\"}" }
    return try validation(
      "{\"valid\":\(valid),\"error_count\":\(errors.count),\"diagnostics\":[\(diagnostics.joined(separator: ","))]}")
  }

  @Test func `a diagnostic is told with its place`() throws {
    let found = try validation(
      """
      {"format_version": "1.0", "valid": false, "error_count": 1, "warning_count": 1, "diagnostics": [
        {"severity": "warning", "summary": "Deprecated"},
        {"severity": "error", "summary": "Unsupported argument", "detail": "No such thing",
          "range": {"filename": "net/main.tf", "start": {"line": 2, "column": 3, "byte": 40}, "end": {"line": 2}},
          "snippet": {"code": "password = \\"hunter2\\""}}]}
      """)
    #expect(
      found.diagnostics == [
        .init(isError: false, summary: "Deprecated", location: nil),
        .init(isError: true, summary: "Unsupported argument", location: Location("net/main.tf", line: 2, column: 3)),
      ])
    #expect(!found.isValid && !found.isNotInitialised)
    #expect(!"\(found)".contains("hunter2"))
  }

  @Test func `what was not initialised is told from what is invalid`() throws {
    let (missing, wrong) = ("Run \\\"terraform init\\\" to install", "An argument is missing")
    #expect(try validation(errors: [missing]).isNotInitialised)
    #expect(try validation(errors: ["run:\\n  tofu init"]).isNotInitialised)
    #expect(try !validation(errors: [missing, wrong]).isNotInitialised)
    #expect(try !validation(errors: [wrong]).isNotInitialised)
    #expect(try !validation(errors: [], valid: true).isNotInitialised)
  }

  @Test func `it is valid only where it says so and nothing speaks against it`() throws {
    #expect(try validation(errors: [], valid: true).isValid)
    #expect(try !validation(errors: [], valid: false).isValid)
    #expect(try !validation(errors: ["x"], valid: true).isValid)
  }

  @Test(arguments: [
    "{\"error_count\":0,\"diagnostics\":[]}", "{\"valid\":\"true\",\"diagnostics\":[]}",
    "{\"valid\":false,\"error_count\":2,\"diagnostics\":[{\"severity\":\"error\"}]}",
    "{\"valid\":true,\"diagnostics\":{}}",
  ])
  func `what does not say whether it is valid is refused`(_ report: String) throws {
    #expect(try !refusal("terraform-validate", report).wanted.isEmpty)
  }
}
