import DeskFeedback
import DeskPrimitives
import Testing

@Suite("The decision to ask")
struct SurveyPlanTests {
    let key = KeyedDigest(secret: Array("secret".utf8))

    func circumstances() -> SurveyCircumstances {
        SurveyCircumstances(
            person: "p", case: "case-1", channel: "sms", channelCanSend: true, humanTouched: true, autoClosed: false,
            topic: "billing", at: Samples.start, localMinuteOfDay: 12 * 60)
    }

    @Test("With nothing against it the survey is sent now and can be answered for two weeks")
    func invited() throws {
        let decision = try SurveyPlan(survey: "s").decide(circumstances(), samplingKey: key)
        #expect(decision.outcome == .invite(at: Samples.start))
        #expect(decision.inviteAt == Samples.start)
        #expect(decision.reason == nil)
        #expect(decision.expires == Samples.start + .days(14))
        #expect(decision.sentence(in: .english) == "The survey is sent now.")
        #expect(decision.sentence(in: .finnish) == "Kysely lähetetään nyt.")
    }

    @Test("Every rule has its reason, and the first in order decides")
    func order() throws {
        let plan = try SurveyPlan(
            survey: "s", samplePerMille: 0, channels: ["mail"], requireConsent: true, excludedTopics: ["billing"])
        var now = circumstances()
        now.consentGiven = false
        now.humanTouched = false
        now.autoClosed = true
        now.channelCanSend = false
        now.lastInvitedAt = Samples.start - .days(29)
        var reasons: [SurveyDecision.Reason] = []
        let repairs: [(inout SurveyCircumstances) -> Void] = [
            { $0.consentGiven = nil }, { $0.consentGiven = true }, { $0.humanTouched = true },
            { $0.autoClosed = false },
            { $0.topic = "outage" }, { $0.channel = "mail" }, { $0.channelCanSend = true }, { $0.lastInvitedAt = nil },
        ]
        for repair in repairs {
            let decision = plan.decide(now, samplingKey: key)
            reasons.append(try #require(decision.reason))
            #expect(decision.expires == nil && decision.inviteAt == nil)
            repair(&now)
        }
        reasons.append(try #require(plan.decide(now, samplingKey: key).reason))
        #expect(
            reasons == [
                .optedOut, .noConsent, .noHumanTouch, .autoClosed, .topicExcluded("billing"), .channelNotListed("sms"),
                .channelCannotSend("mail"), .coolingDown(until: Samples.start + .days(1)),
                .notSampled(draw: 580, samplePerMille: 0),
            ])
        for reason in reasons {
            #expect(reason.sentence(in: .english).hasPrefix("No survey: "))
            #expect(reason.sentence(in: .finnish).hasPrefix("Ei kyselyä: "))
        }
    }

    @Test("Rules that are switched off do not decide")
    func switchedOff() throws {
        let plan = try SurveyPlan(survey: "s", requireHumanTouch: false, skipAutoClosed: false)
        var now = circumstances()
        now.humanTouched = false
        now.autoClosed = true
        now.topic = nil
        #expect(plan.decide(now, samplingKey: key).inviteAt != nil)
    }

    @Test("The cool-down ends on the microsecond", arguments: [(0, true), (-1, false), (1, true)])
    func coolDown(microseconds: Int64, invited: Bool) throws {
        var now = circumstances()
        now.lastInvitedAt = now.at - .days(30) - TimeSpan(microseconds: microseconds)
        #expect((try SurveyPlan(survey: "s").decide(now, samplingKey: key).inviteAt != nil) == invited)
        #expect(try SurveyPlan(survey: "s", cooldown: .zero).decide(now, samplingKey: key).inviteAt != nil)
    }

    @Test("Extreme times and spans trap nothing")
    func extremes() throws {
        let longest = TimeSpan(microseconds: .max)
        let plan = try SurveyPlan(survey: "s", cooldown: longest, expiresAfter: longest)
        var now = circumstances()
        now.at = .latest
        now.localMinuteOfDay = .max
        let decision = plan.decide(now, samplingKey: key)
        #expect(decision.expires == .latest)
        now.at = .latest - .seconds(1)
        now.lastInvitedAt = .earliest
        now.localMinuteOfDay = .min
        #expect(plan.decide(now, samplingKey: key).reason == .coolingDown(until: .latest))
    }

    @Test("The draw depends on survey, case and secret alone")
    func draw() throws {
        let half = try SurveyPlan(survey: "s", samplePerMille: 500)
        var invited = 0
        for number in 0..<4_000 {
            var now = circumstances()
            now.case = try CaseID("case-\(number)")
            let decision = half.decide(now, samplingKey: key)
            now.at = now.at + .hours(1)
            now.person = "somebody-else"
            #expect((half.decide(now, samplingKey: key).inviteAt != nil) == (decision.inviteAt != nil))
            if decision.inviteAt != nil { invited += 1 }
        }
        // 2000 ± 4 standard deviations of a fair draw.
        #expect((1_873...2_127).contains(invited))
        let other = KeyedDigest(secret: [9])
        let flipped = try (0..<200).filter { number in
            var now = circumstances()
            now.case = try CaseID("case-\(number)")
            return (half.decide(now, samplingKey: key).inviteAt == nil)
                != (half.decide(now, samplingKey: other).inviteAt == nil)
        }
        #expect((60...140).contains(flipped.count))
    }

    @Test(
        "Quiet hours postpone to their end and never refuse",
        arguments: [
            (20 * 60 + 59, 0), (21 * 60, 11 * 60), (23 * 60 + 59, 8 * 60 + 1), (0, 8 * 60), (7 * 60 + 59, 1),
            (8 * 60, 0),
            (-60, 9 * 60), (1_440 + 21 * 60, 11 * 60),
        ])
    func quietHours(minuteOfDay: Int, wait: Int) throws {
        #expect(QuietHours.night.minutesToWait(at: minuteOfDay) == wait)
        var now = circumstances()
        now.localMinuteOfDay = minuteOfDay
        let decision = try SurveyPlan(survey: "s").decide(now, samplingKey: key)
        #expect(decision.inviteAt == now.at + .minutes(Int64(wait)))
    }

    @Test("A postponed invitation goes out on the full minute and keeps its whole time")
    func postponed() throws {
        var now = circumstances()
        now.at = Samples.start + .seconds(17)
        now.localMinuteOfDay = 22 * 60
        let decision = try SurveyPlan(survey: "s").decide(now, samplingKey: key)
        #expect(decision.inviteAt == Samples.start + .hours(10))
        #expect(decision.expires == Samples.start + .hours(10) + .days(14))
        #expect(
            decision.sentence(in: .english) == "The survey is sent in 9 h 59 min, when the quiet hours are over.")
        #expect(
            decision.sentence(in: .finnish) == "Kysely lähetetään 9 h 59 min kuluttua, kun hiljainen aika on ohi.")
    }

    @Test("Quiet hours inside one day, and none at all")
    func otherQuietHours() throws {
        let siesta = try QuietHours(from: "12:00", until: "13:30")
        #expect([719, 720, 809, 810].map { siesta.minutesToWait(at: $0) } == [0, 90, 1, 0])
        #expect((0..<1_440).allSatisfy { QuietHours.none.minutesToWait(at: $0) == 0 })
        #expect(try QuietHours(from: "09:00", until: "09:00").minutesToWait(at: 540) == 0)
        #expect(siesta.from == "12:00" && siesta.until == "13:30")
    }

    @Test("A plan in a document; what is left out has its usual value")
    func document() throws {
        #expect(try Samples.decode(SurveyPlan.self, #"{"survey": "s"}"#) == SurveyPlan(survey: "s"))
        let plan = try Samples.decode(
            SurveyPlan.self,
            """
            {"survey": "s", "cooldown": "P90D", "samplePerMille": 250, "channels": ["sms"], "requireHumanTouch": false,
             "skipAutoClosed": false, "requireConsent": true, "quietFrom": "20:00", "quietUntil": "09:30",
             "expiresAfter": "P7D", "excludedTopics": ["outage"]}
            """)
        #expect(
            try plan
                == SurveyPlan(
                    survey: "s", cooldown: .days(90), samplePerMille: 250, channels: ["sms"], requireHumanTouch: false,
                    skipAutoClosed: false, requireConsent: true, quietHours: QuietHours(from: "20:00", until: "09:30"),
                    expiresAfter: .days(7), excludedTopics: ["outage"]))
        #expect(try Samples.decode(SurveyPlan.self, Samples.json(plan)) == plan)
    }

    @Test(
        "Mistakes in a plan are named with their place",
        arguments: [
            (#"{"survey": "s", "samplePerMille": 1001}"#, "samplePerMille: the share lies in 0 … 1000"),
            (#"{"survey": "s", "samplePerMille": -1}"#, "samplePerMille: the share lies in 0 … 1000"),
            (#"{"survey": "s", "cooldown": "-PT1S"}"#, "cooldown: the cool-down is negative"),
            (#"{"survey": "s", "cooldown": "P1M"}"#, "cooldown: expected an ISO 8601 duration such as PT8H or PT30M"),
            (#"{"survey": "s", "expiresAfter": "PT0S"}"#, "expiresAfter: an invitation needs time to be answered"),
            (#"{"survey": "s", "quietFrom": "9:00"}"#, "quietFrom: expected a time such as 21:00"),
            (#"{"survey": "s", "quietUntil": "24:00"}"#, "quietUntil: expected a time such as 08:00"),
            (#"{"survey": "s", "quietUntil": "08:60"}"#, "quietUntil: expected a time such as 08:00"),
        ])
    func badDocuments(json: String, error: String) {
        #expect(Samples.decodingError(SurveyPlan.self, json) == error)
    }
}
