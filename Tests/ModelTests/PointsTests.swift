import Model
import Testing

/// Numbered points, hit or missed.
struct PointsTests {
  private func points(_ words: (UInt64, Bool)...) -> Points {
    var points = Points()
    for (number, isHit) in words { points.add(number, isHit: isHit) }
    points.settle()
    return points
  }

  private func listed(_ points: Points) -> [UInt64] { points.points.map { $0.number << 1 | ($0.isHit ? 1 : 0) } }

  @Test func `no point is nothing`() {
    #expect(points().isEmpty)
    #expect(points().share == Share(covered: 0, total: 0))
    #expect(points().missed == [])
  }

  @Test func `points are told in ascending order, in whatever order they came`() {
    let ascending = points((1, true), (2, false), (9, true))
    #expect(ascending.share == Share(covered: 2, total: 3))
    #expect(ascending.missed == [2])
    #expect(listed(ascending) == [3, 4, 19])
    #expect(points((9, true), (1, true), (2, false)) == ascending)
    #expect(points((2, false), (9, true), (1, true)) == ascending)
  }

  @Test(arguments: [[true, false], [false, true], [true, true]])
  func `a point that is named twice is one, hit where any naming says so`(_ namings: [Bool]) {
    #expect(points((4, namings[0]), (4, namings[1])).share == Share(covered: 1, total: 1))
    #expect(points((4, namings[0]), (7, false), (4, namings[1])).missed == [7])
    #expect(points((4, namings[0]), (7, false), (4, namings[1]), (7, false)).share == Share(covered: 1, total: 2))
  }

  @Test func `a point that was never hit stays missed however often it is named`() {
    #expect(points((4, false), (4, false), (5, true), (4, false)).missed == [4])
  }

  @Test func `numbers of any size are kept`() {
    let numbers: [UInt64] = [0, 1, 63, 64, 127, 128, 1 << 14, 1 << 32, 1 << 62, 1 << 63 - 1]
    var some = Points()
    for number in numbers { some.add(number, isHit: number % 3 == 0) }
    some.settle()
    #expect(some.points.map(\.number) == numbers)
    #expect(some.points.map(\.isHit) == numbers.map { $0 % 3 == 0 })
  }

  @Test func `many points at once are the same as one by one`() {
    var some = points((3, false))
    some.add(words: [3 << 1 | 1, 8 << 1, 8 << 1, 2 << 1 | 1])
    some.settle()
    #expect(some == points((2, true), (3, true), (8, false)))
  }

  @Test func `many points at once may stand near or far from each other, in any order`() {
    let numbers: [UInt64] = [
      1, 2, 65, 66, 129, 130, 130, 131, 1 << 40, 1 << 40 + 1, 5, 6, 7, 1 << 40 + 2, 1 << 40 + 66,
    ]
    let words = numbers.enumerated().map { $1 << 1 | ($0 % 3 == 0 ? 1 : 0) }
    for count in 0...words.count {
      var (some, one) = (Points(), Points())
      some.add(words: words, count)
      for word in words.prefix(count) { one.add(word >> 1, isHit: word & 1 == 1) }
      some.settle()
      one.settle()
      #expect(some == one)
      #expect(some.share == one.share)
    }
  }

  @Test func `merged points are the points of both`() {
    var some = points((1, true), (5, false))
    some.merge(points((5, true), (9, false)))
    some.merge(points((0, false)))
    some.merge(points())
    some.settle()
    #expect(some == points((0, false), (1, true), (5, true), (9, false)))
    var none = Points()
    none.merge(some)
    #expect(none == some)
  }

  @Test func `many points in any order are all there`() {
    let numbers = (0..<5000).map { UInt64($0) * 7919 % 5000 }
    var some = Points()
    for number in numbers + numbers { some.add(number, isHit: number % 2 == 0) }
    some.settle()
    #expect(some.points.map(\.number) == Array(0..<5000))
    #expect(some.share == Share(covered: 2500, total: 5000))
  }

  @Test func `points that are drawn off are those that were added, and none are left`() {
    var some = points((1, true), (200, false), (1 << 40, true))
    some.add(7, isHit: false)
    #expect(some.drawOff() == points((1, true), (7, false), (200, false), (1 << 40, true)))
    #expect(some == Points())
    some.add(words: [3 << 1 | 1, 4 << 1])
    #expect(some.drawOff() == points((3, true), (4, false)))
    #expect(some.drawOff().isEmpty)
  }
}
