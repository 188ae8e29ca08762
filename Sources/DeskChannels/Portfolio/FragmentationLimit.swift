public import DeskPrimitives

/// How far an agent's work may be split over channels before the policy check says so.
///
/// In a document: `{"channels": 5, "switching": "PT30S", "percent": 10}`; what is left out is as in ``standard``.
public struct FragmentationLimit: Hashable, Sendable {
    /// The longest time a change of channel may be said to take.
    public static let longestSwitching = TimeSpan.hours(1)

    /// The most channels one agent serves.
    public let channels: Int
    /// What it costs an agent to go on over another channel: finding the other window, greeting, reading again.
    public let switching: TimeSpan
    /// The most of an hour, in percent, that may go into that by what the channels are planned to bring.
    public let percent: Int

    /// Five channels; a change of channel costs nothing until a desk says what it does, and then at most 10 % of the time.
    public static let standard = FragmentationLimit(5, .zero, 10)

    private init(_ channels: Int, _ switching: TimeSpan, _ percent: Int) {
        self.channels = channels
        self.switching = switching
        self.percent = percent
    }

    /// Creates a limit.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at the field: channels are 1 … 1,000, the time 0 to one hour, the share
    ///   0 … 100.
    public init(channels: Int = 5, switching: TimeSpan = .zero, percent: Int = 10) throws(Refusal) {
        guard (1...1_000).contains(channels) else { throw Refusal(.outOfRange, "1 to 1000", at: .field("channels")) }
        guard switching >= .zero, switching <= Self.longestSwitching else {
            throw Refusal(.outOfRange, "at most one hour", at: .field("switching"))
        }
        guard (0...100).contains(percent) else { throw Refusal(.outOfRange, "0 to 100", at: .field("percent")) }
        self.init(channels, switching, percent)
    }

    /// The percent of an hour that so many changes of channel take, rounded down; 100 for more than the hour has.
    public func lostPercent(switches: Double) -> Int {
        let share = switches * Double(switching.microseconds) / Double(TimeSpan.hours(1).microseconds) * 100
        return share >= 0 ? Int(min(share, 100)) : 0
    }
}

extension FragmentationLimit: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case channels, switching, percent }

    /// Reads and checks an object; an unknown key is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let usual = Self.standard
        let channels = try object.decodeIfPresent(Int.self, forKey: .channels) ?? usual.channels
        let switching = try object.decodeIfPresent(TimeSpan.self, forKey: .switching) ?? usual.switching
        let percent = try object.decodeIfPresent(Int.self, forKey: .percent) ?? usual.percent
        self = try decoder.checked { () throws(Refusal) in
            try FragmentationLimit(channels: channels, switching: switching, percent: percent)
        }
    }
}
