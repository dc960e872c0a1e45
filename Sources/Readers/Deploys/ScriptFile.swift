package import Model
package import Syntax

extension Script {
  /// What a file that holds commands says; `nil` where it turns out to hold none of a shell.
  ///
  /// What cannot be read of it is among its troubles.
  package static func read(
    _ source: inout ByteSource, _ path: Path, _ container: ScriptContainer, by index: CommandIndex
  ) -> Script? {
    let bytes: [UInt8]
    do throws(ReadError) {
      bytes = try source.rest()
    } catch {
      var script = Script(path: path, container: container.name)
      script.troubles = [ScriptTrouble(error.message, at: Location(path, line: error.line))]
      return script
    }
    var reading = ScriptReading(path, container, bytes, by: index)
    switch container.form {
    case .yaml: reading.readYAMLContainer()
    case .jenkins: reading.readJenkins()
    case .make: reading.readMake()
    case .docker: reading.readDocker()
    case .package: reading.readPackage()
    case .just: reading.readJust()
    case .procfile: reading.readProcfile()
    case .markdown: reading.readMarkdown()
    case .script:
      guard reading.isShell else { return nil }
      reading.read(PlacedText(bytes), Scene())
    case .powershell: reading.readPowerShell()
    case .batch: reading.readBatch()
    }
    reading.judgePlan()
    reading.readMarks()
    return reading.script
  }
}

extension Script {
  /// Whether a file begins with a line that hands it to a shell.
  package static func isShell(_ head: ArraySlice<UInt8>) -> Bool {
    head.starts(with: "#!".utf8) && ScriptReading.namesShell(head.prefix { $0 != 0x0A })
  }

  /// Whether a word of `set`, or behind a shell's name, lets a script end where a command of it fails.
  package static func stopsAtFailure(_ option: some Collection<UInt8>) -> Bool {
    let letters = option.dropFirst()
    return option.first == UInt8(ascii: "-") && letters.contains(UInt8(ascii: "e"))
      && letters.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) }
  }
}

extension ScriptReading {
  /// Whether a script's first line names a shell, or nothing.
  var isShell: Bool {
    guard file.starts(with: "#!".utf8) else { return true }
    return ScriptReading.namesShell(file.prefix { $0 != 0x0A })
  }

  /// Whether a first line hands the file to a shell.
  static func namesShell(_ line: some Collection<UInt8>) -> Bool {
    let words = line.dropFirst(2).split { $0 <= 0x20 || $0 == UInt8(ascii: "/") }
    let shells = ["sh", "bash", "zsh", "ksh", "dash", "ash", "bats", "with-contenv", "busybox", "mksh"]
    return words.contains { word in shells.contains { word.elementsEqual($0.utf8) } }
  }

  /// The lines of the file, without their ends.
  var ranges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while start < file.count {
      let end = file.firstIndex(of: 0x0A, in: start..<file.count)
      ranges.append(start..<(end > start && file[end - 1] == 0x0D ? end - 1 : end))
      start = end + 1
    }
    return ranges
  }

  /// The file's bytes of a range as a text.
  func placed(_ range: Range<Int>) -> PlacedText { PlacedText(Array(file[range]), at: range.lowerBound) }
}
