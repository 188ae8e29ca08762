public import DeskPrimitives

extension Tally {
    /// Creates a tally from counts that were kept elsewhere.
    ///
    /// - Parameters:
    ///   - recommend: How often 0 … 10 was answered: 11 counts, or none.
    ///   - effort: How often 1 … 7 was answered: 7 counts, or none.
    ///   - service: How often 1 … 5 was answered where nothing is known of the resolution: 5 counts, or none.
    ///   - invited: Invitations sent.
    ///   - undeliverable: Those of them that never reached anybody.
    ///   - complete: Responses with every question answered.
    ///   - partial: Responses with some answered.
    /// - Throws: `Refusal` with code `malformed` for a list of another length, `outOfRange` for a count that is
    ///   negative or beyond ``largestCount``.
    public init(
        recommend: [Int] = [], effort: [Int] = [], service: [Int] = [], invited: Int = 0, undeliverable: Int = 0,
        complete: Int = 0, partial: Int = 0
    ) throws(Refusal) {
        self.init()
        try Self.fill(&recommendLanes, recommend, 0..<11, "recommend")
        try Self.fill(&effortLanes, effort, 0..<7, "effort")
        try Self.fill(&jointLanes, service, 1..<6, "service")
        try Self.fill(
            &responseLanes, [invited, undeliverable, complete, partial], 0..<4, "responses")
    }

    /// The largest count that is read from outside: up to it, counts are exact as `Double`.
    public static let largestCount = 1 << 53

    private static func fill<Lanes: SIMD>(
        _ lanes: inout Lanes, _ counts: [Int], _ range: Range<Int>, _ name: String
    ) throws(Refusal) where Lanes.Scalar == Int64 {
        guard counts.isEmpty || counts.count == range.count else {
            throw Refusal(.malformed, "expected \(range.count) counts", at: .field(name))
        }
        for (offset, count) in counts.enumerated() {
            guard (0...largestCount).contains(count) else {
                throw Refusal(.outOfRange, "a count lies in 0 … 2^53", at: .field(name).index(offset))
            }
            lanes[range.lowerBound + offset] = Int64(count)
        }
    }

    /// How often 0 … 10 was answered to the recommend question: 11 counts.
    public var recommend: [Int] { (0..<11).map { Int(recommendLanes[$0]) } }

    /// How often 1 … 7 was answered to the effort question, larger is easier: 7 counts.
    public var effort: [Int] { (0..<7).map { Int(effortLanes[$0]) } }

    /// How often 1 … 5 was answered to the service question, larger is better: 5 counts.
    public var service: [Int] {
        (1..<6).map { Int(jointLanes[$0] &+ jointLanes[6 + $0] &+ jointLanes[12 + $0]) }
    }

    /// How often "resolved" was answered with yes.
    public var resolvedYes: Int { Int((12..<18).reduce(Int64(0)) { $0 &+ jointLanes[$1] }) }

    /// How often "resolved" was answered with no.
    public var resolvedNo: Int { Int((6..<12).reduce(Int64(0)) { $0 &+ jointLanes[$1] }) }

    /// Invitations sent.
    public var invited: Int { Int(responseLanes[0]) }
    /// Invitations that never reached anybody.
    public var undeliverable: Int { Int(responseLanes[1]) }
    /// Responses with every question answered.
    public var complete: Int { Int(responseLanes[2]) }
    /// Responses with some, but not every question answered.
    public var partial: Int { Int(responseLanes[3]) }
    /// Responses with at least one question answered.
    public var answered: Int { Int(responseLanes[2] &+ responseLanes[3]) }

    /// How long after the invitation the answers came, where that is known.
    public var lags: LagHistogram { LagHistogram(lanes: lagLanes) }

    /// The two axes beside each other.
    ///
    /// - Parameter cut: The first rating of the service that counts as high, 2 … 5.
    public func axes(cut: Int = 4) -> AxesTable {
        let cut = min(max(cut, 2), 5)
        let rows = (0..<3).map { resolution in
            let start = resolution * 6
            let missing = jointLanes[start]
            let low = (1..<cut).reduce(Int64(0)) { $0 &+ jointLanes[start + $1] }
            let high = (cut..<6).reduce(Int64(0)) { $0 &+ jointLanes[start + $1] }
            return AxesTable.Row(low: Int(low), high: Int(high), missing: Int(missing))
        }
        return AxesTable(notResolved: rows[1], resolved: rows[2], resolutionMissing: rows[0])
    }
}

/// Resolution beside service: what the two numbers alone cannot tell.
public struct AxesTable: Hashable, Sendable {
    /// The responses of one answer about the resolution, by the rating of the service.
    public struct Row: Hashable, Sendable {
        /// Rated below the cut.
        public let low: Int
        /// Rated from the cut on.
        public let high: Int
        /// Not rated.
        public let missing: Int
    }

    /// It was not resolved.
    ///
    /// With high service the cause lies in the policy, the authority or the product, not in the agent;
    /// with low service it is a case for recovery.
    public let notResolved: Row
    /// It was resolved.
    ///
    /// With low service it is a case for coaching.
    public let resolved: Row
    /// Nobody said.
    public let resolutionMissing: Row
}
