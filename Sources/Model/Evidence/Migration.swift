/// A change of a database's schema that a migration tool applies.
package struct Migration: Hashable, Sendable {
  package enum Undo: String, Hashable, Sendable {
    /// It says how it is taken back.
    case there
    /// Nothing takes it back.
    case missing
    /// A file of its own would take it back.
    case apart
  }

  package var tool: String
  package var location: Location
  /// What stands in one order with it.
  package var series: String
  /// What it is called in its series: a number, a time or a revision.
  package var version: String
  /// The versions that it comes after; `nil` where its own says it.
  package var after: [String]?
  package var undo: Undo
  /// Whether it takes another one back.
  package var undoes = false
  /// Whether git keeps it.
  package var isTracked = true
  /// What cannot be run twice, and where.
  package var single: [Located] = []

  /// Words with their place.
  package struct Located: Hashable, Sendable {
    package var words: String
    package var location: Location

    package init(_ words: String, at location: Location) {
      self.words = words
      self.location = location
    }
  }

  package init(
    tool: String, location: Location, series: String, version: String, after: [String]? = nil, undo: Undo
  ) {
    self.tool = tool
    self.location = location
    self.series = series
    self.version = version
    self.after = after
    self.undo = undo
  }
}
