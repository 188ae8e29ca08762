import DeskFeedback
import DeskPrimitives
import DeskSchedules
import DeskTestKit
import Testing

@Suite("The decision to ask, all rules")
struct SurveyDecisionTests {
    let key = KeyedDigest(secret: Array("secret".utf8))

    func circumstances() -> SurveyCircumstances {
        SurveyCircumstances(
            person: "p", case: "case-1", channel: "sms", channelCanSend: true, humanTouched: true, autoClosed: false,
            topic: "billing", at: Samples.start, localMinuteOfDay: 12 * 60)
    }

    @Test("Not settled, asked already, held back, recovery going on, quota, window: each has its reason")
    func reasons() throws {
        let plan = try SurveyPlan(
            survey: "s", quotas: [SurveyQuota(limit: 3), SurveyQuota(limit: 9, level: .agent, days: 7)])
        let changes: [((inout SurveyCircumstances) -> Void, SurveyDecision.Reason?)] = [
            ({ $0.isSettled = false }, .notSettled), ({ $0.lastAskedEpisode = 0 }, .alreadyAsked),
            ({ ($0.lastAskedEpisode, $0.episode) = (0, 1) }, nil), ({ $0.isHeldBack = true }, .heldBack),
            ({ $0.recoveryIsOpen = true }, .recoveryOpen), ({ $0.quotaUse = [2, 8] }, nil),
            ({ $0.quotaUse = [3, 0] }, .quotaReached(limit: 3, days: 1)),
            ({ $0.quotaUse = [0, 12] }, .quotaReached(limit: 9, days: 7)), ({ $0.quotaUse = [] }, nil),
            ({ $0.channelWindowCloses = Samples.start }, .windowCloses("sms", at: Samples.start)),
            ({ $0.channelWindowCloses = Samples.start + .seconds(1) }, nil),
            (
                {
                    $0.localMinuteOfDay = 22 * 60
                    $0.channelWindowCloses = Samples.start + .hours(9)
                }, .windowCloses("sms", at: Samples.start + .hours(9))
            ),
        ]
        for (change, reason) in changes {
            var now = circumstances()
            change(&now)
            let decision = plan.decide(now, samplingKey: key)
            #expect(decision.reason == reason)
            guard let reason else { continue }
            #expect(reason.sentence(in: .english).hasPrefix("No survey: "))
            #expect(reason.sentence(in: .finnish).hasPrefix("Ei kyselyä: "))
            let bytes = try RecordEncoder().encode(reason)
            #expect(try RecordDecoder().decode(SurveyDecision.Reason.self, from: bytes) == reason)
        }
        #expect(
            try SurveyPlan(survey: "s", quotas: [SurveyQuota(limit: 0)]).decide(circumstances(), samplingKey: key)
                .reason
                == .quotaReached(limit: 0, days: 1))
    }

    @Test("Once a case, when a plan says so, is once a case however often it is opened again")
    func oncePerCase() throws {
        var now = circumstances()
        (now.lastAskedEpisode, now.episode) = (0, 3)
        #expect(try SurveyPlan(survey: "s").decide(now, samplingKey: key).inviteAt != nil)
        #expect(
            try SurveyPlan(survey: "s", againPerEpisode: false).decide(now, samplingKey: key).reason == .alreadyAsked)
    }

    @Test("An episode has a draw of its own")
    func drawOfEpisode() throws {
        let half = try SurveyPlan(survey: "s", samplePerMille: 500)
        let invited = (0..<400).count { episode in
            var now = circumstances()
            now.episode = episode
            return half.decide(now, samplingKey: key).inviteAt != nil
        }
        // 200 ± 4 standard deviations of a fair draw.
        #expect((160...240).contains(invited))
    }

    @Test(
        "Quiet hours end when the clocks of the zone show so, also in the nights of a clock change",
        arguments: [
            // Winter time begins on 25 October 2026 at 04:00 local, summer time on 29 March at 03:00.
            ("2026-10-24T20:30:00Z", "2026-10-25T06:00:00Z"), ("2026-03-28T21:30:00Z", "2026-03-29T05:00:00Z"),
            ("2026-03-02T20:30:00Z", "2026-03-03T06:00:00Z"), ("2026-03-02T23:30:00Z", "2026-03-03T06:00:00Z"),
            ("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z"), ("2026-03-02T19:00:00Z", "2026-03-03T06:00:00Z"),
            ("2026-03-02T06:00:00Z", "2026-03-02T06:00:00Z"),
        ])
    func clockChange(at: String, sent: String) throws {
        let zone = try ZoneRules.named("Europe/Helsinki")
        var now = circumstances()
        now.at = try #require(Instant(at))
        let decision = try SurveyPlan(survey: "s").decide(now, samplingKey: key, zone: zone)
        #expect(decision.inviteAt == Instant(sent))
    }

    @Test("Somebody is asked exactly when no rule says no, by an independent table of rules")
    func property() throws {
        let plan = try SurveyPlan(
            survey: "s", samplePerMille: 700, channels: ["sms", "mail"], requireConsent: true,
            excludedTopics: ["outage"],
            quotas: [SurveyQuota(limit: 2)])
        for seed in 0..<UInt64(cases(1_000)) {
            var generator = SeededGenerator(seed: seed)
            var now = circumstances()
            now.case = try CaseID("case-\(seed)")
            now.consentGiven = generator.pick([true, true, true, false, nil]) ?? nil
            now.channel = generator.pick(["sms", "mail", "chat"]) ?? "sms"
            now.channelCanSend = generator.chance(9, in: 10)
            now.humanTouched = generator.chance(9, in: 10)
            now.autoClosed = generator.chance(1, in: 10)
            now.isSettled = generator.chance(9, in: 10)
            now.topic = generator.pick(["billing", "outage", nil]) ?? nil
            now.lastInvitedAt = generator.chance(1, in: 4) ? now.at - .days(generator.integer(in: 0...60)) : nil
            now.isHeldBack = generator.chance(1, in: 10)
            now.recoveryIsOpen = generator.chance(1, in: 10)
            now.quotaUse = [generator.integer(in: 0...3)]
            let drawn = try SurveyPlan(survey: "s", samplePerMille: 700)
            var bare = circumstances()
            bare.case = now.case
            let isSampled = drawn.decide(bare, samplingKey: key).inviteAt != nil
            let isAsked =
                now.consentGiven == true && now.channel != "chat" && now.channelCanSend && now.humanTouched
                && !now.autoClosed && now.isSettled && now.topic != "outage" && !now.isHeldBack && !now.recoveryIsOpen
                && (now.lastInvitedAt.map { now.at - $0 >= .days(30) } ?? true) && now.quotaUse[0] < 2 && isSampled
            let decision = plan.decide(now, samplingKey: key)
            #expect((decision.inviteAt != nil) == isAsked, "seed \(seed)")
            #expect((decision.reason == nil) == isAsked, "seed \(seed)")
        }
    }

    @Test("Quotas, bursts and channels of a plan in a document, and what is wrong with them")
    func documents() throws {
        let plan = try Samples.decode(
            SurveyPlan.self,
            """
            {"survey": "s", "quotas": [{"limit": 5}, {"limit": 9, "level": "agent", "days": 7}], "againPerEpisode": false,
             "byMessage": ["sms"], "burst": {"count": 4, "within": "PT30S"}}
            """)
        #expect(
            try plan
                == SurveyPlan(
                    survey: "s", quotas: [SurveyQuota(limit: 5), SurveyQuota(limit: 9, level: .agent, days: 7)],
                    againPerEpisode: false, byMessage: ["sms"], burst: SurveyBurst(count: 4, within: .seconds(30))))
        #expect(try Samples.decode(SurveyPlan.self, Samples.json(plan)) == plan)
        for (json, error) in [
            (#"{"survey": "s", "quotas": [{"limit": -1}]}"#, "quotas.Index 0.limit: the limit is negative"),
            (#"{"survey": "s", "quotas": [{"limit": 1, "days": 0}]}"#, "quotas.Index 0.days: days lie in 1 … 366"),
            (#"{"survey": "s", "burst": {"count": 1, "within": "PT1S"}}"#, "burst.count: a burst has 2 to 64 answers"),
        ] {
            #expect(Samples.decodingError(SurveyPlan.self, json) == error)
        }
    }

    @Test("Reasons and texts of a survey in a document, and what is wrong with them")
    func surveyDocument() throws {
        let head =
            #"{"id": "s", "questions": [{"id": "a", "role": "service", "text": {"fi": "?"}}], "invitation": {"fi": "{link}"}"#
        let survey = try Samples.decode(
            Survey.self,
            head
                + #", "reasons": [{"id": "w", "text": {"fi": "Odotus"}, "concerns": "speed"}], "texts": {"thanks": {"fi": "Kiitti!"}}}"#
        )
        #expect(survey.reasons.map(\.id) == ["w"] && survey.texts.text(.thanks, in: .finnish) == "Kiitti!")
        #expect(survey.texts.text(.optedOut, in: .english).hasPrefix("Thank you for telling us."))
        #expect(try Samples.decode(Survey.self, Samples.json(survey)) == survey)
        for (tail, error) in [
            (
                #", "reasons": [{"id": "w", "text": {"fi": "a"}, "concerns": "agent"}, {"id": "w", "text": {"fi": "b"}, "concerns": "agent"}]}"#,
                "reasons.Index 1.id: two reasons have the id w"
            ),
            (#", "texts": {"opening": {"fi": "Hei"}}}"#, "texts.opening.fi: the text has no {question}"),
            (#", "texts": {"thanks": {"fi": "Hei {name}"}}}"#, "texts.thanks.fi: the text knows {case} only"),
            (
                #", "texts": {"thank": {"fi": "Hei"}}}"#,
                "texts.thank: “thank” is not known here; did you mean “thanks”?"
            ),
        ] {
            #expect(Samples.decodingError(Survey.self, head + tail) == error)
        }
        for use in SurveyTexts.Use.allCases {
            let text = SurveyTexts.standard[use]
            #expect(text.texts.keys.sorted() == [.english, .finnish] && text.texts[.english] != text.texts[.finnish])
        }
    }

    @Test("Records that were written before forms, reasons and dialogues were kept are still read")
    func oldRecords() throws {
        struct OldInvitation: Codable {
            var id = "i", survey = "s", `case` = "c", person = "p", channel = "sms"
            var node = NodePath(channel: "sms")
            var day = 20_514
            var decidedAt = Samples.start, sendAt = Samples.start, expires = Samples.start
            var tokenKey = ByteKey("k" as InvitationID)
            var state = SurveyInvitation.State.open
        }
        let bytes = try RecordEncoder().encode(OldInvitation())
        let invitation = try RecordDecoder().decode(SurveyInvitation.self, from: bytes)
        #expect(invitation.form == nil && invitation.dialogue == nil && invitation.episode == 0)
        #expect(!invitation.awaitsMessage(at: Samples.start))
        let response = try SurveyResponse(to: Samples.invitation(), survey: Samples.survey(), edit: Samples.edit(1, []))
        #expect(response.reasons == nil)
    }
}
