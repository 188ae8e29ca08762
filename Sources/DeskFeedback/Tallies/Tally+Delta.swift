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
    public static func delta(old: SurveyResponse?, new: SurveyResponse?) -> Tally {
        var delta = Tally()
        if let old { delta.count(old, by: -1) }
        if let new { delta.count(new, by: 1) }
        return delta
    }

    /// The tally of one response.
    public init(_ response: SurveyResponse) {
        self.init()
        count(response, by: 1)
    }

    private mutating func count(_ response: SurveyResponse, by step: Int64) {
        guard response.phase == .initial, response.isAnswered else { return }
        responseLanes[response.isComplete ? 2 : 3] &+= step
        var resolved: UInt8?
        var service: UInt8?
        for answer in response.answers {
            guard let value = answer.value.flatMap({ answer.scale.oriented($0) }) else { continue }
            switch answer.role {
            case .recommend where value <= 10: recommendLanes[Int(value)] &+= step
            case .effort where (1...7).contains(value): effortLanes[Int(value) - 1] &+= step
            case .resolved where value <= 1: resolved = value
            case .service where (1...5).contains(value): service = value
            default: break
            }
        }
        count(resolved: resolved, service: service, by: step)
    }

    /// Counts in the joint table, unless both questions are without an answer.
    mutating func count(resolved: UInt8?, service: UInt8?, by step: Int64) {
        guard resolved != nil || service != nil else { return }
        let row = resolved.map { $0 == 0 ? 1 : 2 } ?? 0
        jointLanes[row * 6 + Int(service ?? 0)] &+= step
    }
}
