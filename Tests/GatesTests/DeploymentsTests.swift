import Model
import Testing

@testable import Gates

/// What comes with a deployment.
struct DeploymentsTests {
  private static let rules: [RuleID] = [
    "infrastructure.untold-deployment", "infrastructure.untested-deployment", "infrastructure.branch-deploy",
    "infrastructure.unpushed-image", "infrastructure.unwritten-deployment",
  ]

  /// A pipeline that deploys an environment by a job.
  private func pipeline(
    _ environment: String?, job: String = "ship", _ amend: (inout Script) -> Void = { _ in }
  ) -> Script {
    var script = Script(path: "ci.yml", container: "GitHub workflow")
    var command = ScriptCommand(
      tool: "helm", subject: .cluster, deed: .changes, text: "helm upgrade", location: Location("ci.yml", line: 3))
    (command.environment, command.job) = (environment, job)
    script.commands = [command]
    var pipeline = Pipeline()
    (pipeline.tells, pipeline.checks) = (true, true)
    (pipeline.pushes, pipeline.runsOnEveryPush) = ([], true)
    script.pipeline = pipeline
    amend(&script)
    return script
  }

  private func found(_ scripts: Script..., beside objects: [ManifestObject] = []) throws -> [String] {
    var matter = try Case.of {
      for rule in DeploymentsTests.rules { $0.rules[rule]?.isOff = false }
      $0.infrastructure.deploys.byPush = [
        BranchDeploy("develop", environments: ["dev*"]), BranchDeploy("staging", environments: ["staging"]),
      ]
    }
    matter.evidence.scripts = scripts
    matter.evidence.manifests.objects = objects
    return Gate.infrastructure.judge(matter).findings.filter { DeploymentsTests.rules.contains($0.rule) }.map(\.message)
  }

  @Test func `a pipeline that deploys tells people and tests what it deploys`() throws {
    #expect(try found(pipeline("production")) == [])
    #expect(
      try found(pipeline("production") { $0.pipeline?.tells = false }) == [
        "GitHub workflow: helm upgrade deploys and tells nobody"
      ])
    #expect(
      try found(pipeline("dev") { $0.pipeline?.checks = false }) == [
        "GitHub workflow: helm upgrade deploys, and nothing in its pipeline tests"
      ])
    #expect(try found(pipeline("production") { $0.pipeline?.checks = false }) == [])
  }

  @Test(
    arguments: [
      ([], nil, true), (["develop"], nil, true), (["dev*"], nil, true), (["main"], nil, false), (nil, nil, false),
      ([], "github.ref == 'refs/heads/develop'", true), ([], "github.ref == 'refs/heads/main'", false),
      ([], "$CI_COMMIT_BRANCH == \"main\"", false), ([], "success()", true), ([], "when: manual", false),
      ([], "", false),
    ] as [([Glob]?, String?, Bool)])
  func `a push to the branch of an environment deploys it`(
    _ pushes: [Glob]?, _ condition: String?, _ isStarted: Bool
  ) throws {
    let script = pipeline("Development") { script in
      script.pipeline?.pushes = pushes
      if let condition { script.pipeline?.conditions = ["ship": condition] }
    }
    let words = ["GitHub workflow: helm upgrade is not started by a push to develop"]
    #expect(try found(script) == (isStarted ? [] : words))
    #expect(try found(script, pipeline("dev")) == [])
  }

  @Test func `where nothing says what starts it, or what it deploys, nothing is said`() throws {
    var silent = Pipeline()
    (silent.tells, silent.checks) = (true, true)
    #expect(try found(pipeline("dev") { $0.pipeline = silent }) == [])
    #expect(try found(pipeline("${{ inputs.dev }}") { $0.pipeline?.pushes = nil }) == [])
    #expect(try found(pipeline(nil, job: "dev") { $0.pipeline?.pushes = nil }).count == 1)
    #expect(try found(pipeline("dev") { $0.commands[0].isLocal = true }) == [])
    let tested = pipeline("dev") { script in
      script.isTest = true
      script.pipeline?.tells = false
    }
    #expect(try found(tested) == [])
  }

  @Test func `where a controller follows git, a new image is a commit of the manifests`() throws {
    var application = ManifestObject(
      location: Location("app.yaml"), apiVersion: "argoproj.io/v1alpha1", kind: "Application", name: "a",
      hasSchema: true)
    application.delivery = .application(project: "", [], to: Delivery.Target(server: "", name: "", namespace: ""))
    func builder(_ writes: Bool, _ commits: Bool) -> Script {
      pipeline("production") { script in
        script.pipeline?.builds = Location("ci.yml", line: 9)
        script.pipeline?.publishes = true
        script.pipeline?.writesManifests = writes
        script.pipeline?.commits = commits
      }
    }
    let unwritten = "an image is built here, and no pipeline writes its tag into manifests"
    #expect(try found(builder(false, true), beside: [application]) == [unwritten])
    #expect(
      try found(builder(true, false), beside: [application]) == [
        "GitHub workflow: it writes into manifests, and commits nothing"
      ])
    #expect(try found(builder(true, true), beside: [application]) == [])
    #expect(try found(builder(false, false)) == [])
    application.updatesImages = true
    #expect(try found(builder(false, false), beside: [application]) == [])
  }

  @Test func `an image that is built is pushed by some pipeline`() throws {
    let builder = pipeline("production") { $0.pipeline?.builds = Location("ci.yml", line: 9) }
    #expect(try found(builder) == ["an image is built here, and no pipeline pushes one"])
    #expect(try found(builder, pipeline("production") { $0.pipeline?.publishes = true }) == [])
  }
}
