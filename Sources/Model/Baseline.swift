/// What was measured of the base of a change, as a record of it says.
package struct Baseline: Hashable, Sendable {
  /// By file of the repository.
  package var coverage: [Path: [CoverageKind: Share]]

  package init(coverage: [Path: [CoverageKind: Share]] = [:]) { self.coverage = coverage }
}
