import DeskFeedback
import DeskPrimitives
import Testing

@Suite("Surveys and scales")
struct SurveyTests {
    @Test(
        "Good answers of every scale",
        arguments: [
            (Scale.yesNo, [UInt8(1)]), (.recommend0to10, [9, 10]), (.service1to5, [4, 5]), (.effort1to7, [5, 6, 7]),
            (.effort1to7LowIsGood, [1, 2, 3]),
        ])
    func positive(scale: Scale, good: [UInt8]) {
        #expect((0...255).filter { scale.isPositive(UInt8($0)) }.map { UInt8($0) } == good)
    }

    @Test("A scale where low is good is mirrored when it is counted")
    func oriented() throws {
        #expect(Scale.effort1to7LowIsGood.oriented(1) == 7)
        #expect(Scale.effort1to7LowIsGood.oriented(7) == 1)
        #expect(Scale.effort1to7.oriented(7) == 7)
        #expect(Scale.effort1to7.oriented(0) == nil)
        let marks = try Scale.topBox(range: 4...10, cut: 5, higherIsBetter: false)
        #expect(marks.oriented(4) == 10)
        #expect(marks.isPositive(5) && !marks.isPositive(6))
    }

    @Test("A rating whose cut splits nothing is refused")
    func badCut() {
        for (range, cut, higher) in [
            (1...5, 1, true), (1...5, 6, true), (1...5, 5, false), (0...11, 5, true), (3...3, 3, true),
        ]
            as [(ClosedRange<UInt8>, UInt8, Bool)]
        {
            let refusal = Samples.refusal { _ = try Scale.topBox(range: range, cut: cut, higherIsBetter: higher) }
            #expect(refusal?.code == .outOfRange, "\(range) \(cut)")
        }
    }

    @Test(
        "Scales in documents",
        arguments: [
            (#""yesNo""#, Scale.yesNo), (#""recommend0to10""#, .recommend0to10), (#""effort1to7""#, .effort1to7),
            (#"{"kind": "effort1to7", "higherIsBetter": false}"#, .effort1to7LowIsGood),
            (#"{"kind": "topBox", "from": 1, "to": 5, "cut": 4}"#, .service1to5),
        ])
    func documents(json: String, scale: Scale) throws {
        #expect(try Samples.decode(Scale.self, json) == scale)
        #expect(try Samples.decode(Scale.self, Samples.json(scale)) == scale)
        #expect(try RecordDecoder().decode(Scale.self, from: RecordEncoder().encode(scale)) == scale)
    }

    @Test(
        "Bad scales in documents are refused with their place",
        arguments: [
            (#""nps""#, ": expected yesNo, recommend0to10, effort1to7 or an object"),
            (#"{"kind": "topBox", "from": 1, "to": 5, "cut": 9}"#, "cut: the cut does not split the answers in two"),
            (#"{"kind": "topBox", "from": 5, "to": 1, "cut": 3}"#, "to: to is below from"),
            (
                #"{"kind": "recommend0to10", "higherIsBetter": false}"#,
                "kind: expected yesNo, recommend0to10, topBox or effort1to7; only the last two can be"
                    + " lower is better"
            ),
        ])
    func badDocuments(json: String, error: String) {
        #expect(Samples.decodingError(Scale.self, json) == error)
    }

    @Test(
        "No score is asked on another scale than its own",
        arguments: [
            (SurveyQuestion.Role.recommend, Scale.service1to5), (.resolved, .recommend0to10), (.effort, .service1to5),
            (.service, .recommend0to10), (.service, .yesNo),
        ])
    func roleNeedsItsScale(role: SurveyQuestion.Role, scale: Scale) {
        let refusal = Samples.refusal { _ = try SurveyQuestion(id: "q", role: role, scale: scale, text: "?") }
        #expect(refusal?.code == .outOfRange)
        #expect(refusal?.place == .field("scale"))
    }

    @Test("A service question on 1 … 4 would mix scales in one tally")
    func serviceIsOneToFive() throws {
        let scale = try Scale.topBox(range: 1...4, cut: 3)
        #expect(Samples.refusal { _ = try SurveyQuestion(id: "q", role: .service, scale: scale, text: "?") } != nil)
        #expect(try SurveyQuestion(id: "q", role: .extra, scale: scale, text: "?").scale == scale)
    }

    @Test("A survey in a document, with the usual scales left out")
    func surveyDocument() throws {
        let survey = try Samples.decode(
            Survey.self,
            """
            {"id": "s", "questions": [{"id": "r", "role": "resolved", "text": {"fi": "Ratkesiko?"}},
             {"id": "s", "role": "service", "text": {"fi": "Palvelu?"}}], "invitation": {"fi": "Vastaa: {link}"}}
            """)
        #expect(survey.questions.map(\.scale) == [.yesNo, .service1to5])
        #expect(survey.question("s")?.role == .service)
        #expect(survey.question("t") == nil)
        #expect(try Samples.decode(Survey.self, Samples.json(survey)) == survey)
    }

    /// A survey in a document, from the ids and roles of its questions and its invitation.
    static func document(_ questions: [(String, String)], invitation: String = #"{"fi": "{link}"}"#) -> String {
        let list = questions.map { #"{"id": "\#($0)", "role": "\#($1)", "text": {"fi": "?"}}"# }
        return #"{"id": "s", "questions": [\#(list.joined(separator: ", "))], "invitation": \#(invitation)}"#
    }

    @Test(
        "What is wrong with a survey is said at its place",
        arguments: [
            (document([]), "questions: a survey asks at least one question"),
            (
                document([("a", "service")], invitation: #"{"fi": "Vastaa"}"#),
                "invitation.fi: the invitation has no {link}"
            ),
            (
                document([("a", "service")], invitation: #"{"en": "{link}", "fi": "{link} {name}"}"#),
                "invitation.fi: the invitation knows {link} and {case} only"
            ),
            (document([("a", "service"), ("a", "effort")]), "questions.Index 1.id: two questions have the id a"),
            (
                document([("a", "service"), ("b", "service")]),
                "questions.Index 1.role: two questions have the role service"
            ),
            (
                document([("a b", "service")]),
                "questions.Index 0.id: an identifier has a character that is not printable ASCII"
            ),
        ])
    func badSurveys(json: String, error: String) {
        #expect(Samples.decodingError(Survey.self, json) == error)
    }

    @Test("More questions than the limit are refused, extra questions may repeat their role")
    func manyQuestions() throws {
        let questions = try (0...Survey.maximumQuestions).map {
            try SurveyQuestion(id: "q\($0)", role: .extra, scale: .yesNo, text: "?")
        }
        let refusal = Samples.refusal { _ = try Survey(id: "s", questions: questions, invitation: "{link}") }
        #expect(refusal == Refusal(.tooLong, "more than 32 questions", at: .field("questions")))
        #expect(try Survey(id: "s", questions: Array(questions.dropLast()), invitation: "{link}").questions.count == 32)
    }

    @Test("The invitation is filled once, also when a value looks like a placeholder")
    func invitationText() throws {
        let survey = try Survey(
            id: "s", questions: [SurveyQuestion(id: "q", role: .extra, scale: .yesNo, text: "?")],
            invitation: LocalizedText(en: "About {case}: {link} {", fi: "Asia {case}: {link}"))
        #expect(
            survey.invitationText(in: .finnish, link: "https://a.fi/{case}", case: "C1")
                == "Asia C1: https://a.fi/{case}")
        #expect(survey.invitationText(in: .swedish, link: "x", case: "C1") == "About C1: x {")
    }
}
