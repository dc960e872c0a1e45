import Model
import Syntax
import Testing

@testable import Readers

private let deployment = """
  apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web, labels: {app: web}}
  spec:
    replicas: 2
    selector: {matchLabels: {app: web}}
    template:
      metadata: {labels: {app: web}}
      spec:
        containers:
        - name: web
          image: web:1
          ports: [{containerPort: 80}]

  """

private func objects(_ text: String, minor: Int? = nil) throws -> [ManifestObject] {
  var source = try ByteSource(ByteStream(Array(text.utf8), blockSize: 64))
  return try Reader.kubernetes(minor: minor).read(&source, "k8s/app.yaml").manifests.objects
}

/// What is wrong with a deployment in which one text was put in place of another.
private func problems(_ old: String, _ new: String) throws -> [String] {
  let parts = deployment.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
  try #require(parts.count == 2)
  return try objects(parts.joined(separator: new)).flatMap(\.problems).map(\.message)
}

struct KubernetesSchemaTests {
  @Test func `a sound object is valid`() throws {
    let object = try #require(try objects(deployment).first)
    #expect(object.problems == [])
    #expect(object.schema == .valid)
  }

  @Test(arguments: [
    ("replicas", "replica", "spec.replica is no field of apps.DeploymentSpec (nearest: replicas)"),
    ("replicas: 2", "$patch: delete", "spec.$patch is a directive, which only patches of a kustomization have"),
    ("replicas: 2", "replicas: two", "spec.replicas is \"two\", wanted a whole number of 32 bits"),
    ("replicas: 2", "replicas: \"2\"", "spec.replicas is \"2\", wanted a whole number of 32 bits"),
    ("replicas: 2", "replicas: [2]", "spec.replicas is a list, wanted a whole number of 32 bits"),
    ("name: web\n", "name: 1\n", "is 1, a number, wanted text (in quotes, if it looks like something else)"),
    (
      "name: web,", "name: on,",
      "is on, a boolean of YAML 1.1, wanted text (in quotes, if it looks like something else)"
    ),
    ("name: web\n", "command: a\n", "spec.template.spec.containers[0] has no name, which is required"),
    ("name: web\n", "name: null\n", "spec.template.spec.containers[0].name is nothing, wanted text"),
    ("[{containerPort: 80}]", "{containerPort: 80}", "ports is a mapping, wanted a list"),
    ("  selector: {matchLabels: {app: web}}\n", "", "spec has no selector, which is required"),
    ("{app: web}}\n  template", "{app: 1}}\n  template", "spec.selector.matchLabels.app is 1, a number, wanted text"),
  ])
  func `a field that is not as its schema wants is named with its path`(
    _ old: String, _ new: String, _ message: String
  ) throws {
    let found = try problems(old, new)
    #expect(found.contains { $0.contains(message) }, "\(found)")
    #expect(try objects(deployment).first?.schema == .valid)
  }

