import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("The ledger of answers")
struct AnswerLedgerTests {
    private static func event(
        _ random: inout SeededGenerator, invitation number: Int, revision: UInt32
    ) throws -> LedgerAnswer {
        // The path and day of an invitation are the same in every state.
        var own = SeededGenerator(seed: UInt64(number) &* 77)
        let node = NodePath(
            agent: own.chance(4, in: 5) ? AgentID(stringLiteral: "a\(own.integer(in: 0...5))") : nil,
            team: TeamID(stringLiteral: "t\(own.integer(in: 0...2))"), unit: "u",
            channel: own.pick(["mail", "phone"]) ?? "mail", topic: own.pick([nil, "billing"]) ?? nil,
            person: PersonID(stringLiteral: "p\(number % 11)"), organization: own.pick([nil, "acme", "oy"]) ?? nil,
            audience: own.pick([nil, .buyer, .user]) ?? nil)
        return try LedgerAnswer(
            InvitationID(stringLiteral: "i\(number)"), revision: revision,
            at: Samples.start + .minutes(random.integer(in: 0...3)),
            scores: random.chance(1, in: 5) ? nil : TallyTableTests.scores(&random),
            isComplete: random.chance(1, in: 2), node: node, day: 20_500 + own.integer(in: 0...3),
            lag: random.pick([nil, .minutes(5), .days(2)]) ?? nil)
    }

    private static func events(_ random: inout SeededGenerator, count: Int) throws -> [LedgerAnswer] {
        try (0..<count).map { _ in
            let (number, revision) = (random.integer(in: 0...30), random.integer(in: 1...4) as UInt32)
            return try event(&random, invitation: number, revision: revision)
        }
    }

    @Test("Shuffled, repeated, split over ledgers and merged: the digest is the same to the bit", arguments: 0..<12)
    func order(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let events = try Self.events(&random, count: 150)
        var straight = AnswerLedger()
        for event in events { straight.apply(event) }
        var mixed = events + events.prefix(40)
        random.shuffle(&mixed)
        var shuffled = AnswerLedger()
        for event in mixed { shuffled.apply(event) }
        #expect(shuffled.digest() == straight.digest(), "seed \(seed)")
        #expect(shuffled == straight)

        var parts = (0..<4).map { _ in AnswerLedger() }
        for event in mixed { parts[random.integer(in: 0...3)].apply(event) }
        random.shuffle(&parts)
        var merged = AnswerLedger()
        for part in parts { try merged.merge(part) }
        #expect(merged.digest() == straight.digest(), "seed \(seed)")
        let level = TallyRow.Level.team
        for node in straight.nodes(of: level) {
            let tallies = [straight, shuffled, merged].map { $0.tally(level, node, days: 20_000..<21_000) }
            #expect(Set(tallies).count == 1, "seed \(seed)")
            // The same integers give the same bits of an estimate.
            let bits = tallies.map { $0.netPromoterScore(gate: .open).low.bitPattern }
            #expect(Set(bits).count == 1, "seed \(seed)")
        }
        #expect(straight.audit().isEmpty && merged.audit().isEmpty, "seed \(seed)")
    }

    @Test("The counts of every level are those of the states that stand", arguments: 0..<6)
    func counts(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let events = try Self.events(&random, count: 200)
        var ledger = AnswerLedger()
        for event in events { ledger.apply(event) }
        // Independent of the ledger: the last state of each response by revision and time, counted the plain way.
        for level in TallyRow.Level.allCases {
            for node in ledger.nodes(of: level) {
                var expected = Tally.zero
                for number in 0...30 {
                    guard let state = ledger[InvitationID(stringLiteral: "i\(number)")] else { continue }
                    let best = events.filter { $0.invitation == state.invitation }.map(\.revision).max()
                    #expect(state.revision == best)
                    guard let scores = state.scores,
                        try TallyRow.rows(for: state.node, day: state.day).contains(where: {
                            $0.level == level && $0.node == node
                        })
                    else { continue }
                    expected +=
                        Tally(scores)
                        + (try Tally(complete: state.isComplete ? 1 : 0, partial: state.isComplete ? 0 : 1))
                }
                let counted = ledger.tally(level, node, days: 20_500..<20_504)
                #expect(counted.recommend == expected.recommend, "seed \(seed) \(level) \(node)")
                #expect(counted.service == expected.service && counted.effort == expected.effort)
                #expect(counted.answered == expected.answered && counted.complete == expected.complete)
                #expect(counted == ledger.tally(level, node, days: -700_000..<2_000_000), "long ranges agree")
            }
        }
    }

