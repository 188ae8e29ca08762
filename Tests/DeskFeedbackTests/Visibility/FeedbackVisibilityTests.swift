import DeskFeedback
import DeskPrimitives
import Testing

@Suite("Who sees what")
struct FeedbackVisibilityTests {
    private let rules = FeedbackVisibility.standard
    private let anna = FeedbackNode(.agent, "anna", team: "blue", unit: "north")
    private let blue = FeedbackNode(.team, "blue", unit: "north")

    @Test("Everybody sees what is theirs and no more, with a reason either way")
    func decisions() {
        let table: [(FeedbackViewer, FeedbackNode, VisibilityDecision.Reason)] = [
            (.agent("anna", team: "blue"), anna, .own), (.agent("bo", team: "blue"), anna, .colleague),
            (.agent("anna", team: "blue"), blue, .own), (.agent("anna", team: "red"), blue, .notOwn),
            (.agent("anna", team: nil), blue, .notOwn), (.agent("anna", team: "blue"), .desk, .whole),
            (.agent("anna", team: "blue"), FeedbackNode(.organization, "acme"), .notOwn),
            (.teamLeader(["blue"]), anna, .led), (.teamLeader(["red"]), anna, .notLed),
            (.teamLeader(["blue"]), blue, .led), (.teamLeader(["red"]), blue, .notLed),
            (.teamLeader([]), .desk, .whole), (.teamLeader(["blue"]), FeedbackNode(.agent, "bo"), .notLed),
            (.unitLeader(["north"]), blue, .led), (.unitLeader(["south"]), blue, .notLed),
            (.unitLeader(["north"]), anna, .singleAgent), (.unitLeader(["south"]), anna, .notLed),
            (.director, anna, .singleAgent), (.director, blue, .led), (.director, .desk, .whole),
            (.director, FeedbackNode(.organization, "acme"), .led),
            (.director, FeedbackNode(.person, "p"), .singlePerson),
            (.topicOwner(["billing"]), FeedbackNode(.topic, "billing"), .led),
            (.topicOwner(["billing"]), FeedbackNode(.topic, "waste"), .notLed),
            (.topicOwner(["billing"]), anna, .notOwn),
            (.customer("acme"), FeedbackNode(.user, "acme"), .own),
            (.customer("acme"), FeedbackNode(.buyer, "oy"), .otherCustomer), (.customer("acme"), .desk, .insideTheDesk),
            (.customer("acme"), anna, .insideTheDesk), (.customer("acme"), FeedbackNode(.person, "p"), .singlePerson),
        ]
        for (viewer, node, reason) in table {
            let decision = rules.decide(viewer, sees: node)
            #expect(decision.reason == reason, "\(viewer) \(node)")
            #expect(decision.gate.needed == (node.level == .agent ? 10 : 5))
            #expect(decision.sentence(in: .english).hasPrefix(decision.isAllowed ? "Shown" : "Not shown"))
            #expect(decision.sentence(in: .finnish).hasPrefix(decision.isAllowed ? "Näytetään" : "Ei näytetä"))
        }
        // All rows by all viewers: nobody but the agent and who is allowed to lead them sees an agent.
        let open = try? FeedbackVisibility(privacy: 5, coach: 10, leadersSeeAgents: true)
        #expect(open?.decide(.director, sees: anna).reason == .led)
        #expect(open?.decide(.unitLeader(["north"]), sees: anna).reason == .led)
    }

    @Test("Gates that protect nobody are refused")
    func refusals() {
        #expect(Samples.refusal { _ = try FeedbackVisibility(privacy: 2) }?.place == .field("privacy"))
        #expect(Samples.refusal { _ = try FeedbackVisibility(privacy: 6, coach: 5) }?.place == .field("coach"))
        #expect(Samples.decodingError(FeedbackVisibility.self, #"{"privacy": 1}"#)?.hasPrefix("privacy") == true)
        #expect(Samples.decodingError(FeedbackVisibility.self, #"{"privacey": 5}"#)?.contains("privacy") == true)
        #expect(try! Samples.decode(FeedbackVisibility.self, #"{"privacy": 20}"#).coach == 20)
    }

    private func tally(_ recommend: Int, _ n: Int) throws -> Tally {
        var counts = Array(repeating: 0, count: 11)
        counts[recommend] = n
        return try Tally(recommend: counts)
    }

    @Test("A board shows each viewer their part, withholds small numbers and what would give them away")
    func board() throws {
        let agents = [
            (node: anna, tally: try tally(10, 30)),
            (node: FeedbackNode(.agent, "bo", team: "blue"), tally: try tally(3, 4)),
            (node: FeedbackNode(.agent, "cia", team: "blue"), tally: try tally(9, 12)),
        ]
        let whole = (node: blue, tally: agents.reduce(Tally.zero) { $0 + $1.tally })
        let leader = ScoreBoard(whole: whole, parts: agents, viewer: .teamLeader(["blue"]))
        #expect(leader.whole.estimate(.netPromoterScore)?.n == 46)
        #expect(leader.parts.map(\.node.id) == ["anna", "bo", "cia"] && leader.notShown == 0)
        #expect(leader.parts[0].estimate(.netPromoterScore)?.value == 1)
        #expect(leader.parts[1].estimate(.netPromoterScore)?.withheld == .belowCoach(n: 4, needed: 10))
        #expect(leader.parts[2].estimate(.netPromoterScore)?.withheld == .protectsOthers)
        #expect(leader.parts[2].estimate(.resolvedShare)?.withheld == .noAnswers)

        let own = ScoreBoard(whole: whole, parts: agents, viewer: .agent("anna", team: "blue"))
        #expect(own.parts.map(\.node.id) == ["anna"] && own.notShown == 2)
        #expect(own.whole.estimate(.netPromoterScore)?.value != nil)
        let two = ScoreBoard(
            whole: (node: blue, tally: agents[0].tally + agents[2].tally), parts: [agents[0], agents[2]],
            viewer: .agent("anna", team: "blue"))
        #expect(
            two.whole.estimate(.netPromoterScore)?.withheld == .protectsOthers,
            "the team less oneself would be the only colleague")

        let stranger = ScoreBoard(whole: whole, parts: agents, viewer: .customer("acme"))
        #expect(stranger.parts.isEmpty && stranger.whole.estimate(.netPromoterScore)?.withheld == .notAllowed)
        #expect(stranger.whole.estimate(.netPromoterScore)?.n == 0, "not even how many")
    }

    @Test("A state is released only when enough answers came, changed or went at once")
    func release() throws {
        let old = try tally(9, 20)
        #expect(ScoreRelease.next(after: nil, current: old) == old)
        #expect(ScoreRelease.next(after: old, current: old + (try tally(0, 1))) == old)
        #expect(ScoreRelease.next(after: old, current: old + (try tally(0, 4))) == old)
        let more = old + (try tally(0, 5))
        #expect(ScoreRelease.next(after: old, current: more) == more)
        let fewer = old - (try tally(9, 5))
        #expect(ScoreRelease.next(after: old, current: fewer) == fewer)
        let edited = old - (try tally(9, 3)) + (try tally(1, 3))
        #expect(ScoreRelease.next(after: old, current: edited) == old, "three changed answers are three, not six")
    }
}
