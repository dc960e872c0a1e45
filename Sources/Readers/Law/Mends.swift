import Model
import Syntax

extension Policy {
  /// What to do on each platform about what keeps a history from being judged.
  static func mends(_ node: Node) throws(ReadError) -> [Obstacle: [Platform: String]] {
    try node.check("mends", keys: Obstacle.allCases.map(\.rawValue))
    var mends: [Obstacle: [Platform: String]] = [:]
    for obstacle in Obstacle.allCases {
      let members = try node[obstacle.rawValue]?.members("mends", keys: Platform.allCases.map(\.rawValue)) ?? []
      for (name, text) in members {
        mends[obstacle, default: [:]][Platform(rawValue: name) ?? .none] = try text.string()
      }
    }
    return mends
  }
}
