import Readers
import Syntax
import Testing

struct KubernetesHeadTests {
  private func isManifest(_ text: String) throws -> Bool {
    var source = try ByteSource(Array(text.utf8))
    return try #require(Reader.all.first { $0.format == "kubernetes" }).recognises(try Head(&source))
  }

  @Test(arguments: [
    "apiVersion: v1\nkind: Pod\n", "# a comment\n\n---\nkind: Pod\napiVersion: v1\n", "apiVersion: v1", "kind: Pod",
    "kind:\n---\nkind:\n", "\"apiVersion\": \"v1\"\n", "'kind': Pod\r\n", "\u{FEFF}apiVersion: v1\r\nkind: Pod\r\n",
    "a: 1\n---\napiVersion: v1\n", "%YAML 1.1\n---\napiVersion: v1\n", "metadata:\n  name: a\nkind: Pod\n",
    "---\n  apiVersion: v1\n  kind: Pod\n", "{{- if .Values.x }}\napiVersion: v1\n{{- end }}\n",
    "kind: {{ .Values.kind }}\n",
  ])
  func `YAML with apiVersion or kind at the top is a manifest`(_ yaml: String) throws {
    #expect(try isManifest(yaml))
  }

  @Test(arguments: [
    #"{"apiVersion": "v1", "kind": "Pod"}"#, #"{"kind": "Pod", "metadata": {}, "spec": {}}"#, #" {"apiVersion": "v1"}"#,
    #"{"apiVersion": "v1", "items": [{"kind": "#,
  ])
  func `JSON with apiVersion, or kind and metadata, is a manifest`(_ json: String) throws {
    #expect(try isManifest(json))
  }

  @Test(arguments: [
    "resources:\n- a.yaml\n", "resources: [a.yaml]\n", "resources:\n  - a.yaml\nnamespace: shop\nimages:\n- name: a\n",
    "namePrefix: a-\n",
    "# a comment\ncommonLabels: {a: b}\nresources: [a]\n", "secretGenerator:\n- name: a\n",
  ])
  func `a kustomization is known by its fields`(_ yaml: String) throws {
    #expect(try isManifest(yaml))
  }

  @Test func `a manifest that is all commented out is one`() throws {
    #expect(try isManifest("# later\n\n#apiVersion: v1\n# kind: Pod\n"))
    #expect(try !isManifest("# later\n"))
  }

  @Test(arguments: [
    "", "text", "version: 1\ngates:\n  coverage:\n    kind: x\n", "on: push\njobs:\n  build:\n    runs-on: ubuntu\n",
    "services:\n  app:\n    image: a\n", "replicaCount: 1\nresources: {}\nimage:\n  tag: a\n",
    "resources:\n  limits:\n    cpu: 1\n",
    "items:\n- apiVersion: v1\n  kind: Pod\n", "kind: pipeline\ntype: docker\n", "a: 1\n# apiVersion: v1\n",
    "apiVersion\n", "text\n# apiVersion: v1\n",
    "apiVersions: v1\n", "- apiVersion: v1\n  kind: Pod\n", "apiVersion:v1\n", "resources:\n- a\nsettings: {}\n",
    #"{"kind": "x", "version": 1}"#, #"[{"apiVersion": "v1"}]"#, #"{"a": {"apiVersion": "v1"}}"#, "<kind>a</kind>",
    "TN:\nSF:a\n",
  ])
  func `other texts are not`(_ text: String) throws {
    #expect(try !isManifest(text))
  }
}
