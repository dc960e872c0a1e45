import Model
import Syntax

extension Reader {
  static let julia = json(
    "julia", usualNames: ["*bench*.json"],
    source: "BenchmarkTools.jl, save() of estimates and trials (src/serialization.jl)"
  ) { head in
    head.hasElementKeys("BenchmarkTools")
  } read: { json throws(ReadError) in
    var benchmarks: [Benchmark] = []
    try json.beginArray()
    guard try json.nextElement() else { return [] }
    try json.skip()
    guard try json.nextElement() else { return [] }
    try json.beginArray()
    while try json.nextElement() { try readJulia(&json, [], into: &benchmarks) }
    while try json.nextElement() { try json.skip() }
    return benchmarks
  }
}

/// `[TYPE, {…}]`: a group with groups and trials in its `data`, a trial or an estimate of one.
private func readJulia(
  _ json: inout JSONReader, _ path: [String], into benchmarks: inout [Benchmark]
) throws(ReadError) {
  try json.beginArray()
  guard try json.nextElement() else { return }
  let type = try json.string()
  guard try json.nextElement() else { return }
  if type == "BenchmarkGroup" {
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key == "data" else {
        try json.skip()
        continue
      }
      try json.beginObject()
      while let name = try json.nextKey() { try readJulia(&json, path + [name], into: &benchmarks) }
    }
  } else {
    let record = try json.record()
    let times = record.numbers("times")
    guard let time = record.number("time") ?? times.min() else {
      throw ReadError(line: record.line, met: "a \(type) without time", wanted: "time, or times")
    }
    var readings = [Reading("time", time, "ns", metric: .time)]
    readings += [("gctime", "ns"), ("memory", "B"), ("allocs", "")].compactMap { path, unit in
      record.number(path).map { Reading(path, $0, unit) }
    }
    benchmarks.append(
      Benchmark(tool: "julia", name: path.joined(separator: "/"), readings: readings, repetitions: times))
  }
  while try json.nextElement() { try json.skip() }
}
