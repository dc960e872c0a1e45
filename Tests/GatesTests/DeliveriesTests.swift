import Model
import Testing

@testable import Gates

/// What ArgoCD is to bring to a cluster, and whether it finds it and may.
struct DeliveriesTests {
  private let place = Location("argocd/shop.yaml", line: 7)

  private func application(
    _ path: String?, of project: String = "default", from repository: String = "https://git.test/shop",
    to namespace: String = "shop"
  ) -> ManifestObject {
    var object = ManifestObject(
      location: Location("argocd/shop.yaml", line: 1), apiVersion: "argoproj.io/v1alpha1", kind: "Application",
      name: "shop", hasSchema: true)
    object.delivery = .application(
      project: project, [Delivery.Source(repository, path: path, at: place)],
      to: Delivery.Target(server: "https://kubernetes.default.svc", name: "", namespace: namespace))
    return object
  }

  private func project(_ repositories: [Glob], _ targets: [(String, String)]) -> ManifestObject {
    var object = ManifestObject(
      location: Location("argocd/project.yaml", line: 1), apiVersion: "argoproj.io/v1alpha1", kind: "AppProject",
      name: "team", hasSchema: true)
    object.delivery = .project(
      repositories: repositories,
      targets: targets.map { Delivery.Target(server: $0.0, name: "", namespace: $0.1) })
    return object
  }

  private func found(_ objects: ManifestObject..., rule: RuleID) throws -> [String] {
    let files: [Path] = ["argocd/shop.yaml", "infra/k8s/overlays/prod/kustomization.yaml"]
    let matter = try Case.of(files: files, manifests: Manifests(objects: objects)) { policy in
      for id in policy.rules.keys { policy.rules[id]?.isOff = id != rule }
    }
    return Gate.infrastructure.judge(matter).findings.map(\.message)
  }

  @Test(
    arguments: [
      ("infra/k8s/overlays/prod", true), ("./infra/k8s/overlays/prod/", true), ("infra/k8s/overlays/pord", false),
      ("charts/elsewhere", true), ("../../etc", false), (nil, true), (".", true), ("infra/k8s/overlays/pro", false),
    ] as [(String?, Bool)])
  func `the folder that an application follows is there`(_ path: String?, _ isThere: Bool) throws {
    let found = try found(application(path), rule: "infrastructure.argocd-path")
    let words = "Application shop follows \(path ?? ""), and no file is in such a folder here"
    #expect(found == (isThere ? [] : [words]))
  }

  @Test(
    arguments: [
      (["*"], [("*", "*")], []), (["https://git.test/*"], [("https://kubernetes.default.svc", "shop")], []),
      (["https://git.test/other"], [("*", "*")], ["take from https://git.test/shop"]),
      (["*"], [("*", "shop-*"), ("https://b", "*")], ["reach https://kubernetes.default.svc, shop"]),
      ([], [], ["take from https://git.test/shop", "reach https://kubernetes.default.svc, shop"]),
      (["https://GIT.test/shop.git"], [("*", "*")], []),
      (["*", "!https://git.test/shop.git"], [("*", "*")], ["take from https://git.test/shop"]),
      (["!https://git.test/other"], [("*", "*"), ("!https://b", "*"), ("*", "!kube-*")], []),
      (["*"], [("*", "*"), ("*", "!shop")], ["reach https://kubernetes.default.svc, shop"]),
      (["*"], [("", "*")], ["reach https://kubernetes.default.svc, shop"]),
      (["*"], [("*", "")], ["reach https://kubernetes.default.svc, shop"]),
    ] as [([Glob], [(String, String)], [String])])
  func `a project lets its applications reach what they deploy`(
    _ repositories: [Glob], _ targets: [(String, String)], _ refused: [String]
  ) throws {
    let found = try found(
      application("infra", of: "team"), project(repositories, targets), rule: "infrastructure.argocd-rights")
    #expect(Set(found) == Set(refused.map { "the project team does not let Application shop \($0)" }))
    #expect(found.count == refused.count)
  }

  @Test func `a cluster may be told by its name or by its address, which nobody here knows to be two`() throws {
    var object = project(["*"], [])
    func found(_ server: String, _ name: String) throws -> [String] {
      let row = Delivery.Target(server: server, name: name, namespace: "*")
      object.delivery = .project(repositories: ["*"], targets: [row])
      return try self.found(application("infra", of: "team"), object, rule: "infrastructure.argocd-rights")
    }
    #expect(try found("", "in-cluster").isEmpty)
    #expect(try found("https://b", "in-cluster").count == 1)
    #expect(try found("", "").count == 1)
  }

  @Test func `a project that is elsewhere is nobody's matter here`() throws {
    #expect(try found(application("infra", of: "other"), project([], []), rule: "infrastructure.argocd-rights") == [])
  }

  private func binding(_ role: String, for account: String = "argocd-application-controller") -> ManifestObject {
    let kind = role.hasPrefix("Cluster") ? "ClusterRoleBinding" : "RoleBinding"
    var object = ManifestObject(
      location: Location("rbac.yaml", line: 5), apiVersion: "v1", kind: kind, name: "b", hasSchema: true)
    object.access = ObjectAccess(
      role: role, subjects: [ObjectAccess.Subject(kind: "ServiceAccount", name: account, at: place)])
    return object
  }

  private func role(_ kind: String, _ verbs: [String], _ resources: [String]) -> ManifestObject {
    var object = ManifestObject(location: place, apiVersion: "v1", kind: kind, name: "own", hasSchema: true)
    object.access = ObjectAccess(grants: [ObjectAccess.Grant(verbs: verbs, resources: resources, at: place)])
    return object
  }

  @Test(
    arguments: [
      (["*"], ["*"], nil), (["get", "list", "watch", "create", "update", "patch", "delete"], ["*"], nil),
      (["get", "list", "watch"], ["*"], "may not create, update, patch, delete all resources"),
      (["*"], ["pods"], "may not write all resources"),
    ] as [([String], [String], String?)])
  func `the controller may do all that a synchronisation asks`(
    _ verbs: [String], _ resources: [String], _ gap: String?
  ) throws {
    let found = try found(
      role("ClusterRole", verbs, resources), binding("ClusterRole own"), rule: "infrastructure.argocd-rights")
    #expect(found == [gap.map { "ServiceAccount argocd-application-controller \($0)" }].compactMap { $0 })
  }

  @Test func `what it may is what all of its roles allow together`() throws {
    let rule: RuleID = "infrastructure.argocd-rights"
    let own = role("Role", ["get"], ["secrets"])
    // As ArgoCD is installed: a role for its own namespace, and another for the cluster.
    #expect(try found(own, binding("Role own"), binding("ClusterRole cluster-admin"), rule: rule) == [])
    #expect(try found(binding("ClusterRole view"), rule: rule).count == 1)
    // Where the cluster's role is not here, nobody knows.
    #expect(try found(own, binding("Role own"), rule: rule) == [])
    #expect(try found(own, binding("Role own"), binding("ClusterRole elsewhere"), rule: rule) == [])
    #expect(try found(binding("ClusterRole view", for: "shop"), rule: rule) == [])
  }
}
