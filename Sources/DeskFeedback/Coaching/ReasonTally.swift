public import DeskPrimitives

/// How often each reason was given in any set of responses, as counts.
///
/// Like ``Tally`` a commutative group: answers may come, change and go in any order. Reasons that were given never are
/// not listed, so equal sets of answers have equal tallies.
public struct ReasonTally: AdditiveArithmetic, Hashable, Sendable, Codable {
    /// How often one reason was given.
    public struct Entry: Hashable, Sendable, Codable {
        /// The reason.
        public let reason: FeedbackReasonID
        /// How often it was given.
        public let count: Int
    }

    /// The reasons that were given, by name.
    public private(set) var entries: [Entry]
    /// The responses with any answer, with reasons or without.
    public private(set) var answered: Int
    /// Those of them that give at least one reason.
    public private(set) var reasoned: Int

    /// No answers.
    public static let zero = ReasonTally()

    /// Creates an empty tally.
    public init() {
        entries = []
        answered = 0
        reasoned = 0
    }

    /// The tally of one response; nothing for one of the phase `recovery`, or without any answer.
    public init(_ response: SurveyResponse) {
        self.init()
        guard response.phase == .initial, response.isAnswered else { return }
        answered = 1
        let reasons = response.reasons ?? []
        reasoned = reasons.isEmpty ? 0 : 1
        entries = reasons.map { Entry(reason: $0, count: 1) }
    }

    /// What a response changes: minus the old state, plus the new one.
    public static func delta(old: SurveyResponse?, new: SurveyResponse?) -> ReasonTally {
        (new.map { ReasonTally($0) } ?? .zero) - (old.map { ReasonTally($0) } ?? .zero)
    }

    /// How often a reason was given.
    public func count(_ reason: FeedbackReasonID) -> Int { entries.first { $0.reason == reason }?.count ?? 0 }

    /// The answers of both.
    public static func + (a: ReasonTally, b: ReasonTally) -> ReasonTally { combine(a, b) { $0 &+ $1 } }
    /// The answers of the first without those of the second.
    public static func - (a: ReasonTally, b: ReasonTally) -> ReasonTally { combine(a, b) { $0 &- $1 } }

    private static func combine(_ a: ReasonTally, _ b: ReasonTally, _ step: (Int, Int) -> Int) -> ReasonTally {
        var result = ReasonTally()
        result.answered = step(a.answered, b.answered)
        result.reasoned = step(a.reasoned, b.reasoned)
        result.entries.reserveCapacity(a.entries.count + b.entries.count)
        var (i, j) = (0, 0)
        while i < a.entries.count || j < b.entries.count {
            let entry: Entry
            if j == b.entries.count || i < a.entries.count && a.entries[i].reason < b.entries[j].reason {
                entry = a.entries[i]
                i += 1
            } else if i == a.entries.count || b.entries[j].reason < a.entries[i].reason {
                entry = Entry(reason: b.entries[j].reason, count: step(0, b.entries[j].count))
                j += 1
            } else {
                entry = Entry(reason: a.entries[i].reason, count: step(a.entries[i].count, b.entries[j].count))
                i += 1
                j += 1
            }
            if entry.count != 0 { result.entries.append(entry) }
        }
        return result
    }

    /// Reads and checks a tally.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        entries = try container.decode([Entry].self, forKey: .entries)
        answered = try container.decode(Int.self, forKey: .answered)
        reasoned = try container.decode(Int.self, forKey: .reasoned)
        let isSorted = zip(entries, entries.dropFirst()).allSatisfy { $0.reason < $1.reason }
        let limit = UInt(Tally.largestCount)
        guard isSorted, entries.allSatisfy({ $0.count != 0 && $0.count.magnitude <= limit }),
            answered.magnitude <= limit, reasoned.magnitude <= limit
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .entries, in: container, debugDescription: "expected counts by reason in order")
        }
    }
}
