public import DeskPrimitives

/// What a channel is expected to bring, against which its staff is checked.
///
/// In a document: `{"channel": "chat", "contactsPerHour": 12, "handling": "PT6M"}`.
public struct ChannelPlan: Hashable, Sendable {
    /// The most contacts an hour that can be planned.
    public static let largestRate = 1_000_000
    /// The longest handling that can be planned.
    public static let longestHandling = TimeSpan.days(30)

    /// The channel.
    public let channel: ChannelID
    /// How many contacts come in a busy open hour.
    public let contactsPerHour: Int
    /// How long an agent has a contact in hand.
    public let handling: TimeSpan

    /// Creates a plan.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at the field.
    public init(channel: ChannelID, contactsPerHour: Int, handling: TimeSpan) throws(Refusal) {
        guard (0...Self.largestRate).contains(contactsPerHour) else {
            throw Refusal(.outOfRange, "0 to \(Self.largestRate)", at: .field("contactsPerHour"))
        }
        guard handling >= .zero, handling <= Self.longestHandling else {
            throw Refusal(.outOfRange, "at most 30 days", at: .field("handling"))
        }
        self.channel = channel
        self.contactsPerHour = contactsPerHour
        self.handling = handling
    }

    /// The load units the contacts in hand take on average, rounded up: contacts an hour × hours in hand × units of one
    /// (Little's law); the largest number where it would be beyond that.
    public func load(units: Int) -> Int {
        let seconds = (handling.microseconds + 999_999) / 1_000_000
        let (product, isOver) = (Int64(contactsPerHour) * seconds).multipliedReportingOverflow(by: Int64(max(units, 0)))
        guard !isOver else { return .max }
        return Int(product / 3_600) + (product % 3_600 > 0 ? 1 : 0)
    }
}

extension ChannelPlan: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case channel, contactsPerHour, handling }

    /// Reads and checks an object.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let channel = try object.decode(ChannelID.self, forKey: .channel)
        let rate = try object.decode(Int.self, forKey: .contactsPerHour)
        let handling = try object.decode(TimeSpan.self, forKey: .handling)
        self = try decoder.checked { () throws(Refusal) in
            try ChannelPlan(channel: channel, contactsPerHour: rate, handling: handling)
        }
    }
}
