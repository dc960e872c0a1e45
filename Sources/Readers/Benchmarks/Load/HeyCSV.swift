import Model
import Syntax

extension Reader {
  static let heyCSV = benchmarks(
    "hey-csv", usualNames: ["*hey*.csv"],
    source: "hey -o csv, as hey 0.1 writes it (github.com/rakyll/hey, requester/print.go)", looksAhead: true
  ) { head in
    head.columns.has("response-time", "DNS")
  } read: { source throws(ReadError) in
    try [benchmarkOfHey(&source)]
  }
}

private func benchmarkOfHey(_ source: inout ByteSource) throws(ReadError) -> Benchmark {
  var rows = try TableReader(&source)
  let time = try rows.column("response-time")
  let (status, offset) = (rows.columns["status-code"], rows.columns["offset"])
  var log = ResponseLog()
  try rows.takeRows(into: &log) { rows, log throws(ReadError) in
    try log.takeRows(ofHey: &rows, time: time, status: status, offset: offset)
  }
  return rows.marked(log.benchmarkOfHey(hasStatus: status != nil))
}

extension ResponseLog {
  @_optimize(speed)
  fileprivate mutating func takeRows(
    ofHey rows: inout TableReader, time: Int, status: Int?, offset: Int?
  ) throws(ReadError) {
    while try rows.next() {
      guard let latency = rows.csv.fixedPoint(time, places: 9),
        let code = rows.fixedPoint(status, places: 0, absent: 200), (100..<600).contains(code),
        let start = rows.fixedPoint(offset, places: 9)
      else {
        try rows.refuse("\(rows.columns.count) fields with seconds, such as 0.0123, and a status, such as 200")
        continue
      }
      add(latency, from: offset == nil ? nil : start, isFailure: code >= 500, isRefusal: code >= 400)
    }
  }

  fileprivate mutating func benchmarkOfHey(hasStatus: Bool) -> Benchmark {
    var benchmark = benchmark(tool: "hey")
    benchmark.isClosedLoop = true
    benchmark.omitsFailures = true
    if !hasStatus { benchmark.failures = nil }
    if attempts == 1_000_000 {
      benchmark.caveats.append(Caveat(.doubtful, "hey writes the first 1000000 answers and no more"))
    }
    return benchmark
  }
}
