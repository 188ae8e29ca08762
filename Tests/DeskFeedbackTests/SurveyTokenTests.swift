import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Tokens and pages")
struct SurveyTokenTests {
    let signer = KeyedTokenSigner(secret: [1, 2, 3])

    func token(
        _ survey: SurveyID = "s", _ caseID: CaseID = "c", _ person: PersonID = "p", _ invitation: InvitationID = "i"
    ) -> SurveyToken {
        SurveyToken(survey: survey, case: caseID, person: person, invitation: invitation, signer: signer)
    }

    @Test("A token is bound to survey, case, person and invitation")
    func bound() throws {
        let tokens = [
            token(), token("s2"), token("s", "c2"), token("s", "c", "p2"), token("s", "c", "p", "i2"), token("sc", "c"),
            token("s", "cp", "p"),
        ]
        #expect(Set(tokens).count == tokens.count)
        for token in tokens { #expect(try SurveyToken(token.text, signer: signer) == token) }
        #expect(token() == token(), "made again it is the same")
    }

    @Test("What was made up is told without looking anything up")
    func forged() {
        let right = token().text
        let other = KeyedTokenSigner(secret: [9])
        for text in ["", "x", right + "0", String(right.dropLast()), String(repeating: "z", count: 32)] {
            #expect(Samples.refusal { _ = try SurveyToken(text, signer: signer) }?.code == .malformed, "\(text)")
        }
        #expect(Samples.refusal { _ = try SurveyToken(right, signer: other) }?.code == .notAllowed)
        for seed in 0..<UInt64(cases(500)) {
            var generator = SeededGenerator(seed: seed)
            var digits = Array(right)
            let place = generator.integer(in: 0...(digits.count - 1))
            let digit = generator.pick(Array("0123456789abcdef".filter { $0 != digits[place] })) ?? "0"
            digits[place] = digit
            #expect(
                Samples.refusal { _ = try SurveyToken(String(digits), signer: signer) }?.code == .notAllowed,
                "seed \(seed)")
        }
    }

    @Test("After a change of the secret tokens made with the old one still open, as long as it is named")
    func rotated() throws {
        let old = token()
        let new = KeyedTokenSigner(secret: [9])
        let both = RotatingTokenSigner(current: new, earlier: [signer])
        #expect(try SurveyToken(old.text, signer: both) == old)
        let made = SurveyToken(survey: "s", case: "c", person: "p", invitation: "i", signer: both)
        #expect(made != old)
        #expect(try SurveyToken(made.text, signer: new) == made)
        let only = RotatingTokenSigner(current: new, earlier: [])
        #expect(Samples.refusal { _ = try SurveyToken(old.text, signer: only) }?.code == .notAllowed)
    }

