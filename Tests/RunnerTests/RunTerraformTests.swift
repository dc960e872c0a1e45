import Model
import Readers
import Syntax
import Testing

@testable import Runner

/// A world in which one program stands on the search path, and what calls of it come to.
private func world(
  _ name: String, _ answer: @escaping @Sendable ([String]) -> (status: Int, output: String)
) -> World {
  var world = World.holding([Path("/bin/\(name)"): []])
  world.environment = ["PATH": "bin:/bin", "SECRET": "x"]
  world.execute = { execution in
    #expect(execution.environment["SECRET"] == nil)
    let (status, output) = answer([execution.program.description] + execution.arguments)
    var captured = CapturedOutput(limit: 1 << 20)
    captured.append(output.utf8)
    return ExecutionResult(.exited(status), output: captured)
  }
  return world
}

private func file(_ path: Path, _ fill: (inout Manifests) -> Void) -> ReadFile {
  var evidence = Evidence()
  fill(&evidence.manifests)
  return ReadFile(input: Input(path: path, format: "x", status: .read, gates: [.infrastructure]), evidence: evidence)
}

struct RunTerraformTests {
  private func source(_ path: Path, backend: String? = nil) -> ReadFile {
    file(path) { manifests in
      var source = TerraformSource(origin: path)
      source.backends = [backend].compactMap { $0 }
      manifests.sources = [source]
    }
  }

  private func run(_ files: [ReadFile], in world: World) throws -> [ReadFile] {
    var request = Request()
    request.executes = true
    return runTerraform(files, try Policy.builtIn(), request, in: world)
  }

  private static let valid = #"{"format_version": "1.0", "valid": true, "error_count": 0, "diagnostics": []}"#

  @Test func `terraform says which files it would write otherwise`() throws {
    let world = world("terraform") { call in
      call.contains("fmt") ? (3, "b.tf\n./c/d.tf\n") : (0, RunTerraformTests.valid)
    }
    let files = try run(["a.tf", "b.tf", "c/d.tf"].map { source($0) }, in: world)
    #expect(files.compactMap(\.evidence.manifests.format) == [TerraformFormat(unformatted: ["b.tf", "c/d.tf"])])
    #expect(files.map(\.input.status) == [.read, .read, .read])
  }

  @Test func `a broken file hides no other`() throws {
    let world = world("tofu") { call in
      guard call.contains("fmt") else { return (0, RunTerraformTests.valid) }
      return call.contains("bad.tf")
        ? (2, "") : (3, call.filter { $0.hasSuffix(".tf") && $0 != "a.tf" }.joined(separator: "\n"))
    }
    let files = try run(["a.tf", "bad.tf", "c.tf", "d.tf"].map { source($0) }, in: world)
    #expect(files.first?.evidence.manifests.format?.unformatted == ["c.tf", "d.tf"])
  }

  @Test func `folders that are applied are validated, and places are those of the repository`() throws {
    let error =
      #"{"severity": "error", "summary": "Bad", "detail": "", "range": {"filename": "main.tf", "start": {"line": 3}}}"#
    let world = world("terraform") { call in
      if call.contains("fmt") { return (0, "") }
      #expect(call[1] == "-chdir=infra/prod")
      return (1, #"{"valid": false, "error_count": 1, "diagnostics": [\#(error)]}"#)
    }
    let files = try run([source("infra/prod/main.tf", backend: "s3"), source("infra/net/main.tf")], in: world)
    let found = files.flatMap(\.evidence.manifests.validations).flatMap(\.diagnostics)
    #expect(found.map(\.location) == [Location("infra/prod/main.tf", line: 3)])
    #expect(files.map(\.input.path) == ["terraform fmt", "infra/prod: terraform validate"])
  }

  @Test func `modules are validated by who calls them, and nothing where a report is there`() throws {
    let world = world("terraform") { call in call.contains("fmt") ? (0, "") : (0, RunTerraformTests.valid) }
    #expect(try run([source("main.tf"), source("modules/a/main.tf")], in: world).count == 2)
    let report = file("v.json") {
      $0.validations = [TerraformValidation(origin: "v.json", isValid: true, diagnostics: [])]
    }
    #expect(try run([source("main.tf"), report], in: world).count == 1)
  }

  @Test func `a program that fails leaves the gate without an answer`() throws {
    let files = try run([source("main.tf")], in: world("terraform") { _ in (137, "") })
    #expect(files.map(\.input.status) == [.unreadable, .unreadable])
    #expect(files.first?.input.error?.message.contains("SIGKILL") == true)
  }

  @Test func `what terraform says and cannot be read is told at its line`() throws {
    let world = world("terraform") { call in call.contains("fmt") ? (0, "") : (0, "{\n\"valid\": maybe}") }
    let files = try run([source("main.tf")], in: world)
    #expect(files.map(\.input.error?.line) == [nil, 2])
  }

  @Test func `nothing runs that nobody asked for, or that is not there`() throws {
    let world = world("terraform") { _ in (0, "") }
    #expect(runTerraform([source("main.tf")], try Policy.builtIn(), Request(), in: world).isEmpty)
    #expect(try run([source("main.tf")], in: .holding([:])).isEmpty)
    #expect(try run([], in: world).isEmpty)
  }
}

struct RunRenderersTests {
  private func run(_ files: [ReadFile], in world: World) throws -> [ReadFile] {
    var request = Request()
    request.renders = true
    return runRenderers(files, try Policy.builtIn(), request, in: world)
  }

