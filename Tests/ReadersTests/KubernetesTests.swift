import Model
import Readers
import Syntax
import Testing

/// What the Kubernetes reader makes of a text.
private func manifests(_ text: String) throws -> Manifests {
  let kubernetes = try #require(Reader.all.first { $0.format == "kubernetes" })
  var source = try ByteSource(ByteStream(Array(text.utf8), blockSize: 64))
  return try kubernetes.read(&source, "k8s/app.yaml").manifests
}

private func refusedManifest(of text: String) -> ReadError? {
  do {
    _ = try manifests(text)
    return nil
  } catch {
    return error as? ReadError
  }
}

struct KubernetesObjectTests {
  private let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"

  @Test func `an object is where its mapping starts`() throws {
    let objects = try manifests("# one\n\n\(pod)---\n\n# two\n\(pod)").objects
    #expect(objects.map(\.location) == [Location("k8s/app.yaml", line: 3), Location("k8s/app.yaml", line: 9)])
    #expect(objects.map(\.name) == ["a", "a"])
  }

  @Test func `documents are counted, empty ones too`() throws {
    let found = try manifests("---\n# none\n---\n\(pod)---\n")
    #expect(found.documents == 3)
    #expect(found.objects.count == 1)
  }

  @Test(
    arguments: [
      ("kind: Pod\n", [.identity], "no apiVersion, wanted one such as apps/v1", 1),
      ("\napiVersion: v1\n", [.identity], "no kind, wanted one such as Deployment", 2),
      ("kind: Pod\napiVersion:\n", [.identity], "nothing as apiVersion, wanted one such as apps/v1", 2),
      ("kind: {}\napiVersion: v1\n", [.identity], "a mapping as kind, wanted one such as Deployment", 1),
      ("kind: ''\napiVersion: v1\n", [.identity], "\"\" as kind, wanted one such as Deployment", 1),
      ("apiVersion: v1\n---\ntext\n", [.identity], "\"text\", wanted an object", 3),
      (
        "apiVersion: v1\nkind: Pod\nkind: Pod\n", [.duplicateKey],
        "the key \"kind\" of line 3 stands at line 2 already", 3
      ),
    ] as [(String, [ManifestProblem.Kind], String, Int)])
  func `a problem says what was met and wanted, and where`(
    _ yaml: String, _ kinds: [ManifestProblem.Kind], _ message: String, _ line: Int
  ) throws {
    let problems = try #require(try manifests(yaml).objects.last?.problems)
    #expect(problems.map(\.kind) == kinds)
    #expect(problems.first?.message == message)
    #expect(problems.first?.location.line == line)
  }

  @Test func `a list is its items, wherever it lies`() throws {
    let item = "{apiVersion: v1, kind: Service, metadata: {name: s}}"
    let list = "{apiVersion: v1, kind: List, items: [\(item), \(item)]}"
    let objects = try manifests("apiVersion: v1\nkind: List\nitems:\n- \(list)\n- \(item)\n").objects
    #expect(objects.map(\.kind) == ["Service", "Service", "Service"])
    #expect(objects.map(\.location.line) == [4, 4, 5])
  }

  @Test func `items of a list of one kind may leave out what the list says`() throws {
    let objects = try manifests("apiVersion: apps/v1\nkind: DeploymentList\nitems: [{metadata: {name: a}}]\n").objects
    #expect(objects.map { [$0.apiVersion, $0.kind, $0.name] } == [["apps/v1", "Deployment", "a"]])
    let untyped = try manifests("apiVersion: v1\nkind: List\nitems: [{metadata: {name: a}}]\n").objects
    #expect(untyped.map(\.problems.count) == [2])
  }

  @Test func `what a list itself lacks is told`() throws {
    let objects = try manifests("kind: List\nitems: [{apiVersion: v1, kind: Pod}]\n").objects
    #expect(objects.map(\.kind) == ["List", "Pod"])
    #expect(objects.map(\.problems.count) == [1, 0])
  }

  @Test func `a duplicate belongs to the item in which it stands`() throws {
    let objects = try manifests(
      "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: x/v1, kind: A, a: 1, a: 2}\n- {apiVersion: x/v1, kind: B}\n"
    ).objects
    #expect(objects.map(\.problems.count) == [1, 0])
  }

  @Test func `a kind that merely ends in List is an object`() throws {
    #expect(
      try manifests("apiVersion: x/v1\nkind: AllowList\nspec: {items: []}\n").objects.map(\.kind) == ["AllowList"])
  }

  @Test func `JSON is read as JSON, several values too`() throws {
    let found = try manifests(#"{"kind": "A", "apiVersion": "x/v1"}"# + "\n" + #" {"apiVersion": "v1"}"#)
    #expect(found.documents == 2)
    #expect(found.objects.map(\.location.line) == [1, 2])
    #expect(found.objects.map(\.problems.count) == [0, 1])
  }
}

