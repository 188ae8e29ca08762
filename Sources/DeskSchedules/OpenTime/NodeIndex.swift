/// Finds the last of many ascending keys that is at most a value: a table of equal stretches, and for each the last key at
/// its beginning and where the one key begins that may lie inside it.
@usableFromInline
struct NodeIndex: Sendable {
    /// Bits of an entry for the number of a node; the others are for the distance of a key from the start of a stretch.
    @inlinable static var nodeBits: UInt64 { 18 }
    @inlinable static var maximumNodes: Int { 1 << nodeBits }
    /// No stretch is longer than this power of two, so that distances fit.
    private static let longestShift: UInt64 = 45

    /// One entry for each stretch of `1 << shift`.
    @usableFromInline let entries: [UInt64]
    @usableFromInline let shift: UInt64
    /// Below this an entry is enough; 0 when some stretch holds more than one key.
    @usableFromInline let limit: UInt64
    /// All keys, for the stretches with more than one; empty when there are none.
    let keys: [Int64]

    /// - Parameters:
    ///   - keys: Ascending from 0, fewer than ``maximumNodes``; the first may be there twice.
    ///   - last: The largest value that is asked for.
    init(keys: [Int64], through last: UInt64) {
        var smallestGap = Int64.max
        for index in keys.indices.dropFirst(2) { smallestGap = min(smallestGap, keys[index] - keys[index - 1]) }
        // A stretch no longer than the smallest gap holds one key at most. But the table stays within bounds.
        var shift = min(UInt64(63 - max(smallestGap, 1).leadingZeroBitCount), Self.longestShift)
        let mostEntries = max(UInt64(keys.count) * 16 + 1_024, last >> Self.longestShift + 1)
        while last >> shift >= mostEntries { shift += 1 }
        var entries: [UInt64] = []
        let count = Int(last >> shift) + 1
        entries.reserveCapacity(count)
        var key = 0
        var isSimple = shift <= Self.longestShift
        let none = UInt64(1) << (64 - Self.nodeBits) - 1
        for stretch in 0..<count {
            let from = Int64(stretch) << Int64(shift)
            while key + 1 < keys.count, keys[key + 1] <= from { key += 1 }
            var distance = none
            if key + 1 < keys.count {
                distance = min(UInt64(keys[key + 1] - from), none)
                if key + 2 < keys.count, keys[key + 2] - from < 1 << Int64(shift) { isSimple = false }
            }
            entries.append(distance << Self.nodeBits | UInt64(key))
        }
        self.entries = entries
        self.shift = shift
        limit = isSimple ? last &+ 1 : 0
        self.keys = isSimple ? [] : keys
    }

    /// The last key that is at most a value below ``limit``.
    @inlinable
    func node(_ value: UInt64) -> Int {
        let entry = entries[Int(truncatingIfNeeded: value &>> shift)]
        let distance = value & ((1 &<< shift) &- 1)
        let step = distance >= entry &>> Self.nodeBits ? 1 : 0
        return Int(truncatingIfNeeded: entry & ((1 &<< Self.nodeBits) &- 1)) &+ step
    }

    /// The last key that is at most a value that is not above the largest.
    func search(_ value: UInt64) -> Int {
        if value < limit { return node(value) }
        let stretch = Int(value >> shift)
        let mask = UInt64(1) << Self.nodeBits - 1
        var low = Int(entries[stretch] & mask)
        var high = stretch + 1 < entries.count ? Int(entries[stretch + 1] & mask) + 1 : keys.count
        // keys[low] <= value < keys[high]
        while high - low > 1 {
            let middle = (low + high) / 2
            if UInt64(keys[middle]) <= value { low = middle } else { high = middle }
        }
        return low
    }
}
