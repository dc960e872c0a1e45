package import Model

/// Turns a report into text for one audience.
package struct Reporter: Sendable {
  /// The name by which it is asked for: `--output FORMAT=PATH`.
  package let format: String
  /// What it is for, in a few words, for help and docs.
  package let about: String
  package let render: @Sendable (Report, Style) -> String

  init(_ format: String, about: String, render: @escaping @Sendable (Report, Style) -> String) {
    self.format = format
    self.about = about
    self.render = render
  }
}

/// What the place can show that a text is for; only people's formats look at it.
package struct Style: Hashable, Sendable {
  package let colour: Bool
  /// In columns.
  package let width: Int

  /// - Parameter width: `nil` where nobody knows it: 80. Less than 40 counts as 40.
  package init(colour: Bool = false, width: Int? = nil) {
    self.colour = colour
    self.width = max(width ?? 80, 40)
  }
}
