package import Model
package import Readers
import Syntax

/// What became of one input.
package struct ReadFile: Sendable {
  package var input: Input
  package var evidence: Evidence
  /// Whether sixgate itself wrote it.
  var isOwn = false
}

/// Reads one file with the reader that recognises it.
///
/// - Parameter asked: the gates that want it, for when no format is recognised.
package func read(
  _ path: Path, for asked: [GateID], by readers: [Reader] = Reader.all, in world: World
) -> ReadFile {
  var format: Reader?
  do throws(ReadError) {
    var source = try ByteSource(world.open(world.path(path)))
    try source.fill(upTo: 1)
    guard source.start < source.end else { throw ReadError(met: "an empty file", wanted: "a report") }
    let head = try Head(&source)
    guard !head.isOwnReport else { return ownReport(path, asked) }
    // By its place: to hand over whole readers, one after the other, costs more than to ask them.
    guard let place = readers.indices.first(where: { readers[$0].recognises(head) }) else {
      return unread(path, .unknownFormat, nil, asked, unknownFormat(head))
    }
    let reader = readers[place]
    // A list with nothing in it says nothing to whoever asks for anything but scans.
    if reader.format == Reader.emptyList, !asked.isEmpty, !asked.contains(.security) {
      return unread(path, .unknownFormat, nil, asked, unknownFormat(head))
    }
    format = reader
    var evidence = try readParts(path, with: reader, source, in: world)
    evidence.coverage.sign(path, format: reader.format)
    let input = Input(path: path, format: reader.format, status: .read, gates: reader.gates)
    return ReadFile(input: input, evidence: evidence)
  } catch {
    return unread(path, .unreadable, format?.format, format?.gates ?? asked, error)
  }
}

func unread(
  _ path: Path, _ status: Input.Status, _ format: String?, _ gates: [GateID], _ error: ReadError
) -> ReadFile {
  let reason = InputError(message: error.message, line: error.line)
  return ReadFile(
    input: Input(path: path, format: format, status: status, error: reason, gates: gates), evidence: Evidence())
}

private func ownReport(_ path: Path, _ asked: [GateID]) -> ReadFile {
  let error = ReadError(met: "a report that sixgate wrote", wanted: "one of the tool that looked")
  var file = unread(path, .unknownFormat, nil, asked, error)
  file.isOwn = true
  return file
}

private func unknownFormat(_ head: Head) -> ReadError {
  let met =
    if let root = head.rootElement { "XML with the root element <\(root)>" } else if let keys = head.jsonKeys {
      "JSON with the keys \(keys.prefix(5).joined(separator: ", "))"
    } else {
      // No more: scanners print the secrets that they find.
      "a text that begins with \(ReadError.quoted(head.firstLine.utf8.prefix(12)))"
    }
  return ReadError(met: met, wanted: "one of the formats that `sixgate formats` lists")
}

/// Reads the candidates on all cores, in their order. One that lies where evidence of a format may lie, and is not
/// of it, is none; nor is what sixgate wrote there, nor a list without anything in it where no scanner's report lies.
func readAll(_ candidates: [Candidate], by readers: [Reader], in world: World) -> [ReadFile] {
  let ofStrays = readers.compactMap(\.ofStrays)
  return onAllCores(candidates.count, in: world) { index -> ReadFile? in
    if candidates[index].part == .template { return readTemplate(candidates[index], by: readers, in: world) }
    let own = candidates[index].isStray ? ofStrays : readers
    let kinds = candidates[index].part == .chart ? [.helmChart] + own : own
    let asked = candidates[index].gates
    let file = read(candidates[index].path, for: asked, by: kinds, in: world)
    let isNobodys = file.input.format == Reader.emptyList && !asked.contains(.security)
    let isOther = file.isOwn || isNobodys || file.input.status == .unknownFormat && asked.isEmpty
    return candidates[index].isNamed || !isOther ? file : nil
  }.compactMap { $0 }
}
