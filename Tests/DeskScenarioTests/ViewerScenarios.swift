import DeskTestKit
import ServiceDesk
import Testing

/// Who sees what at the desk, over all reads together.
@Suite("E. Who sees which scores") struct ViewerScenarios {
    private let technical = FeedbackNode(.team, "technical", unit: "place")
    private let leader = FeedbackViewer.teamLeader(["technical"])
    private let days = ScoredDesk.days

    private func recommend(_ value: UInt8) -> [SurveyValue] { [SurveyValue("recommend", value)] }

    private static let viewers: [FeedbackViewer] = [
        .director, .teamLeader(["technical"]), .teamLeader(["front", "families"]), .unitLeader(["place"]),
        .unitLeader(["people"]), .agent("veikko", team: "technical"), .agent("aino", team: "front"),
        .topicOwner(["streets"]), .customer("acme"),
    ]

    /// Every board there is.
    private static func reads(_ desk: Desk) throws -> [(FeedbackNode, TallyRow.Level?)] {
        let policy = desk.machine.policy
        var reads: [(FeedbackNode, TallyRow.Level?)] = [.unit, .team, .channel, .topic, .audience, .organization].map {
            (.desk, $0)
        }
        for unit in policy.document.units { reads.append((FeedbackNode(.unit, unit.id.rawValue), nil)) }
        for team in policy.document.teams { reads.append((policy.scoreNode(of: team.id), nil)) }
        for agent in policy.document.agents { reads.append((policy.scoreNode(of: agent.id), nil)) }
        return reads
    }

    @Test("E7 whatever a viewer reads together, no number that is hidden from them can be computed", arguments: 0..<4)
    func noSolvableCell(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed &+ 17)
        let town = try ScoredDesk()
        // Rows as answers leave them, written at once: what is counted how is shown elsewhere.
        var expected: [String: Int] = [:]
        var writes: [RecordWrite] = []
        var rows: [TallyRow.Key: TallyRow] = [:]
        for agent in town.desk.machine.policy.document.agents {
            for (channel, topic) in [("mail", "streets"), ("phone", "waste"), ("mail", "permits")]
                as [(ChannelID, TopicID)]
            where random.chance(1, in: 2) {
                let n: Int = random.integer(in: 0...6)
                let unit = town.desk.machine.policy.document.teams.first { $0.id == agent.team }?.unit
                let path = NodePath(
                    agent: random.chance(5, in: 6) ? agent.id : nil, team: agent.team, unit: unit, channel: channel,
                    topic: topic)
                for key in try TallyRow.rows(for: path, day: 20_520) {
                    var row = rows[key] ?? TallyRow(key: key)
                    for _ in 0..<n { row.tally += Tally(ScoreSet(recommend: UInt8(random.integer(in: 0...10) as Int))) }
                    rows[key] = row
                    expected["\(key.level) \(key.node)", default: 0] += n
                }
            }
        }
        for row in rows.values { writes.append(RecordWrite(put: row, expected: .absent)) }
        _ = try await town.day.store.commit(RecordBatch(writes: writes))

