import Model
import Readers
import Syntax

/// Who owns which files, as the commit has it that the change is to be merged into: nobody owns by their own change.
///
/// - Throws: where git cannot tell.
func readOwners(_ policy: Policy, _ change: Change, _ notices: inout [String], in world: World) throws(ReadError)
  -> Owners
{
  guard let path = policy.components.owners else { return Owners() }
  let bytes: [UInt8]?
  if let commit = change.target ?? change.base {
    bytes = try world.blobs([BlobName(commit, path)]).first ?? nil
  } else if world.type(world.path(path)) != nil, !change.isBaseNamed {
    var source = try ByteSource(world.open(world.path(path)))
    bytes = try source.rest()
  } else {
    bytes = nil
  }
  guard let bytes else {
    notices.append("no \(path) at the base of the change: nobody owns what is found")
    return Owners()
  }
  return Owners(file: bytes)
}

extension Report {
  /// With the owners of the files in which things were found.
  func owned(by owners: Owners) -> Report {
    if owners.isEmpty { return self }
    var report = self
    for index in report.verdicts.indices {
      report.verdicts[index].findings = report.verdicts[index].findings.map { $0.owned(by: owners) }
    }
    report.findings = report.findings.map { $0.owned(by: owners) }
    return report
  }
}

extension Finding {
  fileprivate func owned(by owners: Owners) -> Finding {
    var finding = self
    finding.owners = location.map { owners.owners(of: $0.path.normalised) } ?? []
    return finding
  }
}