  private let chart = file("shop/Chart.yaml") {
    $0.helm.charts = [HelmChart(name: "shop", location: Location("shop/Chart.yaml"))]
  }

  private func kustomization(_ folder: String, _ references: [String]) -> ReadFile {
    let place = Location(Path("\(folder)/kustomization.yaml"))
    return file(place.path) { manifests in
      var object = ManifestObject(location: place, apiVersion: nil, kind: "Kustomization", name: nil)
      object.references = references.map { FileReference($0, at: place) }
      manifests.objects = [object]
    }
  }

  @Test func `a chart is rendered and what comes of it is read`() throws {
    let world = world("helm") { call in
      #expect(call == ["/bin/helm", "template", "shop", "shop"])
      return (0, "apiVersion: v1\nkind: Service\nspeck: {}\n")
    }
    let files = try run([chart], in: world)
    #expect(files.map(\.input.path) == ["shop/Chart.yaml", "shop (rendered)"])
    #expect(files[1].evidence.manifests.helm.rendered == ["shop/"])
    #expect(files[1].evidence.manifests.objects.flatMap(\.problems).map(\.kind) == [.unknownField])
  }

  @Test func `what cannot be rendered is told`() throws {
    let absent = try run([chart], in: .holding([:]))
    #expect(absent[1].input.error?.message == "met --render and no helm on the search path, wanted helm, or its output")
    let failed = try run([chart], in: world("helm") { _ in (1, "no such value\n") })
    #expect(failed[1].input.status == .unreadable)
    #expect(failed[1].input.error?.message.contains("status 1 (no such value)") == true)
    #expect(try run([chart], in: world("helm") { _ in (0, "a: [") })[1].input.status == .unreadable)
  }

  @Test func `of kustomizations the outermost are rendered, and their sources are left to that`() throws {
    let base = file("base/web.yaml") { manifests in
      var web = ManifestObject(
        location: Location("base/web.yaml"), apiVersion: "apps/v1", kind: "Deployment", name: "a")
      web.breaches = [ManifestBreach("infrastructure.probes", "has none", at: web.location)]
      web.images = [ImageUse("shop", at: web.location)]
      web.problems = [.missingField, .unknownField].map { ManifestProblem($0, "x", at: web.location) }
      manifests.objects = [web]
    }
    let world = world("kubectl") { call in
      #expect(call == ["/bin/kubectl", "kustomize", "prod"])
      return (0, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n")
    }
    let files = try run([kustomization("prod", ["../base"]), kustomization("base", ["web.yaml"]), base], in: world)
    #expect(files.map(\.input.path).last == "prod (rendered)")
    let web = try #require(files[2].evidence.manifests.objects.first)
    #expect(web.breaches.isEmpty && web.images.isEmpty)
    #expect(web.problems.map(\.kind) == [.unknownField])
  }

  @Test func `what is rendered is held against the definitions of the repository`() throws {
    let known = read("crd.yaml", for: [], in: .holding(["crd.yaml": basketDefinition]))
    let world = world("helm") { _ in (0, "apiVersion: shop.example.com/v1\nkind: Basket\nspec: 1\n") }
    let files = try run([known, chart], in: world)
    #expect(files.last?.evidence.manifests.objects.map(\.schema) == [.invalid])
  }

  @Test func `what a kustomization takes from elsewhere is settled by rendering it`() throws {
    var remote = kustomization("base", [])
    remote.evidence.manifests.objects[0].remotes = [FileReference("https://a.test", at: Location("base/x", line: 1))]
    let all = [kustomization("prod", ["../base"]), remote]
    let drawn = try run(all, in: world("kubectl") { _ in (0, "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n") })
    #expect(drawn.flatMap(\.evidence.manifests.objects).flatMap(\.remotes).isEmpty)
    let failed = try run(all, in: world("kubectl") { _ in (1, "no network\n") })
    #expect(failed.flatMap(\.evidence.manifests.objects).flatMap(\.remotes).count == 1)
  }

  @Test func `what is rendered and cannot be read is told at its line`() throws {
    let files = try run([chart], in: world("helm") { _ in (0, "a: b\n---\nc: [\n") })
    #expect(files.last?.input.error?.line != nil)
  }

  @Test func `nothing is rendered that nobody asked for`() throws {
    let files = runRenderers([chart], try Policy.builtIn(), Request(), in: world("helm") { _ in (0, "") })
    #expect(files.count == 1)
  }
}