    @Test("All withdrawn is zero everywhere", arguments: 0..<4)
    func withdrawAll(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var ledger = AnswerLedger()
        for event in try Self.events(&random, count: 100) { ledger.apply(event) }
        for number in 0...30 {
            guard let held = ledger[InvitationID(stringLiteral: "i\(number)")] else { continue }
            let gone = try LedgerAnswer(
                held.invitation, revision: 9, at: held.at, scores: nil, node: held.node, day: held.day)
            #expect(ledger.apply(gone) == .withdrawn)
            #expect(ledger.apply(gone) == .repeated)
            #expect(ledger.apply(held) == .superseded(by: 9), "an older state changes nothing")
        }
        for level in TallyRow.Level.allCases {
            for node in ledger.nodes(of: level) {
                #expect(ledger.tally(level, node, days: 20_000..<21_000) == .zero, "seed \(seed)")
            }
        }
        #expect(ledger.audit().isEmpty)
    }

    @Test("Invitations count once, undeliverable once, and belong to one place")
    func invitations() throws {
        var (one, two) = (AnswerLedger(), AnswerLedger())
        try one.invite("i1", node: Samples.node, day: 20_500)
        try one.invite("i1", node: Samples.node, day: 20_500)
        try two.invite("i1", node: Samples.node, day: 20_500, isUndeliverable: true)
        try two.invite("i2", node: Samples.node, day: 20_500)
        var other = two
        try one.merge(two)
        try other.merge(one)
        #expect(one.digest() == other.digest())
        let tally = one.tally(.desk, "desk", days: 20_500..<20_501)
        #expect(tally.invited == 2 && tally.undeliverable == 1)
        #expect(Samples.refusal { try one.invite("i1", node: Samples.node, day: 20_501) }?.code == .duplicateName)
        var elsewhere = AnswerLedger()
        try elsewhere.invite("i2", node: NodePath(channel: "mail"), day: 20_500)
        try elsewhere.invite("i3", node: NodePath(channel: "mail"), day: 20_500)
        let before = one.digest()
        #expect(Samples.refusal { try one.merge(elsewhere) }?.code == .duplicateName)
        #expect(one.digest() == before, "nothing half-happens")
    }

    @Test("A closed period stays as reported; late answers restate it and the difference is shown")
    func restated() throws {
        var random = SeededGenerator(seed: 3)
        var ledger = AnswerLedger()
        for event in try Self.events(&random, count: 100) { ledger.apply(event) }
        let report = try ledger.report(days: 20_500..<20_502, closedAt: Samples.start + .days(1))
        let same = ledger.restatement(of: report, .desk, "desk")
        #expect(!same.isChanged && same.difference == .zero)
        let late = try LedgerAnswer(
            "late", revision: 1, at: Samples.start + .days(3), scores: ScoreSet(recommend: 0), isComplete: true,
            node: Samples.node, day: 20_501)
        ledger.apply(late)
        let changed = ledger.restatement(of: report, .desk, "desk")
        #expect(changed.isChanged)
        #expect(changed.difference == Tally(ScoreSet(recommend: 0)) + (try Tally(complete: 1)))
        #expect(changed.asReported == same.asReported)
        #expect(changed.sentence(in: .english).hasPrefix("As reported: Net promoter score"))
        #expect(changed.sentence(in: .finnish).hasPrefix("Raportoitu: Nettosuositteluindeksi"))
        // Another day's answers do not touch it.
        ledger.apply(
            try LedgerAnswer(
                "other", revision: 1, at: Samples.start, scores: ScoreSet(recommend: 0), node: Samples.node,
                day: 20_502))
        #expect(ledger.restatement(of: report, .desk, "desk") == changed)
    }

