import Model
import Readers
import Syntax

/// Which commits a store has records of, and how to take them out.
struct RecordIndex {
  private(set) var commits: Set<String>
  /// What the store holds that is no record, in words.
  private(set) var notices: [String] = []
  /// All lines on a commit, in their order.
  private let lines: (_ commit: String) throws(ReadError) -> [[UInt8]]
  /// How many broken records are passed over before the store is called broken.
  private static let patience = 20

  /// The records of a commit as one; `nil` where none of them can be read, which a notice tells.
  mutating func record(of commit: String) throws(ReadError) -> Record? {
    var records: [Record] = []
    for line in try lines(commit) {
      do throws(ReadError) {
        let record = try readRecord(line)
        guard record.commit == commit else {
          throw ReadError(met: "a record of \(record.commit.prefix(12))", wanted: "one of that commit")
        }
        records.append(record)
      } catch {
        notices.append("a record of \(commit.prefix(12)) is ignored: \(error.message)")
        if notices.count > RecordIndex.patience { throw error }
      }
    }
    // Lines may have been merged by a tool that sorts them.
    let ordered = zip(0..., records).ordered { ($0.1.instant, $0.0) < ($1.1.instant, $1.0) }.map(\.1)
    return ordered.dropFirst().reduce(ordered.first) { $0?.updated(by: $1) }
  }
}

extension RecordIndex {
  /// The notes of a ref; `nil` where there is no such ref.
  init?(notes ref: String, in world: World) throws(ReadError) {
    guard let tip = tip(of: ref, in: world) else { return nil }
    var places: [String: [BlobName]] = [:]
    var source = ByteSource(printed: try world.git(["ls-tree", "-r", "-z", "--name-only", "--full-tree", tip]))
    while let entry = try source.nextField(endedBy: 0) {
      let name = source.buffer[entry]
      let commit = String(decoding: name.filter { $0 != UInt8(ascii: "/") }, as: UTF8.self)
      places[commit, default: []].append(BlobName(tip, Path(bytes: Array(name))))
    }
    commits = Set(places.keys)
    lines = { commit throws(ReadError) in
      try world.blobs(places[commit] ?? []).flatMap { note in
        (note ?? []).split(separator: UInt8(ascii: "\n")).map { Array($0) }
      }
    }
  }

  /// The lines of a file.
  ///
  /// - Parameter part: some of its bytes.
  init(
    lines stream: ByteStream, part: @escaping (Range<Int>) throws(ReadError) -> ByteStream
  ) throws(ReadError) {
    var places: [String: [Range<Int>]] = [:]
    var strangers = Strangers()
    var source = ByteSource(printed: stream)
    var (start, number) = (0, 0)
    do throws(ReadError) {
      while let line = try source.nextField(endedBy: UInt8(ascii: "\n")) {
        number += 1
        do throws(ReadError) {
          if !line.isEmpty {
            places[try recordedCommit(source.buffer[line]), default: []].append(start..<start + line.count)
          }
        } catch {
          strangers.note(error, line: number)
        }
        start += line.count + 1
      }
    } catch {
      strangers.note(error, line: number + 1)
    }
    commits = Set(places.keys)
    notices = strangers.notices
    lines = { commit throws(ReadError) in
      var lines: [[UInt8]] = []
      for place in places[commit] ?? [] {
        var source = ByteSource(printed: try part(place))
        lines.append(try source.rest())
      }
      return lines
    }
  }
}

/// Lines that are no records.
private struct Strangers {
  private var count = 0
  private var first = ""

  mutating func note(_ error: ReadError, line: Int) {
    count += 1
    if count == 1 { first = "line \(line) \(error.message)" }
  }

  var notices: [String] {
    count == 0 ? [] : ["\(count) \(count == 1 ? "line is" : "lines are") no record and ignored: \(first)"]
  }
}
