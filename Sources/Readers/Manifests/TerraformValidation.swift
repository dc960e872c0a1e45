import Model
import Syntax

extension Reader {
  static let terraformValidation = Reader(
    "terraform-validate", gates: [.infrastructure], usualNames: ["terraform-validate*.json", "tfvalidate*.json"],
    source: "Terraform, Command: validate, section JSON Output Format (format 0.1 and 1.x)"
  ) { head in
    head.hasKeys("valid", "diagnostics") || head.hasKeys("valid", "error_count")
  } read: { source, origin throws(ReadError) in
    var json = JSONReader(&source)
    var evidence = Evidence()
    evidence.manifests.validations = [try validation(&json, origin)]
    try json.finish()
    return evidence
  }
}

private enum ValidationKey: String, CaseIterable {
  case isValid = "valid"
  case errors = "error_count"
  case diagnostics
}
private let validationKeys = Keys<ValidationKey>()

private func validation(_ json: inout JSONReader, _ origin: Path) throws(ReadError) -> TerraformValidation {
  var isValid: Bool?
  var stated = 0
  var diagnostics: [(said: TerraformValidation.Diagnostic, asksForInit: Bool)] = []
  try json.beginObject()
  while let key = try json.nextKey(of: validationKeys) {
    switch key {
    case .isValid: isValid = try json.bool()
    case .errors: stated = try json.wholeNumber() ?? 0
    case .diagnostics:
      guard try json.beginsArray() else { continue }
      while try json.nextElement() { diagnostics.append(try diagnostic(&json)) }
    }
  }
  guard let isValid else { throw ReadError(met: "no member \"valid\"", wanted: "one") }
  let errors = diagnostics.filter(\.said.isError)
  guard stated <= errors.count else {
    throw ReadError(met: "\(errors.count) errors", wanted: "the \(stated) that error_count states")
  }
  return TerraformValidation(
    origin: origin, isValid: isValid && errors.isEmpty,
    isNotInitialised: !errors.isEmpty && errors.allSatisfy(\.asksForInit), diagnostics: diagnostics.map(\.said))
}

private enum DiagnosticKey: String, CaseIterable { case severity, summary, detail, range }
private let diagnosticKeys = Keys<DiagnosticKey>()

/// One thing that Terraform complains of, and whether it says itself that `init` has to be run first.
private func diagnostic(
  _ json: inout JSONReader
) throws(ReadError) -> (said: TerraformValidation.Diagnostic, asksForInit: Bool) {
  // What is not said to be a warning is an error.
  var diagnostic = TerraformValidation.Diagnostic(isError: true, summary: "", location: nil)
  var asksForInit = false
  try json.beginObject()
  while let key = try json.nextKey(of: diagnosticKeys) {
    switch key {
    case .severity: diagnostic.isError = try json.text() != "warning"
    case .summary: diagnostic.summary = try json.optionalString()?.headline ?? ""
    case .detail:
      let detail = try json.optionalString() ?? ""
      asksForInit = detail.contains("terraform init") || detail.contains("tofu init")
    case .range: diagnostic.location = try location(&json)
    }
  }
  return (diagnostic, asksForInit)
}

private enum RangeKey: String, CaseIterable { case filename, start }
private let rangeKeys = Keys<RangeKey>()
private enum PositionKey: String, CaseIterable { case line, column }
private let positionKeys = Keys<PositionKey>()

/// A place in a file, whose name is relative to the folder that was validated.
private func location(_ json: inout JSONReader) throws(ReadError) -> Location? {
  guard try json.beginsObject() else { return nil }
  var location = Location(Path(bytes: []))
  while let key = try json.nextKey(of: rangeKeys) {
    switch key {
    case .filename: location.path = Path(bytes: try json.stringBytes())
    case .start:
      guard try json.beginsObject() else { continue }
      while let key = try json.nextKey(of: positionKeys) {
        switch key {
        case .line: location.line = try json.wholeNumber()
        case .column: location.column = try json.wholeNumber()
        }
      }
    }
  }
  return location.path.isEmpty ? nil : location
}