    @Test("Bad states are refused")
    func refusals() {
        #expect(
            Samples.refusal {
                _ = try LedgerAnswer(
                    "i", revision: 0, at: Samples.start, scores: nil, node: Samples.node, day: 1)
            }?.place == .field("revision"))
        #expect(
            Samples.refusal {
                _ = try LedgerAnswer(
                    "i", revision: 1, at: Samples.start, scores: ScoreSet(recommend: 11), node: Samples.node, day: 1)
            }?.place.description == "scores.recommend")
        #expect(
            Samples.refusal {
                _ = try LedgerAnswer(
                    "i", revision: 1, at: Samples.start, scores: nil, node: Samples.node, day: .max)
            }?.code == .outOfRange)
    }

    @Test("A state comes back from its bytes")
    func coding() throws {
        var random = SeededGenerator(seed: 8)
        for number in 0..<20 {
            let event = try Self.event(&random, invitation: number, revision: 2)
            #expect(try RecordDecoder().decode(LedgerAnswer.self, from: RecordEncoder().encode(event)) == event)
        }
    }
}

@Suite("Organisation and attribution")
struct OrganizationHistoryTests {
    @Test("Who moves keeps the history in the old team")
    func moves() throws {
        let history = try OrganizationHistory(
            agents: [
                .init("anna", in: "blue", from: 100), .init("anna", in: "red", from: 200),
                .init("anna", in: nil, from: 300), .init("bo", in: "red", from: 0),
            ], teams: [.init("blue", in: "north", from: 0), .init("blue", in: "south", from: 250)])
        #expect(history.team(of: "anna", on: 99) == nil)
        #expect(history.team(of: "anna", on: 100) == "blue" && history.team(of: "anna", on: 199) == "blue")
        #expect(history.team(of: "anna", on: 200) == "red" && history.team(of: "anna", on: 300) == nil)
        #expect(history.team(of: "nobody", on: 100) == nil)
        #expect(history.unit(of: "blue", on: 249) == "north" && history.unit(of: "blue", on: 250) == "south")
        #expect(history.unit(of: "red", on: 250) == nil)
        #expect(history.members(of: "red", on: 250) == ["anna", "bo"])

        var ledger = AnswerLedger()
        for (number, day) in [150, 150, 250].enumerated() {
            ledger.apply(
                try LedgerAnswer(
                    InvitationID(stringLiteral: "i\(number)"), revision: 1, at: Samples.start,
                    scores: ScoreSet(recommend: 9),
                    node: NodePath(agent: "anna", team: history.team(of: "anna", on: day), channel: "mail"), day: day))
        }
        let days = 0..<1_000
        let n = { (team: TeamID, view: TeamView) in
            ledger.tally(of: team, days: days, view: view, in: history).netPromoterCounts.n
        }
        #expect(n("blue", .asItWas) == 2 && n("red", .asItWas) == 1)
        #expect(n("blue", .membersOn(day: 250)) == 0 && n("red", .membersOn(day: 250)) == 3)
        #expect(ledger.tally(.agent, "anna", days: days).netPromoterCounts.n == 3)
    }

    @Test("Histories with two teams at once are refused")
    func refusals() {
        #expect(
            Samples.refusal {
                _ = try OrganizationHistory(agents: [.init("a", in: "x", from: 1), .init("a", in: "y", from: 1)])
            }?.code == .duplicateName)
        #expect(
            Samples.refusal { _ = try OrganizationHistory(agents: [.init("a", in: "x", from: .max)]) }?.place
                .description
                == "agents[0]")
        #expect(
            Samples.decodingError(OrganizationHistory.self, #"{"agents": [], "team": []}"#)?.contains("not known")
                == true)
    }

    @Test("A contact that was handed over counts for no agent unless the rule names one")
    func attribution() {
        let stretches: [Attribution.Stretch] = [
            .init("anna", in: "blue", for: .minutes(5)), .init("bo", in: "red", for: .minutes(4)),
            .init("anna", in: "blue", for: .minutes(1)), .init("cia", in: "red", for: .minutes(6)),
        ]
        #expect(Attribution(stretches).agent == nil && Attribution(stretches).team == "red")
        #expect(Attribution(stretches, rule: .lastHandler).agent == "cia")
        #expect(Attribution(stretches, rule: .firstHandler).agent == "anna")
        #expect(Attribution(stretches, rule: .longestHandler).agent == "cia", "of equals the later one")
        #expect(Attribution(Array(stretches.prefix(3)), rule: .longestHandler).agent == "anna")
        #expect(Attribution(Array(stretches.prefix(1))).agent == "anna")
        #expect(Attribution([]).agent == nil && Attribution([]).handlers == 0)
        #expect(
            Attribution(stretches).sentence(in: .english)
                == "Handled by 3 people: it counts for the team and for nobody in it.")
    }
}
