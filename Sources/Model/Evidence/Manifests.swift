/// What a repository declares of its infrastructure, and what Terraform says of it.
package struct Manifests: Hashable, Sendable {
  package var objects: [ManifestObject]
  /// YAML and JSON documents seen, empty ones included.
  package var documents: Int
  /// Images that are named outside of objects: by Dockerfiles, compose files, values of charts.
  package var images: [ImageUse] = []
  /// What the objects define themselves.
  package var definitions: [CustomDefinition] = []
  /// Files of Terraform's language.
  package var sources: [TerraformSource] = []
  package var validations: [TerraformValidation]
  package var plans: [TerraformPlan]
  /// `nil` where nobody looked.
  package var format: TerraformFormat?
  package var helm = HelmCharts()
  package var alerts: [AlertRule] = []
  /// The templates of analyses that rollouts, experiments and other templates name.
  package var analyses: Set<String> = []
  package var migrations: [Migration] = []
  package var needs: [DeclaredNeeds] = []
  /// What git knows of the commits that images are tagged with.
  package var commits: [String: ImageCommit] = [:]

  package init(
    objects: [ManifestObject] = [], documents: Int = 0, validations: [TerraformValidation] = [],
    plans: [TerraformPlan] = []
  ) {
    self.objects = objects
    self.documents = documents
    self.validations = validations
    self.plans = plans
  }

  package mutating func merge(_ other: Manifests) {
    objects += other.objects
    documents += other.documents
    images += other.images
    definitions += other.definitions
    sources += other.sources
    validations += other.validations
    plans += other.plans
    if let found = other.format {
      format = TerraformFormat(unformatted: (format?.unformatted ?? []) + found.unformatted)
    }
    helm.merge(other.helm)
    alerts += other.alerts
    analyses.formUnion(other.analyses)
    migrations += other.migrations
    needs += other.needs
    commits.merge(other.commits) { own, _ in own }
  }

  /// The namespace of the object within which a place lies; `nil` where there is none, or it names none.
  package func namespace(at place: Location) -> String? {
    let before = objects.filter { $0.location.path == place.path && ($0.location.line ?? 0) <= place.line ?? 0 }
    return before.max { $0.location < $1.location }?.namespace
  }
}

/// One Kubernetes object.
package struct ManifestObject: Hashable, Sendable {
  package var location: Location
  package var apiVersion: String?
  package var kind: String?
  package var name: String?
  /// As its own metadata has it.
  package var namespace: String?
  /// Whether the structure of its kind is known, so that it was held against it.
  package var hasSchema: Bool
  package var problems: [ManifestProblem]
  /// Where its fields are not as the policies ask.
  package var breaches: [ManifestBreach] = []
  package var images: [ImageUse]
  /// Files and folders that it names, where it is a kustomization.
  package var references: [FileReference] = []
  /// What it takes from elsewhere, where it is a kustomization: what it renders to is not known without that.
  package var remotes: [FileReference] = []
  /// Of roles and what binds them.
  package var access: ObjectAccess?
  /// Of workloads and what selects their pods.
  package var pods: PodLabels?
  /// Of what ArgoCD reads.
  package var delivery: Delivery?
  /// Whether something else than a pipeline writes new images into what it brings.
  package var updatesImages = false

  package init(
    location: Location, apiVersion: String?, kind: String?, name: String?, namespace: String? = nil,
    hasSchema: Bool = false, problems: [ManifestProblem] = [], images: [ImageUse] = []
  ) {
    self.location = location
    self.apiVersion = apiVersion
    self.kind = kind
    self.name = name
    self.namespace = namespace
    self.hasSchema = hasSchema
    self.problems = problems
    self.images = images
  }
}

extension ManifestObject {
  package enum Schema: String, Sendable { case valid, invalid, unknown }

  /// What its structure is held against that of its kind; values that structure allows are another matter.
  package var schema: Schema {
    if problems.contains(where: \.kind.isStructural) { return .invalid }
    return hasSchema ? .valid : .unknown
  }
}

/// What is wrong with an object, and where.
package struct ManifestProblem: Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// What every object says of itself is not there.
    case identity
    case duplicateKey, unknownField, missingField, wrongType
    /// A field that only patches have.
    case directive
    /// A value of the right type that the API does not take.
    case wrongValue
    case removedAPI, deprecatedAPI
    /// A kind that its group, one of Kubernetes' own, does not have.
    case unknownKind

    package var isStructural: Bool {
      switch self {
      case .identity, .duplicateKey, .unknownField, .missingField, .wrongType, .directive: true
      case .wrongValue, .removedAPI, .deprecatedAPI, .unknownKind: false
      }
    }
  }

  package var kind: Kind
  package var message: String
  package var location: Location

  package init(_ kind: Kind, _ message: String, at location: Location) {
    self.kind = kind
    self.message = message
    self.location = location
  }
}

/// A field that is not as a rule of the law asks.
package struct ManifestBreach: Hashable, Sendable {
  package var rule: RuleID
  package var message: String
  package var location: Location
  /// Kinds whose presence anywhere settles the matter.
  package var unlessKinds: [String]
  /// The first day on which it counts; at once, without one.
  package var from: Day?

  package init(_ rule: RuleID, _ message: String, at location: Location, unlessKinds: [String] = [], from: Day? = nil) {
    self.from = from
    self.rule = rule
    self.message = message
    self.location = location
    self.unlessKinds = unlessKinds
  }
}

/// A file or folder that a manifest names.
package struct FileReference: Hashable, Sendable {
  /// As it is written, from the folder of the manifest.
  package var text: String
  package var location: Location
  /// Whether what it holds is laid over other objects.
  package var isPatch: Bool

  package init(_ text: String, at location: Location, isPatch: Bool = false) {
    self.text = text
    self.location = location
    self.isPatch = isPatch
  }

  /// The path that is meant, which may lie outside of the repository.
  package var target: Path { location.path.parent.appending(Path(text)).normalised }
}

/// A place that names a container image.
package struct ImageUse: Hashable, Sendable {
  /// As it is written; may be empty or hold template marks.
  package var reference: String
  package var location: Location
  /// Whether the version of the chart whose values these are is its tag.
  package var takesChartVersion: Bool

  package init(_ reference: String, at location: Location, takesChartVersion: Bool = false) {
    self.reference = reference
    self.location = location
    self.takesChartVersion = takesChartVersion
  }
}

/// Where the commit is that an image is tagged with.
package enum ImageCommit: String, Hashable, Sendable {
  case onMain, elsewhere, nowhere
  /// The history at hand is cut off before it, or main is not known.
  case unknown
}
