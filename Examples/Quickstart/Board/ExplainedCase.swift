import ServiceDesk

/// Why one contact went where it went.
struct ExplainedCase {
    /// An offer and what became of it.
    struct Step {
        let at: Instant
        let agent: AgentID
        let outcome: Outcome
    }

    /// What became of an offer.
    enum Outcome {
        case declined, missed
        case accepted(waited: TimeSpan)
    }

    let item: ServiceCase
    let route: RouteTrace
    /// Which rule decided, on what.
    let routing: RoutingExplanation
    /// A rule that stands before it or would come next, and the first condition that kept the contact from it.
    let notTaken: (rule: String, test: FailedTest)?
    let offers: [Step]
    /// The last offer that was made of it, with its reason.
    let lastOffer: Offer

    /// Three cases that show three kinds of reasons: a skill, a language, and an offer that somebody did not take.
    static func three(from cases: [ServiceCase], _ journal: JournalCount, _ desk: Desk) async throws -> [ExplainedCase]
    {
        func isTaken(_ item: ServiceCase) -> Bool { item.answeredAt != nil && item.handOvers == 0 }
        func hasDetour(_ item: ServiceCase) -> Bool {
            (journal.offers[item.id] ?? []).contains {
                switch $0.fact {
                case .offerDeclined, .offerExpired: true
                default: false
                }
            }
        }
        let wanted: [(ServiceCase) -> Bool] = [
            { $0.route?.rule == "permits" && $0.channel == "mail" && isTaken($0) },
            { ($0.route?.rule == "english" || $0.route?.rule == "swedish") && $0.channel == "phone" && isTaken($0) },
            { hasDetour($0) && isTaken($0) && $0.reopens == 0 && $0.route?.rule != "permits" },
            { isTaken($0) && $0.route?.rule == nil },
            { isTaken($0) },
        ]
        var chosen: [ExplainedCase] = []
        for isWanted in wanted where chosen.count < 3 {
            let next = cases.first { item in isWanted(item) && !chosen.contains { $0.item.id == item.id } }
            if let next, let explained = try await explain(next, journal, desk) { chosen.append(explained) }
        }
        return chosen
    }

    private static func explain(
        _ item: ServiceCase, _ journal: JournalCount, _ desk: Desk
    ) async throws -> ExplainedCase? {
        let table = desk.machine.policy.document.routing
        guard let route = item.route, let offer = try await desk.record(Offer.self, item.id) else { return nil }
        let routing = try route.explanation(by: table)
        var notTaken: (rule: String, test: FailedTest)?
        if let rule = table.rules.first(where: { $0.id != route.rule && $0.id != "emergency" }) {
            notTaken = try route.whyNot(rule.id, by: table).first.map { (rule.id, $0) }
        }
        let steps: [Step] = (journal.offers[item.id] ?? []).compactMap { event in
            switch event.fact {
            case .offerDeclined(let agent): Step(at: event.at, agent: agent, outcome: .declined)
            case .offerExpired(let agent): Step(at: event.at, agent: agent, outcome: .missed)
            case .accepted(let agent, let waited):
                Step(at: event.at, agent: agent, outcome: .accepted(waited: waited))
            default: nil
            }
        }
        return ExplainedCase(
            item: item, route: route, routing: routing, notTaken: notTaken, offers: steps, lastOffer: offer)
    }
}