struct KubernetesImageTests {
  private func images(_ yaml: String) throws -> [String] {
    try manifests("apiVersion: v1\nkind: X\n" + yaml).objects.flatMap(\.images).map {
      "\($0.location.line ?? 0) \($0.reference)"
    }
  }

  @Test func `every kind of container has an image`() throws {
    let yaml = """
      spec:
        containers: [{name: a, image: a:1}, {name: b}]
        initContainers:
          - name: c
            image: "c"
        ephemeralContainers:
          - {name: d, image: 'd@sha256:0'}
      """
    #expect(try images(yaml) == ["4 a:1", "7 c", "9 d@sha256:0"])
  }

  @Test(arguments: [
    "spec: {containers: [{name: a, image: a}]}", "spec: {template: {spec: {containers: [{name: a, image: a}]}}}",
    "spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: a}]}}}}}",
    "template: {spec: {initContainers: [{name: a, image: a}]}}",
    "spec: {workloads: [{pods: {containers: [{name: a, image: a}]}}]}",
    "spec: {volumes: [{name: v, image: {reference: a}}, {name: w, rbd: {image: b}}, {name: x, image: c}]}",
  ])
  func `at any depth`(_ yaml: String) throws {
    #expect(try images(yaml) == ["3 a"])
  }

  @Test func `an image that is empty or not text is an empty reference`() throws {
    #expect(try images("spec: {containers: [{name: a, image: }, {name: b, image: ''}]}") == ["3 ", "3 "])
  }

  @Test func `template marks in quotes stay as they are written`() throws {
    #expect(try images("spec: {containers: [{name: a, image: 'a:{{ .Tag }}'}]}") == ["3 a:{{ .Tag }}"])
  }

  @Test(arguments: [
    "image: a", "spec: {image: a}", "spec: {containers: {name: a, image: a}}", "data: {containers: '- image: a'}",
    "spec: {sidecars: [{name: a, image: a}]}", "spec: {containers: [image, a]}",
  ])
  func `nothing else is an image`(_ yaml: String) throws {
    #expect(try images(yaml) == [])
  }

  @Test func `what an alias repeats is used again`() throws {
    #expect(try images("x: &x {name: a, image: a}\nspec: {containers: [*x, {<<: *x, image: b}]}") == ["3 a", "4 b"])
  }
}

struct KustomizationTests {
  private let images = """
    images:
    - name: a
      newName: registry.example.com/a
      newTag: v1
    - name: b
      digest: sha256:0
    - {name: c, newTag: v2, digest: sha256:1}
    - {name: d, newName: e}
    """

  @Test(arguments: [
    "resources:\n- a.yaml\n", "namePrefix: x-\n", "kind: Kustomization\n",
    "apiVersion: kustomize.config.k8s.io/v1beta1\n",
    "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n",
  ])
  func `a kustomization needs neither apiVersion nor kind`(_ yaml: String) throws {
    let object = try #require(try manifests(yaml + images).objects.first)
    #expect(object.kind == "Kustomization")
    #expect(object.problems == [])
    #expect(object.images.map(\.reference) == ["registry.example.com/a:v1", "b@sha256:0", "c:v2@sha256:1"])
  }

  @Test func `its images are where their tag is`() throws {
    let object = try #require(try manifests("resources:\n- a.yaml\n" + images).objects.first)
    #expect(object.images.map(\.location.line) == [6, 8, 9])
  }

  @Test func `it names files, but not what lies in another repository or stands in place`() throws {
    let yaml = """
      resources: [a.yaml, ../base, "https://example.com/a.yaml", github.com/a/b//c?ref=v1]
      components: [../component]
      patches: [{path: p.yaml}, {patch: "- op: add"}]
      patchesStrategicMerge: [s.yaml, "apiVersion: v1\\nkind: Pod\\n"]
      """
    let object = try #require(try manifests(yaml).objects.first)
    #expect(object.references.map(\.text) == ["a.yaml", "../base", "../component", "s.yaml", "p.yaml"])
    #expect(object.references.map(\.location.line) == [1, 1, 2, 4, 3])
    #expect(object.references.map(\.isPatch) == [false, false, false, true, true])
  }

  @Test func `an application of ArgoCD says what it follows`() throws {
    let yaml = """
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: a, annotations: {argocd-image-updater.argoproj.io/image-list: b}}
      spec:
        project: team
        source:
          repoURL: https://git.test/a
          path: k8s/prod
        sources: [{repoURL: https://charts.test, chart: redis}, {path: x}]
        destination: {server: https://c, namespace: shop}
      """
    let object = try #require(try manifests(yaml).objects.first)
    let sources = [
      Delivery.Source("https://git.test/a", path: "k8s/prod", at: Location(object.location.path, line: 8)),
      Delivery.Source("https://charts.test", path: nil, at: Location(object.location.path, line: 9)),
    ]
    let target = Delivery.Target(server: "https://c", name: "", namespace: "shop")
    #expect(object.delivery == .application(project: "team", sources, to: target))
    #expect(object.updatesImages)
    let other = try manifests(yaml.replacing("argoproj.io/v1alpha1", with: "app.k8s.io/v1beta1"))
    #expect(other.objects.map(\.delivery) == [nil])
  }

