/// What a repository declares of its infrastructure, and what Terraform says of it.
package struct Manifests: Hashable, Sendable {
  package var objects: [ManifestObject]
  /// YAML and JSON documents seen, empty ones included.
  package var documents: Int
  package var validations: [TerraformValidation]
  package var plans: [TerraformPlan]

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
    validations += other.validations
    plans += other.plans
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
  package var images: [ImageUse]

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
    /// A value of the right type that the API does not take.
    case wrongValue
    case removedAPI, deprecatedAPI

    package var isStructural: Bool {
      switch self {
      case .identity, .duplicateKey, .unknownField, .missingField, .wrongType: true
      case .wrongValue, .removedAPI, .deprecatedAPI: false
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

/// A place that names a container image.
package struct ImageUse: Hashable, Sendable {
  /// As it is written; may be empty or hold template marks.
  package var reference: String
  package var location: Location

  package init(_ reference: String, at location: Location) {
    self.reference = reference
    self.location = location
  }
}

/// What `terraform validate -json` says.
package struct TerraformValidation: Hashable, Sendable {
  package struct Diagnostic: Hashable, Sendable {
    package var isError: Bool
    package var summary: String
    package var location: Location?

    package init(isError: Bool, summary: String, location: Location?) {
      self.isError = isError
      self.summary = summary
      self.location = location
    }
  }

  package var origin: Path
  package var isValid: Bool
  /// Whether what it complains of is that `terraform init` was not run: a fault of the tool's run, not of the code.
  package var isNotInitialised: Bool
  package var diagnostics: [Diagnostic]

  package init(origin: Path, isValid: Bool, isNotInitialised: Bool = false, diagnostics: [Diagnostic]) {
    self.origin = origin
    self.isValid = isValid
    self.isNotInitialised = isNotInitialised
    self.diagnostics = diagnostics
  }
}

/// What `terraform show -json` says of a plan. Values are never kept: they hold secrets in clear.
package struct TerraformPlan: Hashable, Sendable {
  package struct ResourceChange: Hashable, Sendable {
    package var address: String
    package var type: String
    package var actions: [String]

    package init(address: String, type: String, actions: [String]) {
      self.address = address
      self.type = type
      self.actions = actions
    }
  }

  package var origin: Path
  package var isErrored: Bool
  /// False where Terraform deferred changes; `nil` where the version does not say.
  package var isComplete: Bool?
  package var changes: [ResourceChange]

  package init(origin: Path, isErrored: Bool, isComplete: Bool?, changes: [ResourceChange]) {
    self.origin = origin
    self.isErrored = isErrored
    self.isComplete = isComplete
    self.changes = changes
  }
}
