import DeskFeedback
import DeskPrimitives
import DeskSchedules
import DeskTestKit
import Testing

@Suite("Promoters, recognition, coaching and reviews")
struct FollowUpTests {
    // MARK: Promoters and references

    @Test(
        "A promoter is asked once, unless something speaks against it",
        arguments: [
            (10, false, nil, false, PromoterDecision.ask), (9, false, true, false, .ask),
            (8, false, nil, false, .notAsked(.notPromoter(8, from: 9))), (nil, false, nil, false, .notAsked(.noAnswer)),
            (10, true, nil, false, .notAsked(.askedBefore)), (10, false, false, false, .notAsked(.optedOut)),
            (10, false, nil, true, .notAsked(.recoveryOpen)), (11, false, nil, false, .notAsked(.noAnswer)),
        ] as [(UInt8?, Bool, Bool?, Bool, PromoterDecision)])
    func promoter(value: UInt8?, before: Bool, consent: Bool?, recovery: Bool, decision: PromoterDecision) throws {
        let made = try PromoterPlan().decide(
            recommend: value, askedBefore: before, consent: consent, recoveryIsOpen: recovery)
        #expect(made == decision)
        #expect(!made.sentence(in: .finnish).isEmpty && made.sentence(in: .finnish) != made.sentence(in: .english))
    }

