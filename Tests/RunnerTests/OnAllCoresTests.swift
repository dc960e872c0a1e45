import Testing

@testable import Runner

struct OnAllCoresTests {
  @Test(arguments: [0, 1, 7]) func `what came of the pieces stands in their order`(_ count: Int) {
    #expect(onAllCores(count, in: .holding([:])) { $0 * $0 } == (0..<count).map { $0 * $0 })
  }
}