  @Test func `every error of an object is told, each at its place`() throws {
    let yaml = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, nam: b}\nspec:\n  containers: []\n  x: 1\n  hostPID: 1\n"
    let object = try #require(try objects(yaml).first)
    #expect(
      object.problems.map(\.location) == [
        Location("k8s/app.yaml", line: 3, column: 21), Location("k8s/app.yaml", line: 6, column: 3),
        Location("k8s/app.yaml", line: 7, column: 12),
      ])
    #expect(object.schema == .invalid)
  }

  @Test(arguments: [
    ("image: web:1", "imagePullPolicy: always", "wanted one of Always, IfNotPresent, Never (nearest: Always)"),
    ("containerPort: 80", "containerPort: 70000", "ports[0].containerPort is 70000, wanted 1 to 65535"),
    ("name: web,", "name: Web,", "metadata.name is \"Web\", wanted a DNS name"),
    ("name: web\n", "name: web_1\n", "containers[0].name is \"web_1\", wanted a DNS label"),
    ("labels: {app: web}}\nspec", "labels: {-app: web}}\nspec", "metadata.labels.-app has a key that is not a label"),
    ("labels: {app: web}}\nspec", "labels: {app: a b}}\nspec", "metadata.labels.app is \"a b\", wanted a label"),
    ("labels: {app: web}}\n    spec", "labels: {app: wob}}\n    spec", "selects by app: \"web\", which is \"wob\" in"),
    (
      "labels: {app: web}}\n    spec", "labels: {a: web}}\n    spec", "which is not among spec.template.metadata.labels"
    ),
    ("image: web:1", "resources: {limits: {cpu: 1x}}", "limits.cpu is \"1x\", wanted a quantity"),
    ("image: web:1", "livenessProbe: {httpGet: {port: 0}}", "httpGet.port is \"0\", wanted a port"),
    ("image: web:1", "env: [{name: a=b}]", "env[0].name is \"a=b\", wanted a variable's name"),
    ("replicas: 2", "replicas: -1", "spec.replicas is -1, wanted at least 0"),
    ("replicas: 2", "replicas: 3000000000", "spec.replicas is \"3000000000\", wanted a whole number of 32 bits"),
    (
      "replicas: 2", "strategy: {rollingUpdate: {maxSurge: 1.5}}", "maxSurge is 1.5, a number, wanted a whole number or"
    ),
    ("replicas: 2", "strategy: {rollingUpdate: {maxSurge: a%}}", "wanted a whole number from 0, or a percentage"),
  ])
  func `a value that the API does not take is told`(_ old: String, _ new: String, _ message: String) throws {
    let found = try problems(old, new)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test(arguments: [
    ("image: web:1", "resources: {limits: {cpu: 1.5, memory: 1e3, a: 12E6, b: 2Ei, c: 100m, d: +5k}}"),
    ("image: web:1", "livenessProbe: {httpGet: {port: http}}"), ("image: web:1", "env: [{name: a.b-C_1}]"),
    ("replicas: 2", "strategy: {rollingUpdate: {maxSurge: 25%, maxUnavailable: 0}}"),
    ("labels: {app: web}}\nspec", "labels: {app.kubernetes.io/name: \"\"}}\nspec"),
    ("replicas: 2", "replicas:"), ("name: web,", "name: a.b-c,"),
  ])
  func `values that it takes pass`(_ old: String, _ new: String) throws { #expect(try problems(old, new) == []) }

  @Test func `a value that is wrong leaves the structure valid`() throws {
    let object = try #require(
      try objects("apiVersion: v1\nkind: Service\nmetadata: {name: A}\nspec: {type: x}\n").first)
    #expect(object.problems.map(\.kind) == [.wrongValue, .wrongValue])
    #expect(object.schema == .valid)
  }

  @Test(
    arguments: [
      ("extensions/v1beta1", "Ingress", nil, "not served since Kubernetes 1.22, use networking.k8s.io/v1"),
      ("policy/v1beta1", "PodSecurityPolicy", 25, "not served since Kubernetes 1.25, use Pod Security Admission"),
      ("autoscaling/v2beta2", "HorizontalPodAutoscaler", 26, "not served since Kubernetes 1.26, use autoscaling/v2"),
      (
        "autoscaling/v2beta2", "HorizontalPodAutoscaler", 25,
        "deprecated since Kubernetes 1.23 and not served from 1.26 on"
      ),
      ("v1", "Endpoints", 33, "deprecated since Kubernetes 1.33, use discovery.k8s.io/v1 EndpointSlice"),
      ("networking.k8s.io/v1alpha1", "IPAddress", nil, "not served since Kubernetes 1.3"),
    ] as [(String, String, Int?, String)])
  func `versions of the API that end are told with what stands in their place`(
    _ apiVersion: String, _ kind: String, _ minor: Int?, _ message: String
  ) throws {
    let found = try objects("apiVersion: \(apiVersion)\nkind: \(kind)\n", minor: minor).flatMap(\.problems)
    #expect(found.contains { $0.message.contains(message) }, "\(found)")
  }

  @Test func `a field is known from the version on that brought it`() throws {
    let yaml = "apiVersion: v1\nkind: Pod\nspec: {containers: [], hostnameOverride: a}\n"
    #expect(try objects(yaml, minor: 25).first?.schema == .invalid)
    #expect(try objects(yaml, minor: 37).first?.schema == .valid)
    #expect(try objects(yaml, minor: 99).first?.schema == .valid)
  }

  @Test func `a kind without a schema is unknown`() throws {
    let object = try #require(try objects("apiVersion: example.com/v1\nkind: Thing\nspec: {a: 1}\n").first)
    #expect(object.schema == .unknown)
    #expect(object.problems == [])
  }

  @Test func `JSON and lists are held against schemas too`() throws {
    let json =
      #"{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod", "spec": {"a": 1}}]}"#
    let object = try #require(try objects(json).first)
    #expect(
      object.problems.map(\.message) == [
        "spec.a is no field of core.PodSpec", "spec has no containers, which is required",
      ])
  }

  @Test func `what an alias or a merge stands for is looked at where it is used`() throws {
    let yaml = """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: a}
      data: &d {a: "1"}
      binaryData: {<<: *d, b: 2}
      """
    #expect(
      try objects(yaml).flatMap(\.problems).map(\.message) == [
        "binaryData.a is \"1\", wanted bytes in base64", "binaryData.b is 2, a number, wanted bytes in base64",
      ])
  }
}

struct KubernetesLawTests {
  private let law: KubernetesLaw

  init() throws { law = try KubernetesLaw.builtIn.get() }

  @Test func `every version from 1.25 to 1.37 is known`() {
    #expect(law.schemas.minorVersions == Array(25...37))
    for version in 0..<13 {
      for kind in ["Deployment", "StatefulSet", "DaemonSet"] {
        #expect(law.object("apps/v1", kind, in: version) != nil)
      }
    }
  }

  @Test func `every kind of every version leads to definitions that are there`() throws {
    let schemas = law.schemas
    for row in schemas.kinds {
      for version in 0..<13 where row.mask >> version & 1 == 1 {
        let variant = try #require(law.object(row.apiVersion, row.kind, in: version))
        let names = variant.fields.map(schemas.name(ofField:))
        #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(variant.fields.filter(schemas.isRequired).count == variant.requiredCount)
        for row in variant.fields where schemas.type(ofField: row).kind == .definition {
          #expect(schemas.variant(of: schemas.type(ofField: row).of, in: version) != nil)
        }
      }
    }
  }

  @Test(arguments: ["", "K8S2", "no schemas"])
  func `a file that is none is refused`(_ text: String) {
    #expect(throws: ReadError.self) { try KubernetesSchemas(Array(text.utf8)) }
  }

  @Test(arguments: ["fields: {core.Pod.none: {from: 1}}", "fields: {core.Pod.spec: {to: x}}", "names: {Pod: odd}"])
  func `a law of values that speaks of nothing is refused`(_ yaml: String) throws {
    let node = try oneDocument(Array(yaml.utf8))
    #expect(throws: ReadError.self) { try KubernetesLaw(law.schemas, values: node, lifecycle: node) }
  }

  @Test(arguments: [("1.31", 31), ("v1.31", 31), ("1.31.2", 31), ("1", nil), ("2.0", nil), ("1.x", nil), ("", nil)])
  func `a version of Kubernetes is read by its minor number`(_ text: String, _ minor: Int?) {
    #expect(kubernetesMinorVersion(text) == minor)
  }
}