    @Test("An empty or overlong code is not genuine")
    func codes() {
        let code = signer.code(of: [1])
        #expect(signer.isGenuine(code, of: [1]) && signer.isGenuine(Array(code.prefix(8)), of: [1]))
        #expect(
            !signer.isGenuine([], of: [1]) && !signer.isGenuine(code + [0], of: [1]) && !signer.isGenuine(code, of: [2])
        )
        #expect(code != KeyedDigest(secret: [1, 2, 3]).code([1]), "codes for tokens serve for nothing else")
    }

    @Test("A page shows what can be answered, and making it changes nothing")
    func page() throws {
        let survey = try Samples.reasonedSurvey()
        let invitation = try Samples.dialogueInvitation(survey)
        let page = SurveyPage(invitation, survey: survey, response: nil, language: .finnish, at: Samples.start)
        #expect(page.standing == .answerable(until: invitation.expires))
        #expect(page.questions.map(\.id) == ["resolved", "service", "recommend", "effort"])
        #expect(page.questions[1].instruction == "Vastaa numerolla 1–5, paras on 5.")
        #expect(page.reasons.count == 4 && page.revision == 1)
        let answered = try invitation.answering(at: Samples.start)
        let response = try Samples.answered([("service", 2)])
        let again = SurveyPage(answered, survey: survey, response: response, language: .english, at: Samples.start)
        #expect(again.standing == .answered(changeableUntil: invitation.expires))
        #expect(again.questions.map(\.value) == [nil, 2, nil, nil] && again.revision == 2)
        let over = SurveyPage(answered, survey: survey, response: response, language: .english, at: invitation.expires)
        #expect(over.standing == .over && over.questions.isEmpty)
    }

    @Test("A question that is now asked on another scale is neither shown nor answered; the others are")
    func changedScale() throws {
        let survey = try Samples.reasonedSurvey()
        let invitation = try Samples.dialogueInvitation(survey)
        var questions = survey.questions
        questions[3] = try SurveyQuestion(id: "effort", role: .effort, scale: .effort1to7LowIsGood, text: "?")
        questions.remove(at: 0)
        let changed = try Survey(id: survey.id, questions: questions, invitation: survey.invitation)
        let page = SurveyPage(invitation, survey: changed, response: nil, language: .finnish, at: Samples.start)
        #expect(page.questions.map(\.id) == ["service", "recommend"])
        for (question, value, code) in [
            ("effort", 7, Refusal.Code.wrongState), ("resolved", 1, .wrongState), ("new", 1, .unknownName),
        ] as [(String, UInt8, Refusal.Code)] {
            let refusal = Samples.refusal {
                _ = try SurveyResponse(
                    to: invitation, survey: changed,
                    edit: Samples.edit(1, [.init("service", 5), .init(question, value)]))
            }
            #expect(refusal?.code == code && refusal?.place.description == "answers[1].question", "\(question)")
        }
        let response = try SurveyResponse(
            to: invitation, survey: changed, edit: Samples.edit(1, [.init("service", 5)]))
        #expect(response.value(of: .service) == 5)
    }

    @Test("An edit older than what is held is refused; the very same one changes nothing")
    func staleEdit() throws {
        let first = try Samples.answered([("service", 4)])
        let second = Samples.edit(2, [.init("service", 2)], after: .minutes(1))
        let (changed, isBurst) = try first.changing(by: second)
        #expect(changed.value(of: .service) == 2 && !isBurst)
        #expect(try changed.changing(by: second).response == changed)
        let stale = Samples.refusal { _ = try changed.changing(by: Samples.edit(1, [.init("service", 5)])) }
        #expect(stale == Refusal(.outOfOrder, "the edit is older than what is held", at: .field("revision")))
        let other = Samples.refusal {
            _ = try changed.changing(by: Samples.edit(2, [.init("service", 5)], after: .minutes(2)))
        }
        #expect(other?.code == .outOfOrder)
    }

    @Test("Changes faster than a person makes them are flagged once, and still taken")
    func burst() throws {
        var response = try Samples.answered([("service", 4)])
        var flags: [Bool] = []
        for number in 2...12 {
            let edit = Samples.edit(
                UInt32(number), [.init("service", UInt8(number % 5 + 1))], after: .milliseconds(Int64(number)))
            let (next, isBurst) = try response.changing(by: edit)
            response = next
            flags.append(isBurst)
        }
        #expect(flags.count { $0 } == 1 && flags[4])
        #expect(response.burstAt != nil && response.value(of: .service) == 3)
        let bytes = try RecordEncoder().encode(response)
        #expect(try RecordDecoder().decode(SurveyResponse.self, from: bytes) == response)
    }

    @Test("A pace notices a burst by brute force, whatever the order of the times")
    func pace() throws {
        for seed in 0..<UInt64(cases(300)) {
            var generator = SeededGenerator(seed: seed)
            let measure = try SurveyBurst(count: generator.integer(in: 2...5), within: .seconds(10))
            let times = (0..<30).map { _ in Samples.start + .seconds(generator.integer(in: 0...120)) }.sorted()
            var pace = AnswerPace()
            var noticed = 0
            for time in times where pace.note(time, against: measure) { noticed += 1 }
            let isBurst = times.indices.dropFirst(measure.count - 1).contains { index in
                (times[index] - times[index - measure.count + 1]) <= measure.within
            }
            #expect((noticed > 0) == isBurst, "seed \(seed)")
            #expect((pace.burstAt != nil) == isBurst, "seed \(seed)")
        }
    }

    @Test("Reasons are a register like answers: any order of edits gives the same response")
    func reasonRegister() throws {
        let survey = try Samples.reasonedSurvey()
        for seed in 0..<UInt64(cases(200)) {
            var generator = SeededGenerator(seed: seed)
            let edits = (0..<6).map { _ in
                SurveyEdit(
                    revision: generator.integer(in: 1...3), at: Samples.start + .seconds(generator.integer(in: 0...2)),
                    answers: [.init("service", generator.integer(in: 1...5))],
                    reasons: generator.pick([
                        .keep, .withdraw, .set(["wait"]), .set(["tone", "wait", "tone"]), .set([]),
                    ]) ?? .keep)
            }
            var shuffled = edits
            generator.shuffle(&shuffled)
            // The first edit of a response sets when it began, which is the earliest of all.
            func response(_ edits: [SurveyEdit]) throws -> SurveyResponse {
                var response = try SurveyResponse(to: Samples.invitation(), survey: survey, edit: edits[0])
                for edit in edits.dropFirst() { response = try response.applying(edit) }
                for edit in edits { response = try response.applying(edit) }
                return response
            }
            #expect(try response(edits) == response(shuffled), "seed \(seed)")
        }
    }
}
