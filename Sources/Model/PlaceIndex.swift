/// Where values stand in a list, found by their hashes, which it keeps: it grows without a look at the values.
package struct PlaceIndex: Sendable {
  /// The hash of a value in the upper half and its place in the lower, from 1; 0 is free. A power of two of them, half
  /// of which are free at least.
  private var slots: [UInt64] = []
  package private(set) var count = 0

  package init() {}

  /// The first place of that hash that is meant.
  package func first(_ hash: UInt32, where isMeant: (_ place: Int) -> Bool) -> Int? {
    if slots.isEmpty { return nil }
    var at = Int(hash) & (slots.count - 1)
    while slots[at] != 0 {
      let place = Int(slots[at] & 0xFFFF_FFFF) - 1
      if slots[at] >> 32 == hash, isMeant(place) { return place }
      at = (at + 1) & (slots.count - 1)
    }
    return nil
  }

  package mutating func insert(_ place: Int, hash: UInt32) {
    if (count + 1) * 2 > slots.count { grow() }
    put(UInt64(hash) << 32 | UInt64(UInt32(place + 1)))
    count += 1
  }

  private mutating func put(_ slot: UInt64) {
    var at = Int(slot >> 32) & (slots.count - 1)
    while slots[at] != 0 { at = (at + 1) & (slots.count - 1) }
    slots[at] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: max(16, old.count * 2))
    for slot in old where slot != 0 { put(slot) }
  }
}
