public import DeskPrimitives

/// How callbacks are made and how often they are tried.
public struct CallbackRule: Hashable, Sendable {
    /// The most times one is tried.
    public static let attemptLimit = 20

    /// The pauses between tries; there is one more try than there are pauses.
    public let retryAfter: [TimeSpan]
    /// How long a callback belongs to the agent who knows the matter, before anybody may make it; zero for no owner.
    public let ownerFor: TimeSpan
    /// The part of the forecast free capacity that windows are sold against, in percent, 1…100.
    public let sharePercent: Int

    /// Three tries, a quarter of an hour and two hours apart, one day of ownership, four fifths of the free capacity.
    public static let standard = CallbackRule(
        uncheckedRetryAfter: [.minutes(15), .hours(2)], ownerFor: .days(1), sharePercent: 80)

    private init(uncheckedRetryAfter retryAfter: [TimeSpan], ownerFor: TimeSpan, sharePercent: Int) {
        self.retryAfter = retryAfter
        self.ownerFor = ownerFor
        self.sharePercent = sharePercent
    }

    /// Creates a rule.
    ///
    /// - Throws: `Refusal` with code `tooLong` or `outOfRange` at the member.
    public init(retryAfter: [TimeSpan], ownerFor: TimeSpan = .days(1), sharePercent: Int = 80) throws(Refusal) {
        guard retryAfter.count < Self.attemptLimit else {
            throw Refusal(.tooLong, "at most \(Self.attemptLimit) tries", at: .field("retryAfter"))
        }
        for (number, pause) in retryAfter.enumerated() where pause <= .zero || pause > .days(30) {
            throw Refusal(.outOfRange, "longer than nothing, at most 30 days", at: .field("retryAfter").index(number))
        }
        guard ownerFor >= .zero, ownerFor <= .days(365) else {
            throw Refusal(.outOfRange, "zero to a year", at: .field("ownerFor"))
        }
        guard (1...100).contains(sharePercent) else {
            throw Refusal(.outOfRange, "1 to 100 percent", at: .field("sharePercent"))
        }
        self.init(uncheckedRetryAfter: retryAfter, ownerFor: ownerFor, sharePercent: sharePercent)
    }

    /// How often a callback is tried.
    public var attempts: Int { retryAfter.count + 1 }
}

extension CallbackRule: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case retryAfter
        case ownerFor
        case sharePercent
    }

    /// Reads the object, refusing what the initializer refuses at its member.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self.standard
        let retryAfter = try container.decodeIfPresent([TimeSpan].self, forKey: .retryAfter) ?? standard.retryAfter
        let ownerFor = try container.decodeIfPresent(TimeSpan.self, forKey: .ownerFor) ?? standard.ownerFor
        let share = try container.decodeIfPresent(Int.self, forKey: .sharePercent) ?? standard.sharePercent
        self = try decoder.checked { () throws(Refusal) in
            try CallbackRule(retryAfter: retryAfter, ownerFor: ownerFor, sharePercent: share)
        }
    }
}
