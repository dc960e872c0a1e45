/// Everything that the readers found, one drawer a subject.
package struct Evidence: Sendable {
  package var history: History?
  package var coverage = Coverage()
  package var scans: [Scan] = []
  package var statements: [Statement] = []
  package var mitigations: [Mitigation] = []
  package var manifests = Manifests()
  package var scripts: [Script] = []
  package var tests: [TestRun] = []
  package var benchmarks: [Benchmark] = []

  package init() {}

  package mutating func merge(_ other: consuming Evidence) {
    var (other, others) = (other, Coverage())
    swap(&others, &other.coverage)
    history = history ?? other.history
    coverage.merge(consume others)
    scans += other.scans
    statements += other.statements
    mitigations += other.mitigations
    manifests.merge(other.manifests)
    scripts += other.scripts
    tests += other.tests
    benchmarks += other.benchmarks
  }
}
