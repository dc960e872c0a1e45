import Model

/// A unit as tools write it: what it counts, and how large it is in the unit of that dimension.
struct Unit: Hashable {
  let dimension: Dimension
  let times: Int128
  let over: Int128

  private init(_ dimension: Dimension, _ times: Int128 = 1, over: Int128 = 1) {
    self.dimension = dimension
    self.times = times
    self.over = over
  }

  /// `ms`, `ns/op`, `ops/s`, `Mbit/s`, `MB/s`, `%`; what is not known is a plain number.
  init(_ word: String) {
    let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      self = Unit.words[word] ?? Unit(.count)
      return
    }
    self = Unit(of: parts[0], per: parts[1])
  }

  private init(of event: String, per span: String) {
    let unit = Unit.words[event]
    guard let time = Unit.words[span], time.dimension == .time else {
      // Something an operation: its own unit, if that is one of time or bytes.
      self = unit ?? Unit(.count)
      return
    }
    let second: Int128 = 1_000_000_000
    switch unit?.dimension {
    case .bytes: self = Unit(.bitRate, (unit?.times ?? 1) * 8 * second * time.over, over: time.times)
    case .bitRate: self = Unit(.bitRate, (unit?.times ?? 1) * second * time.over, over: time.times)
    default: self = Unit(.rate, (unit?.times ?? 1) * second * time.over, over: time.times)
    }
  }

  func quantity(_ number: Decimal) -> Quantity { Quantity(number.scaled(by: times, over: over), dimension) }

  private static let words: [String: Unit] = {
    var words: [String: Unit] = [:]
    func add(_ unit: Unit, _ names: String...) { for name in names { words[name] = unit } }
    add(Unit(.time, 1, over: 1000), "ps")
    add(Unit(.time), "ns", "nsec", "nanos", "nanoseconds")
    add(Unit(.time, 1000), "us", "µs", "μs", "usec", "micros", "microseconds")
    add(Unit(.time, 1_000_000), "ms", "msec", "millis", "milliseconds")
    add(Unit(.time, 1_000_000_000), "s", "sec", "secs", "second", "seconds")
    add(Unit(.time, 60_000_000_000), "m", "min", "minutes")
    add(Unit(.time, 3_600_000_000_000), "h", "hr")
    add(Unit(.ratio, 1, over: 100), "%", "percent", "Percent")
    add(Unit(.ratio), "ratio")
    var (decimal, binary): (Int128, Int128) = (1, 1)
    for prefix in ["", "K", "M", "G", "T"] {
      let (bytes, bits) = (Unit(.bytes, decimal), Unit(.bitRate, decimal))
      add(bytes, prefix + "B", prefix + "bytes", prefix + "Bytes")
      add(Unit(.count, decimal), prefix + "elem")
      add(bits, prefix + "bit", prefix + "bits", prefix + "bps")
      if !prefix.isEmpty { add(Unit(.bytes, binary), prefix + "iB") }
      (decimal, binary) = (decimal * 1000, binary * 1024)
    }
    for name in ["B", "bit", "bits", "bps"] { words["k" + name] = words["K" + name] }
    return words
  }()
}
