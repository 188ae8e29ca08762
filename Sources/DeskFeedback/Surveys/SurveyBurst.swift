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

/// The times of the last answers at one place, and whether they came in a burst.
///
/// Times may come in any order; the latest are kept.
public struct AnswerPace: Hashable, Sendable, Codable {
    /// The latest times, the earliest first; at most ``SurveyBurst/maximumCount``.
    public private(set) var times: [Instant]
    /// When a burst was last noticed; nil when never.
    public private(set) var burstAt: Instant?

    /// Creates a pace without answers.
    public init() {
        times = []
        burstAt = nil
    }

    /// Takes in an answer.
    ///
    /// - Returns: Whether a burst begins with it: the answers up to it are too many, and the burst was not noticed
    ///   already within the span of the measure.
    /// - Complexity: O(``SurveyBurst/maximumCount``).
    public mutating func note(_ instant: Instant, against burst: SurveyBurst) -> Bool {
        let place = times.firstIndex { $0 > instant } ?? times.count
        times.insert(instant, at: place)
        if times.count > burst.count { times.removeFirst(times.count - burst.count) }
        guard times.count == burst.count, let first = times.first, let last = times.last,
            last.microseconds - first.microseconds <= burst.within.microseconds
        else { return false }
        let isNew = burstAt.map { last.microseconds - $0.microseconds > burst.within.microseconds } ?? true
        burstAt = max(burstAt ?? last, last)
        return isNew
    }
}
