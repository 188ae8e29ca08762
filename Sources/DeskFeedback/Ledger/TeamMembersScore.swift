public import DeskPrimitives

/// What the agents who are in a team on one day have been answered, in whatever team they were then.
///
/// The team's own score is made of the contacts the team handled; this is another number and says so.
public struct TeamMembersScore: Hashable, Sendable {
    /// The team.
    public let team: TeamID
    /// The local day of the membership, counted from 1970-01-01.
    public let day: Int
    /// The agents, by name.
    public let members: [AgentID]
    /// The scores: recommend, service, resolved, effort.
    public let estimates: [Estimate]

    /// Sums up the answers of the members.
    public init(team: TeamID, day: Int, members: [AgentID], _ tally: Tally, gate: DisplayGate = .privacy) {
        self.team = team
        self.day = day
        self.members = members
        estimates = ScoreTree.measures.map { measure in
            let estimate = tally.estimate(measure)
            return gate.withholds(estimate.n).map { estimate.withholding($0) } ?? estimate
        }
    }

    /// The score of a measure.
    public func estimate(_ measure: Estimate.Measure) -> Estimate? { estimates.first { $0.measure == measure } }
}

extension TeamMembersScore: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let scores = estimates.map { $0.sentence(in: language) }.joined(separator: " ")
        return language.pick(
            en: "The \(members.count) who are in \(team) that day, wherever they served: \(scores)",
            fi: "Tiimissä \(team) sinä päivänä olevat \(members.count), missä tahansa he palvelivat: \(scores)")
    }
}
