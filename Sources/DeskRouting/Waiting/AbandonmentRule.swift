public import DeskPrimitives

/// When leaving the line counts as having left it.
public struct AbandonmentRule: Hashable, Sendable {
    /// Who leaves within this time dialled wrongly or changed their mind and is not counted.
    public var shortWithin: TimeSpan
    /// Who comes back within this time takes up their old wait.
    public var returnWithin: TimeSpan

    /// Five seconds, and half an hour.
    public static let standard = AbandonmentRule(shortWithin: .seconds(5), returnWithin: .minutes(30))

    /// Creates a rule; negative times are taken as zero.
    public init(shortWithin: TimeSpan, returnWithin: TimeSpan) {
        self.shortWithin = max(.zero, shortWithin)
        self.returnWithin = max(.zero, returnWithin)
    }

    /// How a wait ended for somebody who left after so long.
    public func end(afterWaiting wait: TimeSpan) -> WaitingTally.End {
        wait <= shortWithin ? .leftAtOnce : .abandoned
    }

    /// Whether an arrival is the return of somebody who left.
    public func isReturn(leftAt: Instant, at now: Instant) -> Bool {
        now >= leftAt && now - leftAt <= returnWithin
    }
}

extension AbandonmentRule: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case shortWithin
        case returnWithin
    }

    /// Reads the object, filling in what is left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            shortWithin: try container.decodeIfPresent(TimeSpan.self, forKey: .shortWithin)
                ?? Self.standard.shortWithin,
            returnWithin: try container.decodeIfPresent(TimeSpan.self, forKey: .returnWithin)
                ?? Self.standard.returnWithin)
    }
}
