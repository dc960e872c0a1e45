import Model
import Syntax

/// What a line of a patch is to the file.
enum PatchMark {
  case context, added, removed
  /// Of a merge: taken away from some of its parents, and not in the others.
  case partlyRemoved
}

/// One file of a patch; no name before it was there, none behind its end.
struct PatchFile {
  var from: Path?
  var to: Path?
}

/// Where a piece of a patch stands.
struct PatchHunk {
  /// The number of its first line in the file as the commit leaves it.
  var line: Int
  /// The line above it that git thinks it belongs to: the head of a function or a class.
  var heading: [UInt8]
}

/// Hears the parts of a patch in their order.
protocol PatchListener {
  mutating func begin(_ file: PatchFile)
  mutating func begin(_ hunk: PatchHunk)
  /// - Parameter line: without its mark and its end.
  /// - Parameter isCut: whether only its first bytes are told.
  mutating func take(_ line: ArraySlice<UInt8>, _ mark: PatchMark, isCut: Bool)
  /// - Parameter resolvesConflict: whether, of a merge, each parent had lines here that others had not.
  mutating func endHunk(resolvesConflict: Bool)
  mutating func endFile()
}

/// The patch of a commit, as git prints it.
///
/// Lines are counted by the heads of their hunks: no content can pass for the head of a file or of a commit.
/// - Source: git-diff(1), GENERATING PATCH TEXT WITH -P and COMBINED DIFF FORMAT
struct PatchGrammar<Listener: PatchListener> {
  var listener: Listener
  private let lineCap: Int
  private var file: PatchFile?
  private var isInFile = false

  /// - Parameter lineCap: how much of a line is heard, its marks included.
  init(_ listener: Listener, lineCap: Int) {
    self.listener = listener
    self.lineCap = lineCap
  }

  /// Reads the patch of one commit, up to the line that begins the next or to the end.
  mutating func readPatch(_ source: inout ByteSource) throws(ReadError) {
    while try !source.isAtCommit, let range = try source.nextLine(atMost: lineCap) {
      let line = source.buffer[range]
      if line.starts(with: "@@".utf8) {
        try readHunk(PatchHunkHead(line, source.line), &source)
      } else {
        try readHead(line, source.line)
      }
    }
    endFile()
  }

  /// A line between hunks; those that say modes, ids and similarities mean nothing here.
  ///
  /// - Parameter number: the line's, which is counted only to tell of an error.
  private mutating func readHead(
    _ line: ArraySlice<UInt8>, _ number: @autoclosure () -> Int
  ) throws(ReadError) {
    if line.starts(with: "diff --".utf8) {
      endFile()
      file = PatchFile()
    } else if line.starts(with: "--- ".utf8) {
      let from = try name(line.dropFirst(4), prefix: "a/", number())
      file?.from = from
    } else if line.starts(with: "+++ ".utf8) {
      let to = try name(line.dropFirst(4), prefix: "b/", number())
      file?.to = to
    } else if file == nil, !line.isEmpty {
      throw ReadError(line: number(), met: ReadError.quoted(line), wanted: "the head of a patch")
    }
  }

  private mutating func endFile() {
    if isInFile { listener.endFile() }
    (file, isInFile) = (nil, false)
  }

  private mutating func readHunk(_ head: PatchHunkHead, _ source: inout ByteSource) throws(ReadError) {
    guard let file, file.from != nil || file.to != nil else {
      throw ReadError(line: source.line, met: "lines of a patch", wanted: "the name of their file before them")
    }
    if !isInFile { listener.begin(file) }
    isInFile = true
    listener.begin(PatchHunk(line: head.line, heading: head.heading))
    var head = head
    while !head.isDone {
      guard let range = try source.nextLine(atMost: lineCap) else {
        throw ReadError(line: source.line, met: "the end", wanted: "the rest of a patch's lines")
      }
      let line = source.buffer[range]
      if line.first == UInt8(ascii: "\\") { continue }
      guard let mark = head.take(line) else {
        throw ReadError(line: source.line, met: ReadError.quoted(line), wanted: "a line of a patch")
      }
      listener.take(line.dropFirst(head.parents), mark, isCut: line.count >= lineCap)
    }
    listener.endHunk(resolvesConflict: head.resolvesConflict)
  }

  /// The name behind `---` or `+++`; `nil` for /dev/null.
  private func name(
    _ text: ArraySlice<UInt8>, prefix: String, _ line: @autoclosure () -> Int
  ) throws(ReadError) -> Path? {
    // Behind a name with a blank git writes a tab, so that other programs find its end.
    let bare = text.last == UInt8(ascii: "\t") ? text.dropLast() : text
    if bare.elementsEqual("/dev/null".utf8) { return nil }
    let name = bare.first == UInt8(ascii: "\"") ? bare.unquoted : Array(bare)
    guard name.starts(with: prefix.utf8) else {
      throw ReadError(line: line(), met: ReadError.quoted(text), wanted: "/dev/null or a name behind \(prefix)")
    }
    return Path(bytes: Array(name.dropFirst(prefix.utf8.count)))
  }
}

extension ByteSource {
  /// Between the lines of a patch: whether the next commit begins here.
  fileprivate var isAtCommit: Bool {
    mutating get throws(ReadError) {
      let word = "commit "
      try fill(upTo: word.utf8.count)
      return buffer[start...].starts(with: word.utf8)
    }
  }
}

extension ArraySlice<UInt8> {
  /// A name in quotation marks, as C writes texts.
  fileprivate var unquoted: [UInt8] {
    var name: [UInt8] = []
    var rest = dropFirst()
    while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
      guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
        name.append(byte)
        continue
      }
      switch escaped {
      case UInt8(ascii: "a"): name.append(7)
      case UInt8(ascii: "b"): name.append(8)
      case UInt8(ascii: "t"): name.append(9)
      case UInt8(ascii: "n"): name.append(10)
      case UInt8(ascii: "v"): name.append(11)
      case UInt8(ascii: "f"): name.append(12)
      case UInt8(ascii: "r"): name.append(13)
      case UInt8(ascii: "0")...UInt8(ascii: "3"):
        let digits = [escaped] + rest.prefix(2)
        rest = rest.dropFirst(2)
        name.append(digits.reduce(0) { $0 &<< 3 | $1 & 7 })
      default: name.append(escaped)
      }
    }
    return name
  }
}