        let families = town.desk.machine.policy.scoreFamilies()
        for viewer in Self.viewers {
            var known: Set<String> = []
            var hidden: Set<String> = []
            for (node, level) in try Self.reads(town.desk) {
                let board = try await town.desk.scores(of: node, by: level, days: days, for: viewer)
                for row in [board.whole] + board.parts {
                    let name = "\(row.node.level) \(row.node.id)"
                    let estimate = try #require(row.estimate(.netPromoterScore))
                    if estimate.value != nil { known.insert(name) } else { hidden.insert(name) }
                    if let value = estimate.value {
                        #expect(estimate.n >= 5 && (estimate.low...estimate.high).contains(value))
                        #expect(row.decision.isAllowed)
                    }
                }
            }
            #expect(known.isDisjoint(with: hidden), "seed \(seed) \(viewer): shown in one read and hidden in another")
            // Whoever subtracts as long as anything can be subtracted learns no agent's and no small number.
            let shown = known
            var grows = true
            while grows {
                grows = false
                for family in families {
                    let name = { (node: FeedbackNode) in "\(node.level) \(node.id)" }
                    let whole = name(family.whole)
                    let parts = family.parts.map(name).filter { expected[$0, default: 0] > 0 }
                    guard !parts.isEmpty else { continue }
                    let rest = expected[whole, default: 0] - parts.reduce(0) { $0 + expected[$1, default: 0] }
                    let unknown = ([whole] + parts).filter { !known.contains($0) }
                    guard rest == 0, unknown.count == 1 else { continue }
                    known.insert(unknown[0])
                    grows = true
                }
            }
            for name in known.subtracting(shown) {
                let n = expected[name, default: 0]
                #expect(n >= 5, "seed \(seed) \(viewer): \(name) with \(n) answers can be computed")
                #expect(!name.hasPrefix("agent"), "seed \(seed) \(viewer): \(name) can be computed")
            }
        }
    }

    @Test("E7 every read of a score takes a viewer and whole periods, and refuses everything else with a reason")
    func everyRead() async throws {
        let town = try ScoredDesk()
        for number in 0..<12 {
            try await town.rated(
                from: "p\(number)@example.com", [SurveyValue("service", 5), SurveyValue("recommend", 9)])
        }
        let desk = town.desk
        let rule = try EfficiencyGuard(margin: 0.05, planned: 20)
        typealias Read = (String, (FeedbackViewer, Range<Int>) async throws -> Void)
        let reads: [Read] = [
            ("tally", { _ = try await desk.tally(of: self.technical, days: $1, for: $0) }),
            ("comparison", { _ = try await desk.comparison(of: "technical", days: $1, for: $0) }),
            ("chart", { _ = try await desk.scoreChart(of: self.technical, periods: [$1], for: $0) }),
            ("change", { _ = try await desk.change(of: self.technical, from: $1, to: $1, for: $0) }),
            ("pair", { _ = try await desk.qualityAndCost(of: "technical", days: $1, for: $0) }),
            ("guard", { _ = try await desk.efficiency(rule, at: self.technical, before: $1, after: $1, for: $0) }),
            ("coaching", { _ = try await desk.coaching(of: "veikko", days: $1, for: $0) }),
            ("members", { _ = try await desk.scores(ofMembersOf: "technical", on: 20_514, days: $1, for: $0) }),
        ]
        for (name, read) in reads {
            for stranger in [FeedbackViewer.customer("acme"), .teamLeader(["front"])] {
                let refusal = await #expect(throws: Refusal.self, "\(name)") { try await read(stranger, days) }
                #expect(refusal?.code == .notAllowed, "\(name)")
            }
            for part in [20_515..<20_544, 20_514..<20_515, 20_514..<20_514] {
                let refusal = await #expect(throws: Refusal.self, "\(name) \(part)") { try await read(leader, part) }
                #expect(refusal?.code == .outOfRange && refusal?.place.description == "days", "\(name) \(part)")
            }
        }
        await #expect(throws: Refusal.self) {
            _ = try await desk.scores(of: self.technical, days: 20_515..<20_544, for: self.leader)
        }
        #expect(try await desk.tally(of: technical, days: days, for: leader).netPromoterCounts.n == 12)
        #expect(try await desk.efficiency(rule, at: technical, before: days, after: days, for: leader).action == .wait)
    }

    @Test("E2 a score says its n, interval and who was asked, in both languages, in the moment the answer arrives")
    func sentences() async throws {
        let town = try ScoredDesk()
        for number in 0..<9 { try await town.rated(from: "p\(number)@example.com", recommend(9)) }
        let last = try await town.settled(from: "last@example.com").token
        let row = { () async throws -> ScoreBoard.Row in
            try await town.desk.scores(of: self.technical, days: self.days, for: self.leader).whole
        }
        let before = try await row()
        #expect(before.asked?.rate.invited == 10 && before.asked?.rate.partial == 9)
        #expect(before.asked?.bounds == 0.8...1, "the one who is silent may be a detractor")
        try await town.desk.perform(.answerSurvey(SurveyReply(token: last, answers: recommend(0))))
        let after = try await row()
        #expect(after.estimate(.netPromoterScore)?.n == 10 && after.estimate(.netPromoterScore)?.value == 0.8)
        #expect(after.asked?.bounds == 0.8...0.8)
        let english = after.sentence(in: .english)
        #expect(english.hasPrefix("Net promoter score: +80 from 10 answers; 95% interval +"))
        #expect(english.contains("10 of 10 answered (100%)."))
        #expect(english.contains("Satisfied with the service: no answers."))
        #expect(english.contains("Too little is known of how long answers take"), "the period goes on")
        #expect(
            after.sentence(in: .finnish).hasPrefix("Nettosuositteluindeksi: +80, 10 vastausta; 95 %:n luottamusväli"))
        let small = try await town.desk.scores(
            of: technical, days: 20_544..<20_574, for: leader
        ).whole.sentence(in: .finnish)
        #expect(small.hasPrefix("Nettosuositteluindeksi: ei vastauksia."))
    }

    @Test("E7 a change has its interval, its mix of contacts, its response rate and its maturity beside it")
    func change() async throws {
        let town = try ScoredDesk()
        for number in 0..<20 { try await town.rated(from: "p\(number)@example.com", recommend(10)) }
        town.day.clock.advance(by: .days(30))
        for number in 0..<20 { try await town.rated(from: "q\(number)@example.com", recommend(number < 15 ? 2 : 10)) }
        let change = { (viewer: FeedbackViewer) async throws -> PeriodChange in
            try await town.desk.change(of: self.technical, from: self.days, to: 20_544..<20_574, for: viewer)
        }
        let early = try await change(leader)
        #expect(early.score.value == -1.5 && early.score.isClear)
        #expect(early.split?.mix == 0, "one kind of contact on both sides")
        #expect(!early.hasOtherRespondents)
        #expect(early.direction == nil, "the later period is not over")
        town.day.clock.advance(by: .days(60))
        #expect(try await change(leader).direction == .down)
        #expect(try await change(leader).sentence(in: .finnish).contains("muutos −150 pistettä"))
        await #expect(throws: Refusal.self) { _ = try await change(.customer("acme")) }
    }

    @Test("E8 who looks every day at a change stops it only when a loss is beyond doubt at every look")
    func dailyLooks() async throws {
        let town = try ScoredDesk()
        for number in 0..<30 {
            try await town.rated(from: "p\(number)@example.com", [SurveyValue("service", number < 24 ? 5 : 2)])
        }
        town.day.clock.advance(by: .days(30))
        let rule = try EfficiencyGuard(margin: 0.05, planned: 400)
        var actions: [EfficiencyGuard.Action] = []
        for number in 0..<20 {
            try await town.rated(from: "q\(number)@example.com", [SurveyValue("service", 1)])
            guard number >= 5 else { continue }
            let decision = try await town.desk.efficiency(
                rule, at: technical, before: days, after: 20_544..<20_574, for: leader)
            let sequence = try #require(decision.sequence, "the planned answers are not in")
            #expect((decision.action == .stop) == (sequence.upperBound < -0.05))
            actions.append(decision.action)
        }
        #expect(actions.first == .wait && actions.last == .stop, "six bad answers are noise, twenty are not")
    }

    @Test("E2 a burst of answers marks the scores it is in, and a score says so")
    func burst() async throws {
        let town = try ScoredDesk { policy in
            policy.surveyPlan = try SurveyPlan(
                survey: "after-case", cooldown: .zero, burst: SurveyBurst(count: 3, within: .minutes(1)))
        }
        var tokens: [String] = []
        for number in 0..<6 { tokens.append(try await town.settled(from: "p\(number)@example.com").token) }
        let row = { () async throws -> ScoreBoard.Row in
            try await town.desk.scores(of: self.technical, days: self.days, for: self.leader).whole
        }
        for token in tokens.prefix(2) {
            try await town.desk.perform(.answerSurvey(SurveyReply(token: token, answers: recommend(9))))
        }
        #expect(try await row().asked?.bursts == 0)
        for token in tokens.dropFirst(2) {
            try await town.desk.perform(.answerSurvey(SurveyReply(token: token, answers: recommend(9))))
        }
        #expect(try await row().asked?.bursts == 1, "one burst, however long")
        #expect(
            try await row().sentence(in: .finnish).contains("Osa vastauksista tuli nopeammin kuin ihmiset vastaavat"))
        // A robot that opens a link with every rating changes one answer many times in a second.
        town.day.clock.advance(by: .hours(1))
        for (revision, value) in (2...7).enumerated() {
            try await town.desk.perform(
                .feedback(
                    .changeAnswers(
                        SurveyReply(token: tokens[0], answers: recommend(UInt8(value))), revision: UInt32(revision + 2))
                ))
        }
        #expect(try await row().asked?.bursts == 2)
        #expect(try await row().estimate(.netPromoterScore)?.n == 6, "nothing is thrown away, nothing counted twice")
        #expect(try await town.desk.auditScores(days: days).differing.isEmpty)
    }
}