  @Test func `a project of ArgoCD says what it allows`() throws {
    let yaml = """
      apiVersion: argoproj.io/v1alpha1
      kind: AppProject
      metadata: {name: team}
      spec: {sourceRepos: ["https://git.test/*"], destinations: [{name: prod, namespace: "*"}]}
      """
    let target = Delivery.Target(server: "", name: "prod", namespace: "*")
    #expect(
      try manifests(yaml).objects.map(\.delivery) == [
        .project(repositories: ["https://git.test/*"], targets: [target])
      ])
  }

  @Test func `what it takes from elsewhere is kept, and charts`() throws {
    let yaml = """
      resources:
      - app.yaml
      - https://github.com/a/b/base?ref=v1
      components: [git@example.com:a/b.git]
      generators: [gen.yaml]
      helmCharts:
      - {name: redis, repo: https://charts.example.com}
      """
    let object = try #require(try manifests(yaml + "\n").objects.first)
    #expect(
      object.remotes.map(\.text) == [
        "https://github.com/a/b/base?ref=v1", "git@example.com:a/b.git", "the chart redis",
      ])
    #expect(object.remotes.map(\.location.line) == [3, 4, 7])
    #expect(object.references.map(\.text) == ["app.yaml", "gen.yaml"])
    #expect(try manifests("resources:\n- app.yaml\n").objects.flatMap(\.remotes).isEmpty)
  }

  @Test func `the Kustomization of Flux is an object like others`() throws {
    let yaml = "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n" + images
    #expect(try manifests(yaml).objects.map(\.images.count) == [0])
  }

  @Test(arguments: ["apiVersion: v1\nresources: [a]\n", "kind: Pod\nnamePrefix: a\n", "metadata: {name: a}\n"])
  func `other objects may not leave them out`(_ yaml: String) throws {
    #expect(try manifests(yaml).objects.first?.problems.isEmpty == false)
  }
}

struct HelmTemplateTests {
  @Test(arguments: [
    ("a: 1\nb: {{ .Values.x }}\n", 2), ("{{- if .Values.x }}\na: 1\n{{- end }}\n", 1), ("{{ if .x }}\na: 1\n", 1),
    ("a:\n  {{ toYaml .Values.x | nindent 2 }}\n\n\nb: 1\n", 2), ("a: {{ .x }}-{{ .y }}\n", 1),
    ("- {{ .Values.x }}\n", 1),
    ("{{/*\nthe licence\n*/}}\na: 1\n", 3), ("a: 1\n{{ include \"x\" . }}: 2\n", 2), ("a: {{ `raw` }}\n", 1),
    ("a: \"{{ .x }}\"\nb: {{- .x }}\n", 2),
  ])
  func `a template is called one, with its line`(_ yaml: String, _ line: Int) {
    #expect(refusedManifest(of: "apiVersion: v1\nkind: A\n" + yaml)?.line == line + 2)
    #expect(refusedManifest(of: "apiVersion: v1\nkind: A\n" + yaml)?.wanted.contains("renders from it") == true)
  }

  @Test(arguments: [
    "a: '{{ .x }}'\n", "a: \"{{ .x }}\"\n", "a: pod-{{x}}\n", "a: |\n  {{ define \"x\" }}\n  text\n  {{ end }}\n",
    "# {{ .x }}\na: 1\n", "a: {b: {c: 1}}\n", "a: >-\n  {{ $labels.instance }} is down\n",
  ])
  func `marks in text make no template`(_ yaml: String) {
    #expect(refusedManifest(of: "apiVersion: v1\nkind: A\n" + yaml) == nil)
  }

  @Test(arguments: [("a: {b: {c: 1}}\n d: 2\n", 4), ("a: [1\nb: 2\n", 4), ("a: 1\n\tb: 2\n", 4), ("a: 'x\n", 4)])
  func `YAML that is broken is called that`(_ yaml: String, _ line: Int) {
    let error = refusedManifest(of: "apiVersion: v1\nkind: A\n" + yaml)
    #expect(error?.line == line)
    #expect(error?.wanted == "YAML 1.1")
  }

  @Test func `a key that is a list is refused`() {
    #expect(
      refusedManifest(of: "apiVersion: v1\nkind: A\n? [a]\n: b\n")
        == ReadError(line: 3, met: "a list as a key", wanted: "text")
    )
  }
}
