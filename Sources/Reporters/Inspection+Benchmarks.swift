internal import Model

extension Inspection {
  /// One entry a measurement: the number that stands for it, and all its others.
  static func benchmarks(_ benchmarks: [Benchmark]) -> JSON { ["benchmarks": .array(benchmarks.map(entry))] }

  private static func entry(_ benchmark: Benchmark) -> JSON {
    let first = benchmark.headline
    var members: [(key: String, value: JSON)] = [
      ("tool", .string(benchmark.tool)), ("name", .string(benchmark.name)), ("unit", JSON(first?.unit)),
      ("reported", first.map { .decimal($0.reported) } ?? .null), ("direction", JSON(first?.direction.rawValue)),
      ("readings", .array(benchmark.readings.map(reading))),
    ]
    if let attempts = benchmark.attempts { members.append(("attempts", .integer(attempts))) }
    if let failures = benchmark.failures { members.append(("failures", .integer(failures))) }
    if let latencies = benchmark.latencies { members.append((latencies.word, .integer(latencies.count))) }
    if !benchmark.repetitions.isEmpty { members.append(("repetitions", .integer(benchmark.repetitions.count))) }
    if !benchmark.conditions.isEmpty {
      let sorted = benchmark.conditions.ordered { $0.key < $1.key }
      members.append(("conditions", .object(sorted.map { ($0.key, .string($0.value)) })))
    }
    if !benchmark.caveats.isEmpty { members.append(("caveats", .array(benchmark.caveats.map { .string($0.message) }))) }
    return .object(members)
  }

  private static func reading(_ reading: Reading) -> JSON {
    [
      "name": .string(reading.name), "unit": .string(reading.unit), "reported": .decimal(reading.reported),
      "value": .decimal(reading.quantity.value), "of": .string(reading.quantity.dimension.rawValue),
      "metric": JSON(reading.metric?.name), "provenance": .string(reading.provenance.rawValue),
    ]
  }
}

extension Latencies {
  fileprivate var word: String {
    switch self {
    case .samples: "samples"
    case .histogram: "counted"
    }
  }
}
