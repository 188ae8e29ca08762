public import DeskPrimitives

extension WorkItem {
    /// Waiting work by queue, then by kind, then the oldest first.
    ///
    /// Work of a kind asks for the same and keeps the same agents away, so that whoever cannot take the first of it cannot
    /// take the rest: to find the work that somebody can take, it is enough to read the beginning of every kind, however
    /// much waits. Under every order of contacts the next piece of work of a kind is its oldest or its newest.
    public static let waitingByKind = RecordIndex(collection, "kind")

    /// A number for everything but its age that decides who can take the work and when it is served.
    ///
    /// Two kinds that share a number by chance share their line.
    public var kind: UInt64 {
        var hash = KindHash()
        hash.add(UInt64(urgency))
        hash.add(UInt64(units))
        hash.add(UInt64(ring))
        hash.add(isHard ? 1 : 0)
        hash.add(channel?.rawValue)
        hash.add(preferredAgent?.rawValue)
        hash.add(target.map { UInt64(bitPattern: $0.microseconds) } ?? 0)
        for requirement in requirement {
            hash.add(requirement.skill.rawValue)
            hash.add(UInt64(requirement.atLeast))
        }
        hash.add(0)
        for exclusion in excluded { hash.add(exclusion.agent.rawValue) }
        return hash.value
    }

    /// The work of a queue by kind, from one kind to before another.
    ///
    /// - Parameters:
    ///   - queue: The queue.
    ///   - first: The first kind.
    ///   - last: The last kind.
    ///   - isNewestFirst: Whether it is read backwards: the last kind first, and of each kind the newest.
    ///   - limit: How much.
    public static func waiting(
        in queue: QueueID, kinds first: UInt64, through last: UInt64, newestFirst isNewestFirst: Bool = false,
        limit: Int
    ) -> RecordQuery {
        let from = kindKey(queue, first)
        let before = last == .max ? ByteKey.composed { $0.append(queue) }.endOfPrefix : kindKey(queue, last + 1)
        return RecordQuery(
            .range(waitingByKind, from: from, before: before), order: isNewestFirst ? .descending : .ascending,
            limit: limit)
    }

    var kindEntry: IndexEntry {
        let kind = kind
        return IndexEntry(
            Self.waitingByKind,
            .composed {
                $0.append(queue)
                $0.append(Int64(bitPattern: kind ^ (1 << 63)))
                $0.append(enqueuedAt)
            })
    }

    private static func kindKey(_ queue: QueueID, _ kind: UInt64) -> ByteKey {
        .composed {
            $0.append(queue)
            $0.append(Int64(bitPattern: kind ^ (1 << 63)))
        }
    }
}

/// A hash that is the same everywhere and always: FNV-1a (Fowler, Noll and Vo) with the finish of SplitMix64, which spreads
/// kinds evenly over the numbers.
private struct KindHash {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ number: UInt64) {
        var rest = number
        for _ in 0..<8 {
            state = (state ^ (rest & 0xff)) &* 0x0000_0100_0000_01b3
            rest >>= 8
        }
    }

    mutating func add(_ text: String?) {
        for byte in (text ?? "").utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        // A byte that no text holds ends it.
        state = (state ^ 0xff) &* 0x0000_0100_0000_01b3
    }

    var value: UInt64 {
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
