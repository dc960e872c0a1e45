import Model
import Syntax

extension Reader {
  package static let terraformValidation = Reader(
    "terraform-validate", gates: [.infrastructure], usualNames: ["terraform-validate.json"],
    hints: ["*validate*.json"], source: "terraform validate, section JSON Output Format"
  ) { head in
    head.hasKeys("valid", "diagnostics")
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(try ByteSource(source.rest()))
    var file = TerraformValidationFile()
    try file.read(&json)
    try json.finish()
    var evidence = Evidence()
    evidence.manifests.validations = [try file.validation(at: origin)]
    return evidence
  }
}

/// What was read of a validation so far.
private struct TerraformValidationFile {
  fileprivate struct Diagnostic {
    var severity = ""
    var summary = ""
    var detail = ""
    var location: Location?
  }

  private var isValid: Bool?
  private var errorCount: Int?
  private var diagnostics: [Diagnostic]?

  mutating func read(_ json: inout JSONReader) throws(ReadError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "format_version": try json.checkTerraformVersion()
      case "valid": isValid = try json.bool() && isValid != false
      case "error_count": errorCount = try json.integer()
      case "diagnostics":
        var found = diagnostics ?? []
        try json.beginArray()
        while try json.nextElement() { found.append(try TerraformValidationFile.diagnostic(&json)) }
        diagnostics = found
      default: try json.skip()
      }
    }
  }

  /// Holds what the file says of itself together: a word that the others deny is no word to pass a gate on.
  func validation(at origin: Path) throws(ReadError) -> TerraformValidation {
    guard let isValid, let diagnostics else {
      throw ReadError(met: "no \(isValid == nil ? "valid" : "diagnostics")", wanted: "valid and diagnostics")
    }
    let errors = diagnostics.filter(\.isError)
    guard errorCount == nil || errorCount == errors.count, errors.isEmpty || !isValid else {
      let said = "valid: \(isValid), error_count: \(errorCount ?? 0)"
      throw ReadError(met: "\(said) and \(errors.count) errors in diagnostics", wanted: "the same of all three")
    }
    return TerraformValidation(
      origin: origin, isValid: isValid, isNotInitialised: !errors.isEmpty && errors.allSatisfy(\.wantsInit),
      diagnostics: diagnostics.map {
        TerraformValidation.Diagnostic(isError: $0.isError, summary: $0.text, location: $0.location)
      })
  }
}

extension TerraformValidationFile {
  private static func diagnostic(_ json: inout JSONReader) throws(ReadError) -> Diagnostic {
    var diagnostic = Diagnostic()
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "severity": diagnostic.severity = try json.string()
      case "summary": diagnostic.summary = try json.string()
      case "detail": diagnostic.detail = try json.text() ?? ""
      case "range" where try json.peek() == .object: diagnostic.location = try location(&json)
      default: try json.skip()
      }
    }
    guard !diagnostic.severity.isEmpty else {
      throw ReadError(line: json.line, met: "a diagnostic without severity", wanted: "error or warning")
    }
    return diagnostic
  }

  private static func location(_ json: inout JSONReader) throws(ReadError) -> Location? {
    var (path, line): (Path?, Int?)
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "filename": path = Path(try json.string()).normalised
      case "start" where try json.peek() == .object: line = try startLine(&json)
      default: try json.skip()
      }
    }
    guard let path, !path.isEmpty else { return nil }
    return Location(path, line: line.flatMap { $0 > 0 ? $0 : nil })
  }

  private static func startLine(_ json: inout JSONReader) throws(ReadError) -> Int? {
    var line: Int?
    try json.beginObject()
    while let key = try json.nextKey() {
      if key == "line" { line = try json.integer() } else { try json.skip() }
    }
    return line
  }
}

extension TerraformValidationFile.Diagnostic {
  /// A severity that is not known is taken for the worst one that is.
  fileprivate var isError: Bool { severity != "warning" }

  /// Whether it says that `terraform init` was not run, or not run again.
  fileprivate var wantsInit: Bool {
    ["Missing required provider", "Module not installed", "Module source has changed"].contains(summary)
      || detail.contains("terraform init") || detail.contains("tofu init")
  }

  /// Summary and the first line of the detail, bounded, as one sentence.
  fileprivate var text: String {
    let first = detail.split(separator: "\n").first?.prefix(200) ?? ""
    let sentence = [summary, String(first.last == "." ? first.dropLast() : first)].filter { !$0.isEmpty }
    return sentence.isEmpty ? "an error without a summary" : sentence.joined(separator: ": ")
  }
}
