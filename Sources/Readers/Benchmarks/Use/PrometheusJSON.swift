import Model
import Syntax

extension Reader {
  static let prometheusJSON = json(
    "prometheus-json", usualNames: ["*prometheus*.json", "*metrics*.json"],
    source: "Prometheus HTTP API, the answers of query and query_range"
  ) { head in
    head.hasKeys("status") && (head.contains("\"resultType\"") || head.hasKeys("errorType"))
  } read: { json throws(ReadError) in
    var benchmarks: [Benchmark] = []
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "data": benchmarks = try readPrometheusData(&json)
      case "error":
        let error = try json.text() ?? "no words"
        throw ReadError(line: json.line, met: "the error \(ReadError.quoted(error.utf8))", wanted: "a result")
      default: try json.skip()
      }
    }
    return benchmarks
  }
}

private func readPrometheusData(_ json: inout JSONReader) throws(ReadError) -> [Benchmark] {
  var benchmarks: [Benchmark] = []
  guard try json.beginsObject() else { return [] }
  while let key = try json.nextKey() {
    guard key == "result", try json.peek() == .array else {
      try json.skip()
      continue
    }
    try json.beginArray()
    while try json.nextElement() { benchmarks.append(try readPrometheusSeries(&json)) }
  }
  return benchmarks
}

/// `{"metric": {LABELS}, "values": [[TIME, "NUMBER"], …]}`, or `value` with one of them.
private func readPrometheusSeries(_ json: inout JSONReader) throws(ReadError) -> Benchmark {
  var labels = JSONRecord()
  var numbers: [Decimal] = []
  var strange = 0
  try json.beginObject()
  while let key = try json.nextKey() {
    switch key {
    case "metric": labels = try json.record()
    case "value": try readPoint(&json, &numbers, &strange)
    case "values":
      try json.beginArray()
      while try json.nextElement() { try readPoint(&json, &numbers, &strange) }
    default: try json.skip()
    }
  }
  return Benchmark(prometheusRange: labels, numbers, strange: strange)
}

/// `[TIME, "NUMBER"]`: numbers are texts, for NaN and infinity are among them.
private func readPoint(
  _ json: inout JSONReader, _ numbers: inout [Decimal], _ strange: inout Int
) throws(ReadError) {
  try json.beginArray()
  guard try json.nextElement() else { return }
  try json.skip()
  guard try json.nextElement() else { return }
  if let number = Decimal(try json.digits()) { numbers.append(number) } else { strange += 1 }
  while try json.nextElement() { try json.skip() }
}

extension Benchmark {
  fileprivate init(prometheusRange labels: JSONRecord, _ numbers: [Decimal], strange: Int) {
    let name = labels.text("__name__") ?? ""
    let others = labels.fields.filter { $0.path != "__name__" }.map { "\($0.path)=\"\($0.text)\"" }
    let series = others.isEmpty ? name : "\(name){\(others.joined(separator: ","))}"
    self.init(tool: "prometheus", name: series)
    guard let peak = numbers.max(), let least = numbers.min(), let last = numbers.last else {
      caveats.append(Caveat(.nothingMeasured, strange > 0 ? "no value is a number" : "there is no value"))
      return
    }
    let unit = Unit.prometheusWord(of: name)
    let sum = numbers.reduce(Int128(0)) { $0 + $1.units }
    let average = Decimal(units: sum / Int128(numbers.count))
    readings = [
      Reading("peak", peak, unit, metric: Metric(ofPrometheus: name), direction: .smaller),
      Reading("average", average, unit, direction: .smaller), Reading("least", least, unit, direction: .smaller),
      Reading("last", last, unit, direction: .smaller),
    ]
  }
}
