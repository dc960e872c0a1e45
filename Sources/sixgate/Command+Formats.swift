import Host
import Model
import Readers

extension Command {
  static let formats = Command(
    name: "formats", operands: "", about: "Lists the formats that are read, and where they are looked for", options: []
  ) { _ throws(UsageError) in
    for reader in Reader.all {
      let gates = reader.gates.map(\.rawValue).joined(separator: ", ")
      let names = reader.names.map(\.pattern).joined(separator: " ")
      Console.print("\(reader.format)\n  gates   \(gates)\n  found   \(names)\n  source  \(reader.source)\n")
    }
    return .passed
  }
}
