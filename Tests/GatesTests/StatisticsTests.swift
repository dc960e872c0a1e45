import Model
import Testing

@testable import Gates

struct StatisticsTests {
  @Test(arguments: [(0.5, 5), (0.95, 59), (0.99, 299), (0.999, 2995), (0.999999, 3_000_000)])
  func `so many samples are needed for a share`(_ share: Double, _ needed: Int) {
    let found = Statistics.samplesNeeded(for: share)
    #expect(abs(found - needed) <= needed / 1000)
  }

  @Test func `shares at the ends need no sample, or no number is enough`() {
    #expect(Statistics.samplesNeeded(for: 0) == 1)
    #expect(Statistics.samplesNeeded(for: 1) == .max)
  }

  /// - Source: the rule of three (Hanley and Lippman-Hand 1983) and Wilson 1927
  @Test func `Wilson's interval is that of the books`() {
    let tenOfHundred = Statistics.share(of: 10, in: 100)
    #expect(abs(tenOfHundred.lowerBound - 0.0552) < 0.0001)
    #expect(abs(tenOfHundred.upperBound - 0.1744) < 0.0001)
    #expect(Statistics.share(of: 0, in: 0) == 0...1)
    #expect(Statistics.share(of: 0, in: 1000).lowerBound == 0)
    #expect(Statistics.share(of: 5, in: 5).upperBound == 1)
  }

  /// - Source: Wilson 1927, with 2.33 standard deviations: of 8 of 50 the share is above 7.4 % 99 times in 100
  @Test func `one who must be surer gets a wider interval`() {
    let usual = Statistics.share(of: 8, in: 50)
    let sure = Statistics.share(of: 8, in: 50, deviations: Statistics.surely)
    #expect(abs(usual.lowerBound - 0.0834) < 0.0001)
    #expect(abs(sure.lowerBound - 0.0738) < 0.0001)
    #expect(sure.upperBound > usual.upperBound)
  }

  @Test(arguments: [(1000, 0.95, 936, 964), (1000, 0.99, 983, 997), (300, 0.99, 293, 301)])
  func `ranks bound a percentile`(_ count: Int, _ share: Double, _ lower: Int, _ upper: Int) {
    #expect(Statistics.ranks(of: share, in: count) == (lower, upper))
  }

  @Test func `median and spread are those of the books`() {
    #expect(Statistics.median([]) == nil)
    #expect(Statistics.median([3, 1, 2]) == 2)
    #expect(Statistics.median([4, 1, 2, 3]) == Decimal("2.5"))
    #expect(Statistics.spread([1, 1, 2, 2, 4, 6, 9]) == Decimal("1.4826"))
  }

  /// - Source: tables of Mann and Whitney 1947: U of 25 of 25 for 5 and 5 is one order of 252
  @Test func `chance is exact for few values`() {
    let small: [Decimal] = [1, 2, 3, 4, 5]
    #expect(abs(Statistics.chance(thatLarger: [6, 7, 8, 9, 10], than: small) - 1.0 / 252) < 1e-12)
    #expect(Statistics.chance(thatLarger: small, than: [6, 7, 8, 9, 10]) == 1)
    #expect(abs(Statistics.chance(thatLarger: [2, 4], than: [1, 3]) - 2.0 / 6) < 1e-12)
    #expect(Statistics.chance(thatLarger: [], than: small) == 1)
  }

  @Test func `equal values say nothing, and ties are corrected for`() {
    let same = [Decimal](repeating: 7, count: 10)
    #expect(Statistics.chance(thatLarger: same, than: same) == 1)
    #expect(Statistics.chance(thatLarger: [8, 8, 8, 8, 8], than: [7, 7, 7, 7, 7]) < 0.01)
  }

  @Test func `twenty of each are still exact`() {
    let a = (0..<20).map { Decimal(2 * $0 + 1) }
    let b = (0..<20).map { Decimal(2 * $0) }
    let chance = Statistics.chance(thatLarger: a, than: b)
    #expect(chance > 0.3 && chance < 0.5)
  }

  /// - Source: the standard normal distribution: one-sided 5 % lies at 1.6449
  @Test func `many values are judged by the normal distribution`() {
    let a = (0..<30).map { Decimal(2 * $0 + 3) }
    let b = (0..<30).map { Decimal(2 * $0) }
    let chance = Statistics.chance(thatLarger: a, than: b)
    #expect(chance > 0.2 && chance < 0.5)
    #expect(Statistics.chance(thatLarger: a.map { Decimal(units: $0.units * 9) }, than: b) < 1e-6)
  }
}
