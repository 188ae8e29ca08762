/// Numbers under digests, as many under one as there are: one flat table and nothing else.
///
/// A slot is 16 bytes, 96 bits of a digest and a number, so a look-up reads one line of the processor's cache and never follows
/// a reference. Two texts among ten million share 96 bits by chance once in 10¹⁵ tables. Open addressing with linear probing;
/// what is taken out leaves no mark, since what stood behind it moves up.
struct DigestIndex: Sendable {
    private struct Slot {
        var low: UInt64 = 0
        /// 32 more bits of the digest, and the number + 1; zero in a slot that is free.
        var high: UInt64 = 0

        init() {}

        init(_ digest: SipHash.Digest, _ number: Int) {
            low = digest.low
            high = (digest.high & 0xFFFF_FFFF_0000_0000) | UInt64(truncatingIfNeeded: number &+ 1)
        }

        var isFree: Bool { high == 0 }
        var number: Int { Int(truncatingIfNeeded: high & 0xFFFF_FFFF) - 1 }

        @inline(__always)
        func isOf(_ digest: SipHash.Digest) -> Bool { low == digest.low && (high ^ digest.high) >> 32 == 0 }
    }

    /// The largest number that can stand here.
    static let maximumNumber = Int(UInt32.max) - 1

    private var slots = ContiguousArray<Slot>(repeating: Slot(), count: 16)
    /// How many numbers there are, counted under every digest.
    private(set) var count = 0

    /// Where a search under a digest begins.
    @inline(__always)
    func start(of digest: SipHash.Digest) -> Int { Int(truncatingIfNeeded: digest.low) & (slots.count - 1) }

    /// The next number under a digest from a place on, which moves behind it; nil behind the last.
    ///
    /// They are in no order. It keeps no reference to the table, so that the waits of several searches for memory overlap.
    @inline(__always)
    func next(under digest: SipHash.Digest, from place: inout Int) -> Int? {
        while true {
            let slot = slots[place]
            if slot.isFree { return nil }
            place = (place + 1) & (slots.count - 1)
            if slot.isOf(digest) { return slot.number }
        }
    }

    /// Puts a number under a digest; nothing happens, and it says false, when it is there.
    @discardableResult
    mutating func insert(_ number: Int, under digest: SipHash.Digest) -> Bool {
        precondition((0...Self.maximumNumber).contains(number))
        if (count + 1) * 4 > slots.count * 3 { grow() }
        let mask = slots.count - 1
        var index = Int(truncatingIfNeeded: digest.low) & mask
        while !slots[index].isFree {
            if slots[index].isOf(digest), slots[index].number == number { return false }
            index = (index + 1) & mask
        }
        slots[index] = Slot(digest, number)
        count += 1
        return true
    }

    /// Takes a number from under a digest; nothing happens when it is not there.
    mutating func remove(_ number: Int, under digest: SipHash.Digest) {
        let mask = slots.count - 1
        var hole = Int(truncatingIfNeeded: digest.low) & mask
        while !slots[hole].isFree, !slots[hole].isOf(digest) || slots[hole].number != number {
            hole = (hole + 1) & mask
        }
        guard !slots[hole].isFree else { return }
        // Closes the hole with slots behind it that would rather stand there, so that no search ends early.
        var next = (hole + 1) & mask
        while !slots[next].isFree {
            let home = Int(truncatingIfNeeded: slots[next].low) & mask
            if (next &- home) & mask >= (next &- hole) & mask {
                slots[hole] = slots[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        slots[hole] = Slot()
        count -= 1
    }

    private mutating func grow() {
        let old = slots
        slots = ContiguousArray(repeating: Slot(), count: old.count * 2)
        let mask = slots.count - 1
        for slot in old where !slot.isFree {
            var index = Int(truncatingIfNeeded: slot.low) & mask
            while !slots[index].isFree { index = (index + 1) & mask }
            slots[index] = slot
        }
    }
}
