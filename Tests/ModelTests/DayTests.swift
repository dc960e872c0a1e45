import Model
import Testing

struct DayTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-21", 20_778), ("0000-01-01", -719_528),
    ("9999-12-31", 2_932_896),
  ])
  func `a day is read and written as it was`(_ text: String, _ number: Int) {
    #expect(Day(text)?.number == number)
    #expect(Day(number: number).description == text)
  }

  @Test(arguments: [
    "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32", "26-01-01",
    "2026-1-1", "2026/01/01", "2026-01-01T00:00:00Z", " 2026-01-01", "2026-01-01 ", "20260101", "", "-", "--", "today",
    "२०२६-०१-०१", "+026-01-01", "01.02.2026",
  ])
  func `what is no day of the calendar in that form is none`(_ text: String) { #expect(Day(text) == nil) }

  @Test func `days of many centuries are read as they are written`() {
    for number in stride(from: -719_528, through: 146_097, by: 7) {
      #expect(Day(Day(number: number).description)?.number == number)
    }
  }

  @Test(arguments: [
    (0, "1970-01-01"), (86_399, "1970-01-01"), (86_400, "1970-01-02"), (-1, "1969-12-31"), (Int.max, "9999-12-31"),
    (Int.min, "0000-01-01"),
  ])
  func `an instant lies on a day of UTC`(_ seconds: Int, _ day: String) {
    #expect(Day(Instant(seconds: seconds)).description == day)
  }

  @Test func `days lie apart as the calendar has them`() throws {
    let start = try #require(Day("2028-02-01"))
    #expect(start.days(until: try #require(Day("2028-03-01"))) == 29)
    #expect(start.days(until: try #require(Day("2028-01-31"))) == -1)
    #expect(start.adding(days: 30).description == "2028-03-02")
    #expect(start.adding(days: .max).description == "9999-12-31")
    #expect(start.adding(days: .min).description == "0000-01-01")
  }

  @Test(arguments: [(0, "1970-01-01T00:00:00Z"), (1_795_232_310, "2026-11-21T03:38:30Z"), (-1, "1969-12-31T23:59:59Z")])
  func `an instant is written in UTC`(_ seconds: Int, _ text: String) {
    #expect(Instant(seconds: seconds).description == text)
  }
}
