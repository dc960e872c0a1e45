import Model
import Syntax

extension Policy {
  /// What to do on each platform about what keeps a history from being judged.
  static func mends(_ node: Node) throws(ReadError) -> [Obstacle: [Platform: String]] {
    try node.members("mends").check(keys: Obstacle.allCases.map(\.rawValue), of: "mends")
    var mends: [Obstacle: [Platform: String]] = [:]
    for obstacle in Obstacle.allCases {
      let members = try node[obstacle.rawValue]?.members("mends") ?? []
      try members.check(keys: Platform.allCases.map(\.rawValue), of: "mends")
      for (name, text) in members {
        mends[obstacle, default: [:]][Platform(rawValue: name) ?? .none] = try text.string()
      }
    }
    return mends
  }
}
