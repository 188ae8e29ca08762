import DeskFeedback
import DeskPrimitives
import Testing

@Suite("Tallies")
struct TallyTests {
    @Test("One response counts once in every histogram it answers")
    func one() throws {
        let all = Tally(
            try Samples.response([
                .init("resolved", 1), .init("service", 4), .init("recommend", 9), .init("effort", 7),
            ]))
        #expect(all.recommend == [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0])
        #expect(all.service == [0, 0, 0, 1, 0])
        #expect(all.effort == [0, 0, 0, 0, 0, 0, 1])
        #expect(all.resolvedYes == 1 && all.resolvedNo == 0)
        #expect(all.complete == 1 && all.partial == 0 && all.answered == 1)
        let some = Tally(try Samples.response([.init("service", 1)]))
        #expect(some.service == [1, 0, 0, 0, 0])
        #expect(some.complete == 0 && some.partial == 1)
        #expect(Tally(try Samples.response([])) == .zero)
    }

    @Test("The axes keep apart what two numbers alone cannot tell")
    func axes() throws {
        var tally = Tally()
        for (resolved, service, times) in [
            (0, 5, 4), (0, 2, 3), (1, 1, 2), (1, 4, 9), (0, nil, 1), (nil, 3, 5), (nil, 5, 6), (1, nil, 8),
        ] as [(UInt8?, UInt8?, Int)] {
            for _ in 0..<times {
                tally += Tally(try Samples.response([.init("resolved", resolved), .init("service", service)]))
            }
        }
        let axes = tally.axes()
        #expect([axes.notResolved.low, axes.notResolved.high, axes.notResolved.missing] == [3, 4, 1])
        #expect([axes.resolved.low, axes.resolved.high, axes.resolved.missing] == [2, 9, 8])
        #expect([axes.resolutionMissing.low, axes.resolutionMissing.high] == [5, 6])
        #expect(tally.axes(cut: 3).resolutionMissing.high == 11)
        #expect(tally.axes(cut: 99).resolved.high == 0 && tally.axes(cut: -1).resolved.high == 9)
        #expect(tally.resolvedYes == 19 && tally.resolvedNo == 8)
        #expect(tally.service == [2, 3, 5, 9, 10])
    }

    @Test("An edit is minus the old answer plus the new one")
    func delta() throws {
        let old = try Samples.response([.init("recommend", 3), .init("resolved", 0)])
        let new = try old.applying(Samples.edit(2, [.init("recommend", 8), .init("service", 5)]))
        let delta = Tally.delta(old: old, new: new)
        #expect(delta.recommend == [0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0])
        #expect(delta.service == [0, 0, 0, 0, 1] && delta.resolvedNo == 0 && delta.partial == 0)
        #expect(Tally(old) + delta == Tally(new))
        #expect(Tally.delta(old: new, new: nil) == .zero - Tally(new))
        #expect(Tally.delta(old: nil, new: nil) == .zero)
    }

    @Test("Answers that came, changed and went in any order leave exactly what stands", arguments: 0..<20)
    func order(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var responses: [SurveyResponse?] = Array(repeating: nil, count: 12)
        var deltas: [Tally] = []
        for step in 0..<60 {
            let index = Int.random(in: 0..<12, using: &random)
            let edit = Samples.edit(
                UInt32(step + 1),
                [
                    .init("resolved", Bool.random(using: &random) ? .random(in: 0...1, using: &random) : nil),
                    .init("service", Bool.random(using: &random) ? .random(in: 1...5, using: &random) : nil),
                    .init("recommend", Bool.random(using: &random) ? .random(in: 0...10, using: &random) : nil),
                    .init("effort", Bool.random(using: &random) ? .random(in: 1...7, using: &random) : nil),
                ])
            let old = responses[index]
            let new =
                try old?.applying(edit)
                ?? SurveyResponse(
                    to: Samples.invitation(InvitationID("inv-\(index)")), survey: Samples.survey(), edit: edit)
            deltas.append(Tally.delta(old: old, new: new))
            responses[index] = new
        }
        let direct = responses.compactMap { $0.map { Tally($0) } }.reduce(.zero, +)
        let shuffled = deltas.shuffled(using: &random)
        let parts = stride(from: 0, to: 60, by: 7).map { shuffled[$0..<min($0 + 7, 60)].reduce(Tally.zero, +) }
        #expect(parts.shuffled(using: &random).reduce(.zero, +) == direct, "seed \(seed)")
        let bytes = try RecordEncoder().encode(direct)
        #expect(try RecordEncoder().encode(parts.reduce(.zero, +)) == bytes, "seed \(seed)")
        #expect(deltas.reduce(direct, -) == .zero, "seed \(seed)")
    }

    @Test("A changed survey does not change how an answer was counted")
    func changedSurvey() throws {
        let lowIsGood = try Survey(
            id: "after-contact",
            questions: [
                SurveyQuestion(id: "effort", role: .effort, scale: .effort1to7LowIsGood, text: "How much effort?")
            ], invitation: "{link}")
        let old = try SurveyResponse(
            to: Samples.invitation(), survey: lowIsGood, edit: Samples.edit(1, [.init("effort", 1)]))
        #expect(Tally(old).effort == [0, 0, 0, 0, 0, 0, 1])
        let new = try old.applying(Samples.edit(2, [.init("effort", 7)]))
        #expect(Tally.delta(old: old, new: new).effort == [1, 0, 0, 0, 0, 0, -1])
    }

