import Model
import Readers
import Syntax
import Testing

private func manifests(_ text: String, _ format: String) throws -> Manifests {
  let reader = try #require(Reader.all.first { $0.format == format })
  var source = try ByteSource(ByteStream(Array(text.utf8), blockSize: 64))
  return try reader.read(&source, "tf.json").manifests
}

struct TerraformPlanTests {
  private func plan(_ members: String) throws -> TerraformPlan {
    let text = #"{"format_version": "1.2", "terraform_version": "1.11.4", \#(members)}"#
    return try #require(try manifests(text, "terraform-plan").plans.first)
  }

  @Test func `of a change, where and what is kept, and no value`() throws {
    let plan = try plan(
      #"""
      "resource_changes": [
        {"address": "a.b", "mode": "managed", "type": "a", "name": "b",
         "change": {"actions": ["delete", "create"], "before": {"password": "hunter2"}, "after": null}},
        {"address": "c.d", "type": "c", "change": {"actions": ["no-op"]}}
      ]
      """#)
    #expect(
      plan.changes == [
        TerraformPlan.ResourceChange(address: "a.b", type: "a", actions: ["delete", "create"]),
        TerraformPlan.ResourceChange(address: "c.d", type: "c", actions: ["no-op"]),
      ])
    #expect(plan.origin == "tf.json")
    #expect(!plan.isErrored)
    #expect(plan.isComplete == nil)
    #expect(!"\(plan)".contains("hunter2"))
  }

  @Test(arguments: [#""planned_values": {}"#, #""configuration": {}"#, #""resource_changes": null"#])
  func `a plan may change nothing`(_ member: String) throws { #expect(try plan(member).changes.isEmpty) }

  @Test func `a plan says that it is errored or not complete`() throws {
    let plan = try plan(#""planned_values": {}, "complete": false, "errored": true"#)
    #expect(plan.isErrored)
    #expect(plan.isComplete == false)
  }

  @Test(arguments: ["obliterate", "DELETE", "", "delete "])
  func `an action that Terraform does not have is refused at its line`(_ action: String) throws {
    let error = try #require(throws: ReadError.self) {
      try plan(
        "\n\"resource_changes\": [{\"address\": \"a.b\", \"type\": \"a\", \"change\": {\"actions\": [\"\(action)\"]}}]")
    }
    #expect(error.wanted == "no-op, create, read, update, delete or forget")
    #expect(error.line == 2)
  }

  @Test func `what is left for a later plan is kept`() throws {
    let change = #"{"address": "a.b", "type": "a", "change": {"actions": ["delete"]}}"#
    let plan = try plan(
      #""resource_changes": [], "deferred_changes": [{"reason": "absent_prereq", "resource_change": \#(change)}]"#)
    #expect(plan.deferred == [TerraformPlan.ResourceChange(address: "a.b", type: "a", actions: ["delete"])])
    #expect(throws: ReadError.self) {
      try self.plan(#""planned_values": {}, "deferred_changes": [{"reason": "unknown"}]"#)
    }
  }

  @Test(arguments: [
    #""errored": true"#, #""planned_values": null"#, #""resource_changes": {}"#, #""resource_changes": [1]"#,
    #""resource_changes": [{"address": "a.b", "change": {"actions": ["create"]}}]"#,
    #""resource_changes": [{"address": "a.b", "type": "a"}]"#, #""planned_values": {}, "errored": "no""#,
  ])
  func `what is no plan is refused`(_ member: String) {
    #expect(throws: ReadError.self) { try plan(member) }
  }
}

struct TerraformPlanPolicyTests {
  private func plan(_ members: String) throws -> TerraformPlan {
    let text = #"{"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {}, \#(members)}"#
    return try #require(try manifests(text, "terraform-plan").plans.first)
  }

  private func change(_ type: String, after: String) throws -> TerraformPlan.ResourceChange {
    let text = #"{"address": "a.b", "type": "\#(type)", "change": {"actions": ["create"], "after": \#(after)}}"#
    return try #require(try plan(#""resource_changes": [\#(text)]"#).changes.first)
  }

  @Test(
    arguments: [
      (#"{"tags": {"Name": "hunter2", "Owner": "x"}}"#, ["Name", "Owner"]), (#"{"tags": null}"#, []),
      (#"{"tags": {}, "tags_all": {"Env": "x"}}"#, ["Env"]), (#"{"name": "a"}"#, nil), ("null", nil),
      (#"{"labels": {"a": "b"}}"#, ["a"]), (#"{"tags": ["a"]}"#, nil),
    ] as [(String, [String]?)])
  func `of tags the names are kept and no values`(_ after: String, _ tags: [String]?) throws {
    let found = try change("aws_instance", after: after)
    #expect(found.tags == tags)
    #expect(!"\(found)".contains("hunter2"))
  }

  @Test(arguments: [
    ("aws_security_group", #"{"ingress": [{"cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}]}"#, true),
    ("aws_security_group", #"{"ingress": [{"ipv6_cidr_blocks": ["::/0"]}]}"#, true),
    ("aws_security_group", #"{"egress": [{"cidr_blocks": ["0.0.0.0/0"]}]}"#, false),
    ("aws_security_group", #"{"ingress": [{"cidr_blocks": ["10.0.0.0/8"]}]}"#, false),
    ("aws_security_group_rule", #"{"type": "ingress", "cidr_blocks": ["0.0.0.0/0"]}"#, true),
    ("aws_security_group_rule", #"{"cidr_blocks": ["0.0.0.0/0"], "type": "egress"}"#, false),
    ("aws_vpc_security_group_ingress_rule", #"{"cidr_ipv4": "0.0.0.0/0"}"#, true),
    ("google_compute_firewall", #"{"direction": "INGRESS", "source_ranges": ["0.0.0.0/0"]}"#, true),
    ("aws_route", #"{"cidr_blocks": ["0.0.0.0/0"]}"#, false),
  ])
  func `whether all the world reaches a resource is kept`(_ type: String, _ after: String, _ isOpen: Bool) throws {
    #expect(try change(type, after: after).isOpenToAll == isOpen)
  }

  @Test(
    arguments: [
      (#"{"multi_az": true}"#, true), (#"{"multi_az": false}"#, false), (#"{"multi_az": null}"#, nil), ("{}", nil),
      (#"{"zone_redundant": true}"#, true), (#"{"availability_type": "REGIONAL"}"#, true),
      (#"{"availability_type": "ZONAL"}"#, false), (#"{"multi_az_enabled": false}"#, false),
    ] as [(String, Bool?)])
  func `whether a resource stands in several zones is kept`(_ after: String, _ isMultiZone: Bool?) throws {
    #expect(try change("aws_db_instance", after: after).isMultiZone == isMultiZone)
  }

  @Test(
    arguments: [
      (#"{"instance_type": "t3.small"}"#, "t3.small"), (#"{"instance_class": "db.m5.large"}"#, "db.m5.large"),
      (#"{"size": 100}"#, nil), (#"{"size": "Standard_B2s"}"#, "Standard_B2s"), (#"{"instance_type": null}"#, nil),
    ] as [(String, String?)])
  func `what kind of machine a resource is is kept`(_ after: String, _ size: String?) throws {
    #expect(try change("aws_instance", after: after).size == size)
  }

  @Test func `drift is kept apart from what is planned`() throws {
    let plan = try plan(
      #""resource_drift": [{"address": "a.b", "type": "a", "change": {"actions": ["update"], "after": {}}}]"#)
    #expect(plan.changes == [])
    #expect(plan.drift.map(\.address) == ["a.b"])
  }

  @Test func `checks that failed are kept`() throws {
    let plan = try plan(
      #"""
      "checks": [{"address": {"kind": "check", "to_display": "check.a"}, "status": "fail", "instances": []},
                 {"address": {"to_display": "check.b"}, "status": "pass"}, {"status": "error"}]
      """#)
    #expect(plan.failedChecks == ["check.a", "a check"])
  }
}

struct TerraformValidationTests {
  private func validation(_ isValid: Bool, _ errors: Int, _ diagnostics: String) throws -> TerraformValidation {
    let text =
      #"{"format_version": "1.0", "valid": \#(isValid), "error_count": \#(errors), "diagnostics": [\#(diagnostics)]}"#
    return try #require(try manifests(text, "terraform-validate").validations.first)
  }

  private let noProvider =
    #"{"severity": "error", "summary": "Missing required provider", "detail": "Run:\n  terraform init"}"#
  private let unknown = #"""
    {"severity": "error", "summary": "Unsupported argument", "detail": "No \"x\" is expected here.\nElse not.",
     "range": {"filename": "./modules/a/main.tf", "start": {"line": 7, "column": 3, "byte": 9}, "end": {"line": 8}}}
    """#

  @Test func `a diagnostic says what is wrong, and where`() throws {
    let validation = try validation(false, 1, unknown)
    #expect(!validation.isValid)
    #expect(!validation.isNotInitialised)
    #expect(
      validation.diagnostics == [
        TerraformValidation.Diagnostic(
          isError: true, summary: #"Unsupported argument: No "x" is expected here"#,
          location: Location("modules/a/main.tf", line: 7))
      ])
  }

  @Test func `what was not initialised is known`() throws {
    #expect(try validation(false, 1, noProvider).isNotInitialised)
    let module = #"{"severity": "error", "summary": "Module not installed", "detail": ""}"#
    #expect(try validation(false, 2, "\(noProvider), \(module)").isNotInitialised)
  }

  @Test func `a fault of the code is one, whatever else was not initialised`() throws {
    #expect(try !validation(false, 2, "\(noProvider), \(unknown)").isNotInitialised)
  }

  @Test func `a warning leaves a configuration valid`() throws {
    let validation = try validation(true, 0, #"{"severity": "warning", "summary": "Deprecated", "range": null}"#)
    #expect(validation.isValid)
    #expect(validation.diagnostics.map(\.isError) == [false])
    #expect(!validation.isNotInitialised)
  }

  @Test func `what contradicts itself is refused`() {
    #expect(throws: ReadError.self) { try validation(true, 1, unknown) }
    #expect(throws: ReadError.self) { try validation(true, 1, "") }
    #expect(throws: ReadError.self) { try validation(false, 2, unknown) }
    #expect(throws: ReadError.self) { try validation(false, 1, #"{"summary": "no severity"}"#) }
    #expect(throws: ReadError.self) { try manifests(#"{"diagnostics": []}"#, "terraform-validate") }
    #expect(throws: ReadError.self) { try manifests(#"{"valid": true}"#, "terraform-validate") }
  }
}

struct TerraformSourceTests {
  private func source(_ text: String) throws -> TerraformSource {
    try #require(try manifests(text, "terraform").sources.first)
  }

  @Test func `it is kept whether a file is written as terraform fmt writes it`() throws {
    #expect(try source("locals {\n  a = 1\n}\n").form == .canonical)
    #expect(try source("locals {\n  a = 1\n  bc = 2\n}\n").form == .odd(2))
  }

  @Test(
    arguments: [
      ("aws_s3_bucket.state.id", "Enabled", ["aws_s3_bucket.state"]), ("\"shop-state\"", "Enabled", ["shop-state"]),
      ("aws_s3_bucket.state.bucket", "Suspended", []),
    ] as [(String, String, Set<String>)])
  func `buckets and what keeps their versions are kept`(_ bucket: String, _ status: String, _ kept: Set<String>) throws
  {
    let source = try source(
      """
      terraform {
        backend "s3" {
          bucket = "shop-state"
        }
      }
      resource "aws_s3_bucket" "state" {
        bucket = "shop-state"
      }
      resource "aws_s3_bucket" "old" {
        versioning {
          enabled = true
        }
      }
      resource "aws_s3_bucket_versioning" "state" {
        bucket = \(bucket)
        versioning_configuration {
          status = "\(status)"
        }
      }
      """)
    #expect(source.stateBuckets == ["shop-state"])
    #expect(source.buckets.map(\.label) == ["state", "old"])
    #expect(source.buckets.map(\.name) == ["shop-state", nil])
    #expect(source.buckets.map(\.isVersioned) == [false, true])
    #expect(source.buckets.map(\.line) == [6, 9])
    #expect(source.versioned == kept)
  }

  @Test func `of a file its backend, its providers, its modules and its resources are kept`() throws {
    let source = try source(
      """
      terraform {
        required_providers {
          aws = { source = "hashicorp/aws", version = "~> 5.0" }
          random = { source = "hashicorp/random" }
        }
        backend "s3" {}
      }
      module "vpc" { source = "terraform-aws-modules/vpc/aws" }
      module "net" { source = "git::https://example.com/net.git?ref=v1" }
      module "own" { source = "./own" }
      resource "aws_instance" "web" {}
      """)
    #expect(source.backends == ["s3"])
    #expect(source.providers.map(\.name) == ["aws", "random"])
    #expect(source.providers.map(\.isPinned) == [true, false])
    #expect(source.modules.map(\.isPinned) == [false, true])
    #expect(source.modules.map(\.line) == [8, 9])
    #expect(source.resources == ["aws_instance"])
  }

  @Test func `a broken file is refused with its line`() {
    #expect(throws: ReadError.self) { try manifests("resource \"a\" \"b\" {\n", "terraform") }
  }

  @Test(arguments: [
    ("# x\nresource \"a\" \"b\" {}", true), ("locals {", true), ("variable = 1", false), ("a {}", false), ("", false),
    ("/* x", false), ("provider aws {}", false),
  ])
  func `a file is recognised by its first block`(_ text: String, _ isOne: Bool) throws {
    var source = try ByteSource(Array(text.utf8))
    #expect(try #require(Reader.all.first { $0.format == "terraform" }).recognises(try Head(&source)) == isOne)
  }
}

struct TerraformJSONTests {
  private func source(_ text: String, _ format: String = "terraform-json") throws -> TerraformSource {
    try #require(try manifests(text, format).sources.first)
  }

  @Test func `what is written in JSON says the same as what is not`() throws {
    let source = try source(
      #"""
      {"//": "a comment",
       "terraform": [{"backend": {"s3": {"bucket": "state"}}, "required_providers":
         {"aws": {"source": "hashicorp/aws", "version": "~> 5"}, "random": {"source": "x"}}}],
       "module": {"vpc": {"source": "terraform-aws-modules/vpc/aws"}, "own": {"source": "./own"}},
       "resource": {"aws_s3_bucket": {"state": {"bucket": "state"}},
         "aws_s3_bucket_versioning": {"v": {"bucket": "${aws_s3_bucket.state.id}",
           "versioning_configuration": {"status": "Enabled"}}},
         "aws_instance": [{"a": {"ami": "x"}}, {"b": {}}]}}
      """#)
    #expect(source.backends == ["s3"] && source.stateBuckets == ["state"])
    #expect(source.providers.map(\.name) == ["aws", "random"])
    #expect(source.providers.map(\.isPinned) == [true, false])
    #expect(source.providers.map(\.line) == [3, 3])
    #expect(source.modules.map(\.name) == ["terraform-aws-modules/vpc/aws"] && source.calls == 2)
    #expect(source.resources.sorted() == ["aws_instance", "aws_instance", "aws_s3_bucket", "aws_s3_bucket_versioning"])
    #expect(source.versioned == ["aws_s3_bucket.state"])
    #expect(source.form == .canonical)
  }

  @Test(arguments: [
    (#"{"resource": {}}"#, true), (#"{"//": "x", "variable": {}}"#, true), ("{}", false), ("[]", false),
    (#"{"resource": {}, "name": "x"}"#, false), (#"{"format_version": "1.2", "variable": {}}"#, false),
    // Reports of anything else may be called so.
    (#"{"data": {}}"#, false), (#"{"output": "x"}"#, false), (#"{"list": []}"#, false),
    (#"{"data": {}, "resource": {}}"#, true),
  ])
  func `it is recognised by its blocks`(_ text: String, _ isOne: Bool) throws {
    let reader = try #require(Reader.all.first { $0.format == "terraform-json" })
    var head = try ByteSource(Array(text.utf8))
    #expect(reader.recognises(try Head(&head)) == isOne)
  }

  @Test(arguments: [#"{"resource": "#, #"{"resource": {}} x"#, #"{"resource": {"a" 1}}"#])
  func `what is no JSON is refused`(_ text: String) {
    #expect(throws: ReadError.self) { try source(text) }
  }

  @Test func `what Terragrunt applies is read`() throws {
    let text = """
      include "root" { path = find_in_parent_folders() }

      terraform { source = "git::https://git.test/m.git//vpc" }

      remote_state {
        backend = "s3"
      }

      inputs = { a = 1 }
      """
    let source = try source(text, "terraform")
    #expect(source.modules.map(\.isPinned) == [false] && source.calls == 1)
    #expect(source.backends == ["s3"])
    let pinned = ["git::https://git.test/m.git?ref=v1", "tfr:///a/b/aws?version=1.0"]
    for address in pinned {
      let source = try self.source("terraform {\n  source = \"\(address)\"\n}\n", "terraform")
      #expect(source.modules.map(\.isPinned) == [true])
    }
    #expect(try self.source("inputs = {\n  a = 1\n}\n", "terraform").calls == 0)
  }
}
