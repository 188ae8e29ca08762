import DeskPrimitives

/// Persons under digests, as many under one as there are: one flat table with the persons themselves in it.
///
/// A slot is 24 bytes, the 128 bits of a digest and the person, so that a look-up reads a line of the processor's cache and is
/// with the person. Two texts among ten million share a digest by chance once in 10²⁴ tables. Otherwise it is a `DigestIndex`.
struct PersonIndex: Sendable {
    private struct Slot {
        var digest = SipHash.Digest(low: 0, high: 0)
        /// Nil in a slot that is free.
        var person: Person?
    }

    private var slots = ContiguousArray<Slot>(repeating: Slot(), count: 16)
    /// How many persons there are, counted under every digest.
    private(set) var count = 0

    /// Where a search under a digest begins.
    @inline(__always)
    func start(of digest: SipHash.Digest) -> Int { Int(truncatingIfNeeded: digest.low) & (slots.count - 1) }

    /// The next place of a person under a digest from a place on, in no order; nil behind the last.
    @inline(__always)
    func next(under digest: SipHash.Digest, from start: Int) -> Int? {
        var place = start
        while slots[place].person != nil {
            if slots[place].digest == digest { return place }
            place = behind(place)
        }
        return nil
    }

    /// The place behind one.
    @inline(__always)
    func behind(_ place: Int) -> Int { (place + 1) & (slots.count - 1) }

    /// The person at a place that a search gave.
    @inline(__always)
    subscript(place: Int) -> Person? { slots[place].person }

    /// The place of a person under a digest.
    private func place(of id: PersonID, under digest: SipHash.Digest) -> Int? {
        var start = start(of: digest)
        while let place = next(under: digest, from: start) {
            if slots[place].person?.id == id { return place }
            start = behind(place)
        }
        return nil
    }

    /// The person of an id that is known under a digest.
    func person(_ id: PersonID, under digest: SipHash.Digest) -> Person? {
        place(of: id, under: digest).flatMap { slots[$0].person }
    }

    /// Puts a person under a digest, in the place of what was there under the same id.
    mutating func put(_ person: Person, under digest: SipHash.Digest) {
        if let place = place(of: person.id, under: digest) {
            slots[place].person = person
            return
        }
        if (count + 1) * 4 > slots.count * 3 { grow() }
        var place = start(of: digest)
        while slots[place].person != nil { place = behind(place) }
        slots[place] = Slot(digest: digest, person: person)
        count += 1
    }

    /// Takes a person from under a digest; nothing happens when it is not there.
    mutating func remove(_ id: PersonID, under digest: SipHash.Digest) {
        guard var hole = place(of: id, under: digest) else { return }
        let mask = slots.count - 1
        // Closes the hole with slots behind it that would rather stand there, so that no search ends early.
        var place = behind(hole)
        while slots[place].person != nil {
            let home = start(of: slots[place].digest)
            if (place &- home) & mask >= (place &- hole) & mask {
                slots.swapAt(hole, place)
                hole = place
            }
            place = behind(place)
        }
        slots[hole] = Slot()
        count -= 1
    }

    private mutating func grow() {
        var old = slots
        slots = ContiguousArray(repeating: Slot(), count: old.count * 2)
        for index in old.indices where old[index].person != nil {
            var place = start(of: old[index].digest)
            while slots[place].person != nil { place = behind(place) }
            swap(&slots[place], &old[index])
        }
    }
}
