public import DeskPrimitives
import DeskRouting

/// What comes to the agents of a queue at the most, as the administrator expects it.
///
/// In documents: `{"ahead": 20, "atOnce": 5, "perHour": 30, "longest": "PT20M", "agents": 3}`; all but `longest` may be left
/// out.
public struct ExpectedLoad: Hashable, Sendable {
    /// How many wait at the most when one comes, 0 … 1,000,000.
    public var ahead: Int
    /// How many that are more urgent come at once, 0 … 1,000,000.
    public var atOnce: Int
    /// And how many more in an hour, 0 … 1,000,000.
    public var perHour: Int
    /// How long an agent is with one contact at the most, from the offer to the end of wrapping up; up to 30 days.
    public var longest: TimeSpan
    /// How many agents are there all the time; nil for all who can take the work.
    public var agents: Int?

    /// What a number can be.
    public static let counts = 0...1_000_000

    /// Creates a load.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at the member.
    public init(
        ahead: Int = 0, atOnce: Int = 0, perHour: Int = 0, longest: TimeSpan, agents: Int? = nil
    ) throws(Refusal) {
        for (number, name) in [(ahead, "ahead"), (atOnce, "atOnce"), (perHour, "perHour"), (agents ?? 0, "agents")]
        where !Self.counts.contains(number) {
            throw Refusal(.outOfRange, "0 to 1000000", at: .field(name))
        }
        guard longest > .zero, longest <= .days(30) else {
            throw Refusal(.outOfRange, "longer than nothing, at most 30 days", at: .field("longest"))
        }
        self.ahead = ahead
        self.atOnce = atOnce
        self.perHour = perHour
        self.longest = longest
        self.agents = agents
    }
}

extension ExpectedLoad: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case ahead, atOnce, perHour, longest, agents
    }

    /// Reads the object and checks it.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let ahead = try object.decodeIfPresent(Int.self, forKey: .ahead) ?? 0
        let atOnce = try object.decodeIfPresent(Int.self, forKey: .atOnce) ?? 0
        let perHour = try object.decodeIfPresent(Int.self, forKey: .perHour) ?? 0
        let longest = try object.decode(TimeSpan.self, forKey: .longest)
        let agents = try object.decodeIfPresent(Int.self, forKey: .agents)
        self = try decoder.checked { () throws(Refusal) in
            try ExpectedLoad(ahead: ahead, atOnce: atOnce, perHour: perHour, longest: longest, agents: agents)
        }
    }
}
