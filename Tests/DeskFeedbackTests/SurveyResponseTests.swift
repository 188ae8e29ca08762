import DeskFeedback
import DeskPrimitives
import Testing

@Suite("Responses")
struct SurveyResponseTests {
    @Test("A first edit gives answers with the role and scale they were asked with")
    func first() throws {
        let response = try SurveyResponse(
            to: Samples.invitation(), survey: Samples.survey(),
            edit: Samples.edit(1, [.init("resolved", 1), .init("recommend", 9)], comment: .set("Kiitos!")))
        #expect(response.answers.map(\.question) == ["effort", "recommend", "resolved", "service"])
        #expect(response.value(of: .resolved) == 1)
        #expect(response.value(of: .recommend) == 9)
        #expect(response.value(of: .service) == nil)
        #expect(response.comment == "Kiitos!")
        #expect(response.isAnswered && !response.isComplete)
        #expect(response.at == Samples.start + .hours(1))
        #expect(response.nextRevision == 2)
        #expect(response.node == Samples.node && response.day == 20_514 && response.person == "person-1")
    }

    @Test("The highest revision wins, whatever comes last")
    func highestWins() throws {
        let first = try Samples.response([.init("recommend", 3)])
        let third = try first.applying(Samples.edit(3, [.init("recommend", 9)], after: .minutes(2)))
        let late = try third.applying(Samples.edit(2, [.init("recommend", 0)], comment: .set("?"), after: .minutes(1)))
        #expect(late.value(of: .recommend) == 9)
        #expect(late.comment == "?")
        let withdrawn = try late.applying(Samples.edit(4, [.init("recommend", nil)], comment: .withdraw))
        #expect(withdrawn.value(of: .recommend) == nil)
        #expect(withdrawn.comment == nil)
        #expect(!withdrawn.isAnswered)
        let still = try withdrawn.applying(Samples.edit(3, [.init("recommend", 10)], comment: .set("!")))
        #expect(still.value(of: .recommend) == nil && still.comment == nil)
    }

    @Test("Any order of the same edits, each any number of times, gives the same response", arguments: 0..<40)
    func orderDoesNotMatter(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let questions: [(String, ClosedRange<UInt8>)] = [
            ("resolved", 0...1), ("service", 1...5), ("recommend", 0...10), ("effort", 1...7),
        ]
        var edits: [SurveyEdit] = []
        for _ in 0..<8 {
            let answers = questions.filter { _ in Bool.random(using: &random) }.map { question, range in
                SurveyEdit.Answer(
                    question, Int.random(in: 0..<4, using: &random) == 0 ? nil : .random(in: range, using: &random))
            }
            let comments: [SurveyEdit.CommentChange] = [.keep, .set("a"), .set("b"), .withdraw]
            edits.append(
                Samples.edit(
                    .random(in: 1...4, using: &random), answers,
                    comment: comments.randomElement(using: &random) ?? .keep,
                    after: .minutes(.random(in: 0..<2, using: &random))))
        }
        var results: Set<SurveyResponse> = []
        for _ in 0..<6 {
            let order = (edits + edits.prefix(3)).shuffled(using: &random)
            var response = try SurveyResponse(to: Samples.invitation(), survey: Samples.survey(), edit: order[0])
            for edit in order.dropFirst() { response = try response.applying(edit) }
            results.insert(response)
        }
        #expect(results.count == 1, "seed \(seed)")
    }

    @Test("A whole withdrawal leaves nothing that a person wrote")
    func withdrawal() throws {
        let response = try SurveyResponse(
            to: Samples.invitation(), survey: Samples.survey(),
            edit: Samples.edit(7, [.init("resolved", 1), .init("service", 5)], comment: .set("Kanarialintu")))
        let gone = try response.applying(response.withdrawal(at: Samples.start + .days(1)))
        #expect(!gone.isAnswered && gone.comment == nil)
        #expect(!String(decoding: try RecordEncoder().encode(gone), as: UTF8.self).contains("Kanarialintu"))
    }

    @Test(
        "A bad edit is refused at its place and changes nothing",
        arguments: [
            (SurveyEdit(revision: 0, at: .epoch, answers: []), Refusal.Code.outOfRange, "revision"),
            (SurveyEdit(revision: 1, at: Instant(microseconds: .max), answers: []), .outOfRange, "at"),
            (Samples.edit(2, [.init("service", 5), .init("service", 4)]), .duplicateName, "answers[1].question"),
            (Samples.edit(2, [.init("nps", 9)]), .unknownName, "answers[0].question"),
            (Samples.edit(2, [.init("resolved", 1), .init("recommend", 11)]), .outOfRange, "answers[1].value"),
            (Samples.edit(2, [.init("service", 0)]), .outOfRange, "answers[0].value"),
            (Samples.edit(2, [.init("effort", 8)]), .outOfRange, "answers[0].value"),
            (Samples.edit(2, Array(repeating: .init("effort", 1), count: 5)), .tooLong, "answers"),
            (
                Samples.edit(2, [], comment: .set(String(repeating: "x", count: Limits.textBytes + 1))), .tooLong,
                "comment"
            ),
        ])
    func badEdits(edit: SurveyEdit, code: Refusal.Code, place: String) throws {
        let response = try Samples.response([.init("service", 3)])
        let refusal = Samples.refusal { _ = try response.applying(edit) }
        #expect(refusal?.code == code)
        #expect(refusal?.place.description == place)
    }

    @Test("A response to another survey than the one invited to is refused")
    func otherSurvey() throws {
        let other = try Survey(
            id: "other", questions: [SurveyQuestion(id: "q", role: .extra, scale: .yesNo, text: "?")],
            invitation: "{link}")
        let refusal = Samples.refusal {
            _ = try SurveyResponse(to: Samples.invitation(), survey: other, edit: Samples.edit(1, [.init("q", 1)]))
        }
        #expect(refusal?.code == .unknownName && refusal?.place == .field("survey"))
    }

    @Test("The recovery round is another record and in no tally")
    func recovery() throws {
        let first = try Samples.response([.init("recommend", 2)])
        let second = try SurveyResponse(
            to: Samples.invitation(), survey: Samples.survey(), phase: .recovery,
            edit: Samples.edit(1, [.init("recommend", 10)]))
        #expect(first.recordKey != second.recordKey)
        #expect(second.recordKey == SurveyResponse.recordKey(of: "inv-1", phase: .recovery))
        #expect(Tally(second) == .zero)
        #expect(Tally(first).recommend[2] == 1)
    }

    @Test("It is found by person and case, and comes back from its bytes")
    func record() throws {
        let response = try Samples.response([.init("resolved", 0)])
        #expect(SurveyInvitationTests.finds(SurveyResponse.query(person: "person-1"), response.indexEntries[0]))
        #expect(SurveyInvitationTests.finds(SurveyResponse.query(case: "case-1"), response.indexEntries[1]))
        #expect(!SurveyInvitationTests.finds(SurveyResponse.query(case: "case-2"), response.indexEntries[1]))
        let bytes = try RecordEncoder().encode(response)
        #expect(try RecordDecoder().decode(SurveyResponse.self, from: bytes) == response)
    }
}