    @Test("Tallies wrap around instead of trapping, and back again")
    func wrapping() throws {
        let most = try Tally(recommend: Array(repeating: Tally.largestCount, count: 11))
        var sum = most
        for _ in 0..<14 { sum += sum }
        #expect(sum.netPromoterScore().value == nil)
        #expect(sum.netPromoterScore().withheld == .noAnswers)
        #expect(sum - sum == .zero)
        #expect(most.netPromoterCounts.n == 0)
    }

    @Test("A tally writes only what it holds and reads it back")
    func coding() throws {
        let tally = try Tally(recommend: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2], invited: 7, undeliverable: 1, complete: 3)
        #expect(try Samples.json(tally) == #"{"recommend":[1,0,0,0,0,0,0,0,0,0,2],"responses":[7,1,3,0]}"#)
        #expect(try Samples.json(Tally.zero) == "{}")
        #expect(try Samples.decode(Tally.self, Samples.json(tally)) == tally)
        let response = Tally(try Samples.response([.init("resolved", 1), .init("service", 5), .init("effort", 2)]))
        #expect(try RecordDecoder().decode(Tally.self, from: RecordEncoder().encode(response)) == response)
    }

    @Test(
        "Bad counts are refused",
        arguments: [
            (#"{"recommend": [1, 2]}"#, "recommend: expected 11 counts of at most 2^53"),
            (#"{"responses": [9007199254740993, 0, 0, 0]}"#, "responses: expected 4 counts of at most 2^53"),
            (#"{"effort": [-9007199254740993, 0, 0, 0, 0, 0, 0]}"#, "effort: expected 7 counts of at most 2^53"),
        ])
    func badDocuments(json: String, error: String) {
        #expect(Samples.decodingError(Tally.self, json) == error)
    }

    @Test("Bad counts from elsewhere are refused")
    func badCounts() {
        #expect(Samples.refusal { _ = try Tally(service: [1, 2, 3, 4]) }?.place == .field("service"))
        #expect(Samples.refusal { _ = try Tally(effort: [0, 0, 0, -1, 0, 0, 0]) }?.place.description == "effort[3]")
        #expect(Samples.refusal { _ = try Tally(invited: -1) }?.code == .outOfRange)
    }

    @Test("A response touches every level of its path once")
    func rows() throws {
        let keys = try TallyRow.rows(for: Samples.node, day: 20_514)
        #expect(keys.map(\.level) == [.agent, .team, .unit, .channel, .topic, .desk])
        #expect(keys.map(\.node) == ["anna", "blue", "north", "phone", "billing", "desk"])
        #expect(keys.allSatisfy { $0.day == 20_514 })
        #expect(Set(keys.map { TallyRow(key: $0).recordID }).count == 6)
    }

    @Test("A contact that was handed over counts for no agent")
    func handedOver() throws {
        let keys = try TallyRow.rows(for: NodePath(team: "blue", channel: "phone"), day: 0)
        #expect(keys.map(\.level) == [.team, .channel, .desk])
    }

    @Test("The rows of a node are read by days, and of no other node or level")
    func rangeReads() throws {
        let query = try TallyRow.query(level: .team, node: "blue", days: -3..<20_514)
        let finds = { (level: TallyRow.Level, node: String, day: Int) throws in
            let row = TallyRow(key: try TallyRow.Key(level: level, node: node, day: day))
            return SurveyInvitationTests.finds(query, row.indexEntries[0])
        }
        #expect(try finds(.team, "blue", -3))
        #expect(try finds(.team, "blue", 20_513))
        #expect(try !finds(.team, "blue", 20_514))
        #expect(try !finds(.team, "blue", -4))
        #expect(try !finds(.team, "blue2", 5))
        #expect(try !finds(.unit, "blue", 5))
        #expect(Samples.refusal { _ = try TallyRow.query(level: .team, node: "", days: 0..<1) }?.code == .malformed)
        #expect(Samples.refusal { _ = try TallyRow.rows(for: Samples.node, day: .max) }?.code == .outOfRange)
    }

    @Test("A row comes back from its bytes; a bad key does not")
    func rowCoding() throws {
        let key = try TallyRow.Key(level: .topic, node: "billing", day: 7)
        let row = TallyRow(key: key, tally: .oneInvitation + .oneUndeliverable)
        #expect(try RecordDecoder().decode(TallyRow.self, from: RecordEncoder().encode(row)) == row)
        #expect(row.tally.invited == 1 && row.tally.undeliverable == 1)
        #expect(TallyRow.recordKey(of: key) == row.recordKey)
        #expect(
            Samples.decodingError(TallyRow.Key.self, #"{"level": "team", "node": "a b", "day": 1}"#)
                == "node: an identifier has a character that is not printable ASCII")
    }
}
