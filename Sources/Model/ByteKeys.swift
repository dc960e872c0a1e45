// For names and texts that are looked up as often as reports have records.
extension Span<UInt8> {
  /// Whether both hold the same. All bytes are looked at, without a branch for each: most that are met are equal, or begin
  /// alike.
  @_optimize(speed)
  package func isEqual(to other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    var difference: UInt8 = 0
    for at in indices { difference |= self[at] ^ other[at] }
    return difference == 0
  }

  /// Whether it begins with all bytes of the other.
  @_optimize(speed)
  package func starts(with other: Span<UInt8>) -> Bool {
    guard count >= other.count else { return false }
    for at in other.indices where self[at] != other[at] { return false }
    return true
  }

  @_optimize(speed)
  package func ends(with other: Span<UInt8>) -> Bool {
    guard count >= other.count else { return false }
    for at in other.indices where self[count - other.count + at] != other[at] { return false }
    return true
  }

  /// Whether it stands before the other in the order of bytes.
  @_optimize(speed)
  package func precedes(_ other: Span<UInt8>) -> Bool {
    for at in 0..<Swift.min(count, other.count) where self[at] != other[at] { return self[at] < other[at] }
    return count < other.count
  }

  /// Eight bytes at a time.
  @_optimize(speed)
  package func hash(into hasher: inout Hasher) {
    var word: UInt64 = 0
    for at in indices {
      word = word << 8 | UInt64(self[at])
      if at % 8 == 7 { hasher.combine(word) }
    }
    hasher.combine(word)
    hasher.combine(count)
  }
}
