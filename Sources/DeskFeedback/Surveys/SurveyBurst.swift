public import DeskPrimitives

/// How many answers in how short a time are too many to have been given by people one after the other.
///
/// A robot that opens every link answers a token many times in a second; somebody who fills in a colleague's surveys
/// answers many tokens in a few minutes. Both are flagged for somebody to look at; nothing is thrown away.
public struct SurveyBurst: Hashable, Sendable, Codable {
    /// From how many answers on, 2 … ``maximumCount``.
    public let count: Int
    /// Within which time.
    public let within: TimeSpan

    /// The most answers that are remembered.
    public static let maximumCount = 64
    /// Changes of one response: five within ten seconds.
    public static let ofResponse = SurveyBurst(unchecked: 5, .seconds(10))
    /// Answers about one agent: ten within two minutes.
    public static let ofAgent = SurveyBurst(unchecked: 10, .minutes(2))

    private init(unchecked count: Int, _ within: TimeSpan) {
        self.count = count
        self.within = within
    }

    /// Creates a measure.
    ///
    /// - Throws: `Refusal` with code `outOfRange`.
    public init(count: Int, within: TimeSpan) throws(Refusal) {
        guard (2...Self.maximumCount).contains(count) else {
            throw Refusal(.outOfRange, "a burst has 2 to \(Self.maximumCount) answers", at: .field("count"))
        }
        guard within > .zero else { throw Refusal(.outOfRange, "a burst takes time", at: .field("within")) }
        self.init(unchecked: count, within)
    }

    /// Reads and checks a measure.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(["count", "within"])
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let count = try container.decode(Int.self, forKey: .count)
        let within = try container.decode(TimeSpan.self, forKey: .within)
        self = try decoder.checked { () throws(Refusal) in try SurveyBurst(count: count, within: within) }
    }
}
