package import Model
import Readers
package import Syntax

/// The law that a change is judged by, from all its layers, and what the change would make of it.
///
/// - Throws: where a layer cannot be read, or is not the one that was asked for.
package func readPolicy(
  _ request: Request, _ change: Change, in world: World
) throws(ReadError) -> (policy: Policy, findings: [Finding]) {
  var organisation: PolicyLayer?
  if let file = request.organisation { organisation = try PolicyLayer(file, in: world) }
  let configuration = try Configuration(request, change, isUnder: organisation != nil, in: world)
  var policy = try Policy.layered([organisation, configuration.held].compactMap(\.self))
  if let notice = configuration.notice { policy.notices.insert(notice, at: 0) }
  guard let proposed = configuration.proposed else { return (policy, []) }
  return (policy, policy.findings(against: [organisation, proposed].compactMap(\.self), in: proposed.name))
}

extension PolicyLayer {
  /// An organisation's policy, which must be the one whose digest was named.
  fileprivate init(_ file: Request.Organisation, in world: World) throws(ReadError) {
    do throws(ReadError) {
      var source = try ByteSource(world.open(world.path(file.path)))
      let bytes = try source.rest()
      let digest = sha256(bytes)
      guard digest == file.digest else {
        throw ReadError(met: "the SHA-256 \(digest)", wanted: "\(file.digest), which --policy-sha256 names")
      }
      self.init("\(file.path)", bytes)
    } catch {
      throw error.of(file.path)
    }
  }

  /// The first of some files that is there, as the checkout holds it.
  fileprivate init?(checkedOut paths: [Path], in world: World) throws(ReadError) {
    guard let path = paths.first(where: { world.type(world.path($0)) != nil }) else { return nil }
    do throws(ReadError) {
      var source = try ByteSource(world.open(world.path(path)))
      self.init("\(path)", try source.rest())
    } catch {
      throw error.of(path)
    }
  }
}

/// How much of a change's commits the policy of the checkout has gate 1 look at.
func expectedDepth(_ request: Request, in world: World) -> GitLog.Depth? {
  let layer = try? PolicyLayer(checkedOut: request.configuration.map { [$0] } ?? Configuration.usual, in: world)
  return GitLog.depth(under: layer?.bytes ?? [])
}

/// A repository's own layer: the one that holds, and the one that the change would put in its place.
private struct Configuration {
  private(set) var held: PolicyLayer?
  /// What the change makes of it; `nil` where it leaves it alone.
  private(set) var proposed: PolicyLayer?
  /// What is to be said of where it was found.
  private(set) var notice: String?

  fileprivate static let usual: [Path] = ["sixgate.yaml", "sixgate.yml"]

  init(_ request: Request, _ change: Change, isUnder hasOrganisation: Bool, in world: World) throws(ReadError) {
    let paths = request.configuration.map { [$0] } ?? Configuration.usual
    let checkedOut = try PolicyLayer(checkedOut: paths, in: world)
    let isOutside = paths.contains(where: \.isAbsolute)
    if request.lawOrigin == .head || isOutside || !change.hasBase && !change.isBaseNamed {
      held = checkedOut
    } else if let target = change.target, let base = change.base {
      try take(paths, target, base, checkedOut, isUnder: hasOrganisation, in: world)
    } else {
      notice = "the base is not to be had, so no \(paths[0]) holds, and the law does as it was built in"
      return
    }
    guard held == nil else { return }
    if let path = request.configuration {
      throw ReadError(met: "no such file", wanted: "the policy that --config names").of(path)
    }
    notice = notice ?? "no sixgate.yaml: the policy six-gates holds as it is written"
  }

  /// Takes what the commit holds that the change is to be merged into.
  private mutating func take(
    _ paths: [Path], _ target: String, _ base: String, _ checkedOut: PolicyLayer?, isUnder hasOrganisation: Bool,
    in world: World
  ) throws(ReadError) {
    let layers = try world.firstBlobs(of: paths, in: [target, base]).map { file in
      file.map { PolicyLayer("\($0.path)", $0.bytes) }
    }
    held = layers[0]
    let old = layers[1]
    // A checkout that has what the base had is only behind the branch that it is to be merged into.
    if checkedOut?.bytes != held?.bytes, checkedOut?.bytes != old?.bytes {
      proposed = checkedOut ?? PolicyLayer("\(paths[0])", [])
    }
    guard held == nil, let first = checkedOut, !hasOrganisation else { return }
    held = first
    proposed = nil
    notice = "\(first.name) is new with this change, and holds from its first day"
  }
}

extension Policy {
  /// What another policy would have instead, key by key; none of it holds yet.
  fileprivate func findings(against layers: [PolicyLayer], in file: String) -> [Finding] {
    let other: Policy
    do throws(ReadError) {
      other = try Policy.layered(layers)
    } catch {
      let place = Location(Path(file), line: error.line)
      return [finding("law.changed", "the change would break it: \(error.message)", at: place)]
    }
    return differences(from: other).map { difference in
      let message = "\(difference.words), from the next change on"
      let place = Location(Path(file), line: difference.line)
      return finding("law.changed", message, at: place, effect: difference.isLooser ? nil : .note)
    }
  }
}