    @Test("Public reviews are asked of nobody, everybody or by lot; a document that gates them is refused")
    func noGating() throws {
        let key = KeyedDigest(secret: [7])
        let share = try PromoterPlan(publicReviews: .random(perMille: 250))
        let asked = try (0..<2_000).count { share.asksForReview(survey: "s", case: try CaseID("c\($0)"), key: key) }
        // 500 ± 4 standard deviations.
        #expect((423...577).contains(asked))
        #expect(try !PromoterPlan().asksForReview(survey: "s", case: "c", key: key))
        #expect(try PromoterPlan(publicReviews: .everyone).asksForReview(survey: "s", case: "c", key: key))
        #expect(
            Samples.decodingError(PromoterPlan.self, #"{"publicReviews": "promotersOnly"}"#)
                == "publicReviews: expected nobody, everyone or a share of 1000; never promoters only")
        #expect(
            Samples.decodingError(PromoterPlan.self, #"{"publicReviews": 1001}"#)?.hasPrefix("publicReviews") == true)
        #expect(Samples.decodingError(PromoterPlan.self, #"{"from": 6}"#) == "from: who recommends answers 7 … 10")
        for plan in [share, try PromoterPlan(publicReviews: .everyone), try PromoterPlan(from: 10, asksConsent: false)]
        {
            #expect(try Samples.decode(PromoterPlan.self, Samples.json(plan)) == plan)
        }
    }

    func reference() throws -> CustomerReference {
        try CustomerReference(
            id: "f", person: "p", source: .contact("m"), text: "Mahtavaa palvelua!", askedAt: Samples.start)
    }

    @Test("Words are shown only with consent, only to whom it was given, and are gone when it is withdrawn")
    func consent() throws {
        let asked = try reference()
        #expect(asked.text(for: .marketing) == nil && asked.text(for: .public) == nil)
        #expect(Samples.refusal { _ = try asked.publishing(in: "etusivu", at: Samples.start) }?.code == .notAllowed)
        let narrow = try asked.consenting(to: .marketing, wording: "v1", at: Samples.start)
        #expect(narrow.text(for: .marketing) != nil && narrow.text(for: .public) == nil)
        #expect(Samples.refusal { _ = try narrow.publishing(in: "etusivu", at: Samples.start) }?.code == .notAllowed)
        let wide = try asked.consenting(to: .public, wording: "v1", at: Samples.start)
        let shown = try wide.publishing(in: "etusivu", at: Samples.start)
        #expect(Samples.refusal { _ = try shown.publishing(in: "etusivu", at: Samples.start) }?.code == .duplicateName)
        let withdrawn = try shown.withdrawing(at: Samples.start + .days(1))
        #expect(withdrawn.text(for: .marketing) == nil && withdrawn.published == ["etusivu"])
        #expect(try withdrawn.withdrawing(at: Samples.start + .days(2)) == withdrawn)
        let bytes = try RecordEncoder().encode(withdrawn)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("Mahtavaa"))
        #expect(withdrawn.indexEntries.contains { $0.index == CustomerReference.takeDownIndex })
        let down = try withdrawn.takingDown(from: "etusivu", at: Samples.start + .days(1))
        #expect(down.published.isEmpty && !down.indexEntries.contains { $0.index == CustomerReference.takeDownIndex })
        #expect(Samples.refusal { _ = try down.takingDown(from: "etusivu", at: Samples.start) }?.code == .unknownName)
        #expect(
            Samples.refusal { _ = try withdrawn.consenting(to: .public, wording: "v1", at: Samples.start) }?.code
                == .wrongState)
        #expect(
            Samples.refusal { _ = try asked.consenting(to: .public, wording: "", at: Samples.start) }?.code
                == .malformed)
        #expect(try asked.refusing(at: Samples.start).text(for: .marketing) == nil)
    }

    @Test("In no order of steps are words shown without a consent that stands")
    func referenceWalk() throws {
        for seed in 0..<UInt64(cases(300)) {
            var generator = SeededGenerator(seed: seed)
            var reference = try reference()
            var given: CustomerReference.Scope?
            for _ in 0..<10 {
                switch generator.integer(in: 0...4) {
                case 0:
                    let scope = generator.pick(CustomerReference.Scope.allCases) ?? .public
                    if let next = try? reference.consenting(to: scope, wording: "w", at: Samples.start) {
                        (reference, given) = (next, scope)
                    }
                case 1: reference = (try? reference.refusing(at: Samples.start)) ?? reference
                case 2:
                    reference = try reference.withdrawing(at: Samples.start)
                    given = nil
                case 3: reference = (try? reference.publishing(in: "a", at: Samples.start)) ?? reference
                default: reference = (try? reference.takingDown(from: "a", at: Samples.start)) ?? reference
                }
                #expect((reference.text(for: .public) != nil) == (given == .public), "seed \(seed)")
                #expect((reference.text(for: .marketing) != nil) == (given != nil), "seed \(seed)")
            }
        }
    }

    // MARK: Recognition

    @Test("A very good answer with a reason thanks who handled it; without a reason, or handed over, it thanks nobody")
    func fromCustomer() throws {
        let survey = try Samples.reasonedSurvey()
        let good = try Samples.answered([("service", 5)], reasons: ["kind", "wait"], comment: "Kiitos Anna!")
        let made = try #require(try Recognition(of: good, survey: survey, id: "g"))
        #expect(made.agents == ["anna"] && made.reasons == ["kind"] && made.text == "Kiitos Anna!")
        #expect(made.reasonText(survey, in: .finnish) == "Ystävällinen; Kiitos Anna!")
        #expect(try Recognition(of: Samples.answered([("service", 5)]), survey: survey, id: "g") == nil)
        #expect(try Recognition(of: Samples.answered([("service", 3)], comment: "ok"), survey: survey, id: "g") == nil)
        var node = Samples.node
        node.agent = nil
        #expect(
            try Recognition(of: Samples.answered([("service", 5)], comment: "ok", node: node), survey: survey, id: "g")
                == nil)
        #expect(made.withdrawing(at: Samples.start).text == nil && !made.withdrawing(at: Samples.start).stands)
        #expect(!made.withdrawing(at: Samples.start).indexEntries.contains { $0.index == Recognition.agentIndex })
    }

    @Test("A colleague's thanks needs a reason, is for others, once a case, and so often at most")
    func fromColleague() throws {
        func thanks(
            _ id: RecognitionID, to agents: [AgentID] = ["aino"], text: String? = "Auttoi", case caseID: CaseID? = nil
        ) throws -> Recognition {
            try Recognition(
                id: id, agents: agents, giver: .colleague("onni"), case: caseID, text: text, at: Samples.start)
        }
        #expect(Samples.refusal { _ = try thanks("a", text: " ") }?.place == .field("reason"))
        #expect(Samples.refusal { _ = try thanks("a", to: ["aino", "onni"]) }?.code == .notAllowed)
        #expect(Samples.refusal { _ = try thanks("a", to: []) }?.code == .malformed)
        #expect(try thanks("a", to: ["eero", "aino", "eero"]).agents == ["aino", "eero"])
        let plan = try RecognitionPlan(perColleague: 2, days: 30)
        let given = [try thanks("a", case: "c1"), try thanks("b", case: "c2")]
        #expect(
            Samples.refusal { try plan.check(thanks("c", to: ["aino", "eero"], case: "c1"), given: given) }?.code
                == .duplicateName)
        #expect(Samples.refusal { try plan.check(thanks("c", case: "c3"), given: given) }?.code == .notAllowed)
        try plan.check(thanks("c", case: "c3"), given: [given[0], given[1].withdrawing(at: Samples.start)])
        try plan.check(thanks("b", case: "c2"), given: given)
        #expect(try Samples.decode(RecognitionPlan.self, #"{"perColleague": 2, "days": 30}"#) == plan)
        #expect(
            Samples.decodingError(RecognitionPlan.self, #"{"perColleague": 2, "days": 0}"#)
                == "days: days lie in 1 … 366")
    }

    // MARK: Coaching

    /// Responses of which so many of each give reasons.
    static func tallies(
        _ n: Int, reasons: [FeedbackReasonID: Int], service: UInt8 = 5
    ) throws -> (ReasonTally, Tally) {
        var (reasonTally, tally) = (ReasonTally.zero, Tally.zero)
        for number in 0..<n {
            let given = reasons.keys.sorted().filter { number < reasons[$0] ?? 0 }
            let response = try Samples.answered(
                [("resolved", 1), ("service", service)], reasons: given, id: InvitationID("i\(number)"))
            reasonTally += ReasonTally(response)
            tally += Tally(response)
        }
        return (reasonTally, tally)
    }

    @Test("Hints say what stands out beyond chance: a strength, what to talk about, what is not the agent's to change")
    func hints() throws {
        let survey = try Samples.reasonedSurvey()
        let own = try Self.tallies(60, reasons: ["tone": 30, "kind": 40, "rules": 40, "wait": 6])
        let others = try Self.tallies(200, reasons: ["tone": 10, "kind": 20, "rules": 10, "wait": 20])
        let report = CoachingReport(reasons: own.0, tally: own.1, others: others.0, others.1, survey: survey)
        #expect(report.withheld == nil && report.n == 60)
        #expect(report.hints.map(\.use) == [.strength, .coach, .processOwner])
        #expect(
            report.hints[1].sentence(in: .finnish)
                .hasPrefix("Keskustelun aihe. ”Epäystävällinen”: 50"))
        #expect(report.hints[1].sentence(in: .finnish).hasSuffix("Kuunnelkaa puhelu yhdessä."))
        let same = CoachingReport(reasons: own.0, tally: own.1, others: own.0, own.1, survey: survey)
        #expect(same.hints.isEmpty && same.sentence(in: .english).hasPrefix("No hints: nothing in 60 answers"))
        let few = try Self.tallies(9, reasons: ["tone": 9])
        let withheld = CoachingReport(reasons: few.0, tally: few.1, others: others.0, others.1, survey: survey)
        #expect(withheld.hints.isEmpty && withheld.withheld == .belowCoach(n: 9, needed: 10))
    }

    @Test("Resolved but badly served is a matter for a talk")
    func axes() throws {
        let survey = try Samples.reasonedSurvey()
        let own = try Self.tallies(40, reasons: [:], service: 2)
        let others = try Self.tallies(100, reasons: [:], service: 5)
        let report = CoachingReport(reasons: own.0, tally: own.1, others: others.0, others.1, survey: survey)
        #expect(report.hints.map(\.subject) == [.resolvedButBadService] && report.hints[0].use == .coach)
    }

    @Test("Reason tallies are a group: any order, edits and withdrawals, by counting again")
    func reasonTally() throws {
        for seed in 0..<UInt64(cases(60)) {
            var generator = SeededGenerator(seed: seed)
            var standing: [SurveyResponse] = []
            var deltas: [ReasonTally] = []
            for number in 0..<20 {
                if generator.chance(1, in: 3), let index = standing.indices.randomElement(using: &generator) {
                    let old = standing[index]
                    let edit = SurveyEdit(
                        revision: old.nextRevision, at: Samples.start + .days(1), answers: [],
                        reasons: generator.pick([.withdraw, .set(["rules"]), .set(["tone", "wait"])]) ?? .keep)
                    let new = try old.applying(
                        generator.chance(1, in: 4) ? old.withdrawal(at: Samples.start + .days(2)) : edit)
                    deltas.append(.delta(old: old, new: new))
                    standing[index] = new
                } else {
                    let response = try Samples.answered(
                        [("service", 3)], reasons: generator.pick([["wait"], ["wait", "tone"], []]),
                        id: InvitationID("i\(number)"))
                    deltas.append(.delta(old: nil, new: response))
                    standing.append(response)
                }
            }
            generator.shuffle(&deltas)
            let tally = deltas.reduce(ReasonTally.zero, +)
            #expect(tally.answered == standing.count { $0.isAnswered }, "seed \(seed)")
            for reason in ["wait", "tone", "rules"] as [FeedbackReasonID] {
                let count = standing.count { $0.isAnswered && ($0.reasons ?? []).contains(reason) }
                #expect(tally.count(reason) == count, "seed \(seed)")
            }
            #expect(tally == standing.map { ReasonTally($0) }.reduce(.zero, +), "seed \(seed)")
            #expect(tally - tally == .zero)
            let row = ReasonRow(key: try TallyRow.Key(level: .agent, node: "a", day: 1), tally: tally)
            #expect(try RecordDecoder().decode(ReasonRow.self, from: RecordEncoder().encode(row)) == row)
        }
    }

    // MARK: Reviews

    func review() throws -> FeedbackReview {
        try FeedbackReview(
            item: .contact("m"), channel: "social", topic: nil, arrivedAt: Samples.start, reader: "aino",
            due: Samples.start + .days(7))
    }

    @Test("Feedback is read, decided on, and it is said what came of it")
    func reviewed() throws {
        let unread = try review()
        #expect(unread.owner == "aino" && unread.nextDue == Samples.start + .days(7))
        let due = Samples.start + .days(31)
        let decided = try unread.deciding(
            .correct, note: "Ohje oli väärin", owner: "onni", followUp: due, at: Samples.start + .days(1))
        #expect(decided.owner == "onni" && decided.nextDue == due && decided.readAt == Samples.start + .days(1))
        let done = try decided.ending("Ohje korjattu", at: Samples.start + .days(20))
        #expect(done.outcome == "Ohje korjattu" && done.owner == nil && done.wakeAt == nil)
        #expect(Samples.refusal { _ = try done.ending("x", at: due) }?.code == .wrongState)
        #expect(
            Samples.refusal { _ = try decided.deciding(.coach, note: nil, followUp: due, at: due) }?.code == .wrongState
        )
        #expect(
            Samples.refusal { _ = try unread.deciding(.noAction, note: " ", followUp: due, at: Samples.start) }?.place
                == .field("note"))
        #expect(
            Samples.refusal { _ = try unread.deciding(.coach, note: nil, followUp: Samples.start, at: Samples.start) }?
                .code == .outOfRange)
        let nothing = try unread.deciding(.noAction, note: "Kiitos riittää", followUp: due, at: Samples.start)
        #expect(nothing.state == .done(.noAction, at: Samples.start))
        let late = try unread.sayingOverdue(at: Samples.start + .days(8))
        #expect(
            late.wakeAt == nil && Samples.refusal { _ = try late.sayingOverdue(at: Samples.start + .days(9)) } != nil)
        let summary = ReviewSummary([unread, decided, done, nothing, late], at: Samples.start + .days(40))
        #expect(summary.total == 5 && summary.unread == 2 && summary.unreadLate == 2)
        #expect(summary.waiting == 1 && summary.waitingLate == 1 && summary.done == 2 && summary.readInTime == 3)
        #expect(
            summary.decisions.map(\.decision) == [.noAction, .correct] && summary.decisions.map(\.count) == [1, 2])
        #expect(!summary.sentence(in: .finnish).isEmpty)
        for item in [unread, decided, done, nothing, late] {
            #expect(try RecordDecoder().decode(FeedbackReview.self, from: RecordEncoder().encode(item)) == item)
        }
    }

    @Test("The first rule that matches says who reads; what matches none has a reader, too")
    func readers() throws {
        let zone = try ZoneRules.named("Europe/Helsinki")
        let plan = try Samples.decode(
            ReviewPlan.self,
            """
            {"rules": [{"reader": "aino", "channels": ["social"], "within": "P2D"},
             {"reader": "veikko", "topics": ["streets"], "kinds": ["response"]}], "otherwise": "onni", "at": "09:00"}
            """)
        let at = Samples.start
        func assigned(_ kind: FeedbackReview.Kind, _ channel: ChannelID, _ topic: TopicID?) -> (AgentID, Instant) {
            plan.assignment(of: kind, channel: channel, topic: topic, arrivedAt: at, zone: zone)
        }
        // Monday 2 March 2026, 12:00 in Helsinki; the next round is Monday the 9th at 09:00.
        let round = try #require(Instant("2026-03-09T07:00:00Z"))
        #expect(assigned(.contact, "social", nil) == ("aino", at + .days(2)))
        #expect(assigned(.response, "mail", "streets") == ("veikko", round))
        #expect(assigned(.contact, "mail", "streets") == ("onni", round))
        #expect(assigned(.response, "mail", nil) == ("onni", round))
        #expect(try Samples.decode(ReviewPlan.self, Samples.json(plan)) == plan)
        #expect(
            Samples.decodingError(ReviewPlan.self, #"{"otherwise": "a", "everyDays": 0}"#)
                == "everyDays: days lie in 1 … 366")
    }

    @Test(
        "The next round lies ahead, at the local time, on a day of the cycle, and none lies between",
        arguments: [1, 2, 7, 30])
    func rounds(everyDays: Int) throws {
        let zone = try ZoneRules.named("Europe/Helsinki")
        let time = try LocalTime(hour: 9)
        let plan = try ReviewPlan(otherwise: "a", everyDays: everyDays, at: time)
        for seed in 0..<UInt64(cases(200)) {
            var generator = SeededGenerator(seed: seed)
            let at = Samples.start + .minutes(generator.integer(in: -600_000...600_000))
            let round = plan.nextRound(after: at, zone: zone)
            let reading = zone.wallClock(at: round)
            #expect(round > at && reading.time == time, "seed \(seed)")
            #expect((reading.date.dayNumber - 4) % everyDays == 0, "seed \(seed)")
            #expect(round - at <= .days(Int64(everyDays)) + .hours(1), "seed \(seed)")
        }
    }
}
