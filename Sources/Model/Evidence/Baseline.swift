/// What was measured before, to compare with.
package struct Baseline: Hashable, Sendable {
  /// The newest runs of what the change is compared with.
  package var latest: [Benchmark]
  /// The first runs that were recorded, by which many small steps are seen; empty where nothing is recorded.
  package var first: [Benchmark]

  package init(latest: [Benchmark], first: [Benchmark] = []) {
    self.latest = latest
    self.first = first
  }
}
