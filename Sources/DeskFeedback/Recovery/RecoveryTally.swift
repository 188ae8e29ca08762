public import DeskPrimitives

/// How soon people were contacted after a bad rating, and what they said afterwards, as counts.
///
/// Tallies form a commutative group: they are merged with `+` and unmerged with `−` in any order. Whether speed matters
/// for loyalty is read from them; as nobody draws lots over how soon to ring, a difference is no proof of a cause.
public struct RecoveryTally: AdditiveArithmetic, Hashable, Sendable, Codable {
    /// How soon the person was contacted.
    public enum Speed: Int, Hashable, Comparable, Sendable, Codable, CaseIterable {
        /// Within four hours.
        case within4Hours
        /// Within 24 hours.
        case within24Hours
        /// Within 48 hours.
        case within48Hours
        /// Later.
        case later
        /// Never.
        case never

        /// The quickest first.
        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

        /// The class of a time to contact.
        public init(_ span: TimeSpan?) {
            self =
                switch span {
                case nil: .never
                case .some(...TimeSpan.hours(4)): .within4Hours
                case .some(...TimeSpan.hours(24)): .within24Hours
                case .some(...TimeSpan.hours(48)): .within48Hours
                case .some: .later
                }
        }
    }

    /// What the second answer to the recommend question says.
    public enum Loyalty: Int, Hashable, Sendable, Codable, CaseIterable {
        /// There is none.
        case unknown
        /// 0 … 6.
        case detractor
        /// 7 or 8.
        case passive
        /// 9 or 10.
        case promoter

        /// The class of an answer.
        public init(_ value: UInt8?) {
            self =
                switch value {
                case .some(0...6): .detractor
                case .some(7...8): .passive
                case .some(9...10): .promoter
                default: .unknown
                }
        }
    }

    /// Counts by speed, and in each by loyalty.
    private var counts: [Int]

    /// No recoveries.
    public static let zero = RecoveryTally()

    /// Creates an empty tally.
    public init() { counts = [Int](repeating: 0, count: Self.size) }

    private static let size = Speed.allCases.count * Loyalty.allCases.count

    /// The tally of one recovery; of one that is not over and has no second answer, nothing is counted.
    public init(_ recovery: Recovery) {
        self.init()
        guard !recovery.isOpen, recovery.state != .closed(.takenBack) else { return }
        counts[Self.index(Speed(recovery.timeToContact), Loyalty(recovery.second?.recommend))] = 1
    }

    /// The tally of many.
    public init(_ recoveries: some Sequence<Recovery>) {
        self.init()
        for recovery in recoveries { self += RecoveryTally(recovery) }
    }

    private static func index(_ speed: Speed, _ loyalty: Loyalty) -> Int {
        speed.rawValue * Loyalty.allCases.count + loyalty.rawValue
    }

    /// How many were contacted so soon and said so.
    public func count(_ speed: Speed, _ loyalty: Loyalty) -> Int { counts[Self.index(speed, loyalty)] }

    /// How many recoveries are counted.
    public var total: Int { counts.reduce(0, &+) }

    /// How many of those contacted so soon said anything afterwards.
    public func answered(_ speed: Speed) -> Int {
        count(speed, .detractor) &+ count(speed, .passive) &+ count(speed, .promoter)
    }

    /// The recoveries of both.
    public static func + (a: RecoveryTally, b: RecoveryTally) -> RecoveryTally {
        var sum = a
        for index in sum.counts.indices { sum.counts[index] &+= b.counts[index] }
        return sum
    }

    /// The recoveries of the first without those of the second.
    public static func - (a: RecoveryTally, b: RecoveryTally) -> RecoveryTally {
        var difference = a
        for index in difference.counts.indices { difference.counts[index] &-= b.counts[index] }
        return difference
    }

    /// Reads and checks a tally.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let counts = try container.decode([Int].self, forKey: .counts)
        guard counts.count == Self.size, counts.allSatisfy({ $0.magnitude <= UInt(Tally.largestCount) }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .counts, in: container, debugDescription: "expected \(Self.size) counts of at most 2^53")
        }
        self.counts = counts
    }
}

extension RecoveryTally {
    /// The share of those contacted so soon who are no detractors any more, of those who said.
    public func keptShare(_ speed: Speed, confidence: Confidence = .p95, gate: DisplayGate = .privacy) -> Estimate {
        .share(
            count(speed, .passive) &+ count(speed, .promoter), of: answered(speed), confidence: confidence, gate: gate)
    }

    /// By how much that share is larger among those contacted within a span than among the rest, with its interval.
    public func speedEffect(
        within speed: Speed, confidence: Confidence = .p95, gate: DisplayGate = .privacy
    ) -> EstimateDifference {
        var counts = (soon: (kept: 0, of: 0), late: (kept: 0, of: 0))
        for other in Speed.allCases {
            let kept = count(other, .passive) &+ count(other, .promoter)
            if other <= speed {
                counts.soon = (counts.soon.kept &+ kept, counts.soon.of &+ answered(other))
            } else {
                counts.late = (counts.late.kept &+ kept, counts.late.of &+ answered(other))
            }
        }
        return .share(
            from: (counts.late.kept, counts.late.of), to: (counts.soon.kept, counts.soon.of), confidence: confidence,
            gate: gate)
    }
}
