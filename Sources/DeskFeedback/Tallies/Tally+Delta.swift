public import DeskPrimitives

extension Tally {
    /// What an invitation that was sent adds to the rows of its node.
    public static let oneInvitation: Tally = {
        var tally = Tally()
        tally.responseLanes[0] = 1
        return tally
    }()

    /// What an invitation that turned out undeliverable adds, beside ``oneInvitation``.
    public static let oneUndeliverable: Tally = {
        var tally = Tally()
        tally.responseLanes[1] = 1
        return tally
    }()

    /// What a response changes: minus the old state, plus the new one.
    ///
    /// Add it to every row that ``TallyRow/rows(for:day:)`` names for the response. A response counts by the roles its
    /// questions had when they were asked, so a changed survey does not matter. Responses of the phase `recovery` count
    /// nowhere.
    ///
    /// - Parameters:
    ///   - old: The response before; nil for a new one.
    ///   - new: The response after; nil for one that is erased.
    ///   - sentAt: When the invitation went out, for the lag histogram; nil leaves it alone. It must be the same each time.
    public static func delta(old: SurveyResponse?, new: SurveyResponse?, sentAt: Instant? = nil) -> Tally {
        var delta = Tally()
        if let old { delta.count(old, by: -1, sentAt: sentAt) }
        if let new { delta.count(new, by: 1, sentAt: sentAt) }
        return delta
    }

    /// The tally of one response.
    public init(_ response: SurveyResponse) {
        self.init()
        count(response, by: 1, sentAt: nil)
    }

    /// The tally of the scores of one response, without the counts of invitations and responses.
    public init(_ scores: ScoreSet) {
        self.init()
        count(scores, by: 1)
    }

    private mutating func count(_ response: SurveyResponse, by step: Int64, sentAt: Instant?) {
        guard response.phase == .initial, response.isAnswered else { return }
        if let sentAt { lagLanes[LagHistogram.lane(of: response.at - sentAt)] &+= step }
        responseLanes[response.isComplete ? 2 : 3] &+= step
        count(ScoreSet(response), by: step)
    }

    /// Counts scores in the histograms; what lies outside its scale is no answer.
    private mutating func count(_ scores: ScoreSet, by step: Int64) {
        if let value = scores.recommend, value <= 10 { recommendLanes[Int(value)] &+= step }
        if let value = scores.effort, (1...7).contains(value) { effortLanes[Int(value) - 1] &+= step }
        let row = scores.resolved.map { $0 == 0 ? 1 : $0 == 1 ? 2 : 0 } ?? 0
        let column = scores.service.map { (1...5).contains($0) ? Int($0) : 0 } ?? 0
        if row + column > 0 { jointLanes[row * 6 + column] &+= step }
    }
}
