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
    /// The names of the tags that it will carry; `nil` where its kind has none.
    package var tags: [String]?
    /// Whether it lets in all addresses there are.
    package var isOpenToAll = false
    /// Whether it stands in several zones; `nil` where its kind knows of none, or it is known after the change alone.
    package var isMultiZone: Bool?
    /// What kind of machine it is, as its cloud calls that.
    package var size: String?

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
  /// What Terraform leaves for a later plan, as far as it knows it.
  package var deferred: [ResourceChange] = []
  /// What was changed outside of Terraform.
  package var drift: [ResourceChange] = []
  /// The checks and conditions that did not hold.
  package var failedChecks: [String] = []

  package init(origin: Path, isErrored: Bool, isComplete: Bool?, changes: [ResourceChange]) {
    self.origin = origin
    self.isErrored = isErrored
    self.isComplete = isComplete
    self.changes = changes
  }
}

/// What a file of Terraform's language declares, as far as gates ask for it.
package struct TerraformSource: Hashable, Sendable {
  /// Something of a release: whether it says which.
  package struct Pin: Hashable, Sendable {
    package var name: String
    package var isPinned: Bool
    package var line: Int

    package init(name: String, isPinned: Bool, line: Int) {
      self.name = name
      self.isPinned = isPinned
      self.line = line
    }
  }

  package var origin: Path
  /// Where state is kept, by type; `cloud` for HCP Terraform.
  package var backends: [String] = []
  package var providers: [Pin] = []
  /// Modules of other repositories and registries, by their source.
  package var modules: [Pin] = []
  /// How many modules it calls, those of its own repository among them.
  package var calls = 0
  /// The types of its resources.
  package var resources: [String] = []
  /// The buckets in which backends of S3 keep state; without a name where it is given elsewhere.
  package var stateBuckets: [String?] = []
  package var buckets: [Bucket] = []
  /// What has versions kept of it: names of buckets, or ways to them as in `aws_s3_bucket.state`.
  package var versioned: Set<String> = []
  package var form = Form.canonical

  package init(origin: Path) { self.origin = origin }
}

extension TerraformSource {
  /// A bucket of S3 that is declared.
  package struct Bucket: Hashable, Sendable {
    package var label: String
    /// As it is written, where nothing is to be filled in.
    package var name: String?
    package var isVersioned: Bool
    package var line: Int

    package init(label: String, name: String?, isVersioned: Bool, line: Int) {
      self.label = label
      self.name = name
      self.isVersioned = isVersioned
      self.line = line
    }
  }

  /// Whether it is written as `terraform fmt` writes it.
  package enum Form: Hashable, Sendable {
    case canonical
    /// Not from that line on.
    case odd(Int)
    /// Nobody looked.
    case unknown
  }
}

/// What `terraform fmt -check` says of the files below a folder.
package struct TerraformFormat: Hashable, Sendable {
  package var unformatted: [Path]

  package init(unformatted: [Path]) { self.unformatted = unformatted }
}
