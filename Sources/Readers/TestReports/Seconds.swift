import Model

/// The nanoseconds of so many seconds, as writers of any language put them: `1.5`, `1,234.5`, `0,5`, `1.5e-3`, `2s`.
///
/// The last of the points and commas is the decimal one where its like is not there twice; the others part thousands.
/// - Returns: `nil` for what is no number, negative, or longer than five hundred years.
func nanoseconds(ofSeconds text: [UInt8]) -> UInt64? {
  var number = Array(text.trimmingBlanks)
  if number.last == UInt8(ascii: "s") { number.removeLast() }
  let marks = number.indices.filter { isMark(number[$0]) }
  let decimal = marks.last.flatMap { last in marks.count { number[$0] == number[last] } == 1 ? last : nil }
  let thousands = number[..<(decimal ?? number.endIndex)].split(
    omittingEmptySubsequences: false, whereSeparator: isMark)
  guard thousands.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
  let fraction = decimal.map { [UInt8(ascii: ".")] + number[$0...].dropFirst() } ?? []
  return Decimal(thousands.joined() + fraction).flatMap { UInt64(exactly: $0.units) }
}

private func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") }

/// The nanoseconds of `HH:MM:SS.fffffff`, days before them or not; `nil` for anything else.
func nanoseconds(ofHours text: [UInt8]) -> UInt64? {
  let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
  guard parts.count == 3, let hours = UInt64(String(decoding: parts[0], as: UTF8.self)), hours < 1_000_000,
    let minutes = UInt64(String(decoding: parts[1], as: UTF8.self)), minutes < 60,
    let rest = nanoseconds(ofSeconds: Array(parts[2])), rest < 60_000_000_000
  else { return nil }
  return (hours * 3600 + minutes * 60) * 1_000_000_000 + rest
}
