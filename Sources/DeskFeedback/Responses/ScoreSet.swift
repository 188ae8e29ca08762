public import DeskPrimitives

/// The scores of one response, each counted so that larger is better.
public struct ScoreSet: Hashable, Sendable, Codable {
    /// 0 (no) or 1 (yes).
    public var resolved: UInt8?
    /// 1 … 5.
    public var service: UInt8?
    /// 0 … 10.
    public var recommend: UInt8?
    /// 1 … 7.
    public var effort: UInt8?

    /// Creates a set of scores.
    public init(resolved: UInt8? = nil, service: UInt8? = nil, recommend: UInt8? = nil, effort: UInt8? = nil) {
        self.resolved = resolved
        self.service = service
        self.recommend = recommend
        self.effort = effort
    }

    /// The scores of a response; none for one of the phase `recovery`.
    public init(_ response: SurveyResponse) {
        self.init()
        guard response.phase == .initial else { return }
        self.init(answersOf: response)
    }

    /// The scores of a response in whatever round: also those that are in no tally.
    public init(answersOf response: SurveyResponse) {
        self.init()
        for answer in response.answers {
            guard let value = answer.value.flatMap({ answer.scale.oriented($0) }) else { continue }
            switch answer.role {
            case .resolved: resolved = value
            case .service: service = value
            case .recommend: recommend = value
            case .effort: effort = value
            case .extra: break
            }
        }
    }

    /// These scores, and those of another set that are missing here.
    public func filled(from other: ScoreSet) -> ScoreSet {
        ScoreSet(
            resolved: resolved ?? other.resolved, service: service ?? other.service,
            recommend: recommend ?? other.recommend, effort: effort ?? other.effort)
    }

    /// Whether there is none.
    public var isEmpty: Bool { self == ScoreSet() }

    /// Refuses a score outside its scale.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at the score.
    public func validate() throws(Refusal) {
        let scores: [(String, UInt8?, ClosedRange<UInt8>)] = [
            ("resolved", resolved, 0...1), ("service", service, 1...5), ("recommend", recommend, 0...10),
            ("effort", effort, 1...7),
        ]
        for (name, value, range) in scores {
            if let value, !range.contains(value) {
                throw Refusal(
                    .outOfRange, "scores lie in \(range.lowerBound) … \(range.upperBound)", at: .field(name))
            }
        }
    }
}
