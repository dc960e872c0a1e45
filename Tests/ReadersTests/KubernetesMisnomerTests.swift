import Model
import Syntax
import Testing

@testable import Readers

struct KubernetesMisnomerTests {
  private func object(_ apiVersion: String, _ kind: String, minor: Int?) throws -> ManifestObject {
    let text = "# a manifest\napiVersion: \(apiVersion)\nkind: \(kind)\nmetadata: {name: a}\n"
    var source = try ByteSource(Array(text.utf8))
    return try #require(try Reader.kubernetes(minor: minor).read(&source, "app.yaml").manifests.objects.first)
  }

  @Test(
    arguments: [
      ("apps/v1", "Deploymnt", nil, "apps/v1 has no kind Deploymnt (nearest: Deployment)"),
      ("apps/v3", "Deployment", nil, "apps/v3 has no kind Deployment, apps/v1 has it"),
      ("apps/v1", "Service", nil, "apps/v1 has no kind Service, v1 has it"),
      ("v1", "Deployment", nil, "v1 has no kind Deployment, apps/v1 has it"),
      ("v1", "Pood", 30, "v1 has no kind Pood (nearest: Pod)"),
      (
        "admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", 29,
        "admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy is served from Kubernetes 1.30 on, not by 1.29"
      ),
    ] as [(String, String, Int?, String)])
  func `a kind that Kubernetes does not have is told, with the one that was meant`(
    _ apiVersion: String, _ kind: String, _ minor: Int?, _ message: String
  ) throws {
    let object = try object(apiVersion, kind, minor: minor)
    #expect(object.problems.map(\.message) == [message])
    #expect(object.problems.map(\.kind) == [.unknownKind])
    #expect(object.problems.map(\.location.line) == [2])
    #expect(object.schema == .unknown)
  }

  @Test(arguments: [
    ("example.com/v1", "Deploymnt"), ("gateway.networking.k8s.io/v1", "Gateway"), ("v1", "Config"), ("v1", "ThingList"),
  ])
  func `what may be of a definition of elsewhere is only unknown`(_ apiVersion: String, _ kind: String) throws {
    let object = try object(apiVersion, kind, minor: nil)
    #expect(object.problems == [])
    #expect(object.schema == .unknown)
  }

  @Test func `a kind that ended is told as that`() throws {
    #expect(try object("policy/v1beta1", "PodSecurityPolicy", minor: nil).problems.map(\.kind) == [.removedAPI])
  }

  @Test func `the versions that are known are said`() { #expect(Reader.kubernetesVersions == 25...37) }
}
