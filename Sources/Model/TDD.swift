/// A step of the cycle: a test that fails, the code that it asks for, the same code in better words.
package enum Step: String, CaseIterable, Sendable {
  case red, green, refactor
}

extension Policy {
  package struct TDD: Hashable, Sendable {
    /// How much of the cycle is verified; each level holds those before it.
    package enum Level: String, CaseIterable, Comparable, Sendable {
      /// What messages say, and in which order.
      case message
      /// Whether commits do what they say.
      case content
      /// Whether each file of production code has a test of its own before it.
      case pairing
      /// Whether the tests fail, pass and keep passing when they are run.
      case replay
      /// Whether tests of the change fail without its production code, in whichever order it came.
      case revert

      package static func < (a: Level, b: Level) -> Bool { a.rank < b.rank }
      private var rank: Int { Level.allCases.firstIndex(of: self) ?? 0 }
    }

    package var level = Level.pairing
    /// The types that a commit's subject may have.
    package var types: [String] = []
    /// The types that say a step of the cycle.
    package var steps: [Step: [String]] = [:]
    /// What else says one, at either end of a subject.
    package var marks: [Step: [String]] = [:]
    package var typesOfReverts: [String] = []
    package var typesWithoutProduction: [String] = []
    /// Whether each cycle ends with a refactoring.
    package var requiresRefactoring = false
    /// Authors whose commits need no message of the usual form, so long as they touch no code.
    package var bots: [Glob] = []
    /// Which tests are about which production files, where no rule of the language can tell.
    package var covers: [Covering] = []
    /// Branches that were judged before: what is picked from them needs no test once more.
    package var pickedFrom: [String] = []
    /// What runs the tests of a commit; `nil`: the first of the runners that a file at the top calls for.
    package var replay: TestRunner?
    package var runners: [TestRunner] = []
    /// The commit after which the law holds, for a history that began without it; and why that one.
    package var since: String?
    package var sinceReason = ""
    /// What to do where the change is not known, by platform; `none` for all others.
    package var mends: [Obstacle: [Platform: String]] = [:]

    package init() {}

    /// What runs the tests of a repository with these files: what the policy says, else the first that the files at its
    /// top call for.
    package func runner(of files: some Sequence<Path>) -> TestRunner? {
      if let replay { return replay }
      let manifests = files.filter { $0.depth == 1 }
      return runners.first { runner in manifests.contains(where: runner.manifest.matches) }
    }
  }

  package struct Covering: Hashable, Sendable {
    package var tests: Glob
    package var source: Glob

    package init(tests: Glob, source: Glob) {
      self.tests = tests
      self.source = source
    }
  }
}

/// A command that runs all tests, and writes reports of them into the folder that SIXGATE_REPORTS names.
package struct TestRunner: Hashable, Sendable {
  /// The files at the top of a repository that call for it.
  package var manifest: Glob
  package var command: String
  /// `nil`: as long as any program.
  package var seconds: Int?

  package init(manifest: Glob = "*", command: String, seconds: Int? = nil) {
    self.manifest = manifest
    self.command = command
    self.seconds = seconds
  }
}
