import DeskTestKit
import ServiceDesk
import Testing

@Suite("A3. What was felt, across a merge of persons and its undoing") struct PersonMergeFeedbackScenarios {
    private let first = "+358401234561"
    private let second = "+358401234562"

    /// The bytes of everything that counts answers: rows by node and day, rows of reasons, responses, recoveries.
    private func counted(_ day: DeskOfTheDay) async throws -> [RecordKey: [UInt8]] {
        let collections = [
            TallyRow.collection, ReasonRow.collection, SurveyResponse.collection, Recovery.collection,
            Encounter.collection, AgentAnswerPace.collection,
        ]
        var found: [RecordKey: [UInt8]] = [:]
        for record in await day.store.snapshot().records where collections.contains(record.key.collection) {
            found[record.key] = try record.body.bytes()
        }
        return found
    }

    /// The merged person, whose matter was settled and who was asked, and the survivor, who only wrote.
    private func two(_ day: DeskOfTheDay) async throws -> (merged: PersonID, survivor: PersonID, case: CaseID) {
        let id = try await day.settledCall(from: first)
        let survivor = try await day.text("Hei", from: second).person
        return (try await day.item(id).person, survivor, id)
    }

    @Test(
        "A3 an answer that comes while the merge stands is the merged person's, counted once at the same nodes, and stays so"
    )
    func repliesAndTallies() async throws {
        let day = try FeedbackDesk.day()
        let (merged, survivor, id) = try await two(day)
        let before = try await counted(day)
        try await day.desk.perform(.mergePersons(merged, into: survivor, by: "onni"))
        #expect(try await counted(day) == before, "a merge moves no number")
        try await day.text("kyllä", from: first)
        try await day.text("9", from: first)
        let response = try #require(try await day.all(SurveyResponse.self).first)
        #expect(response.person == merged && response.case == id)
        #expect(try await day.deskTally().recommend[9] == 1)
        #expect(try await day.tally(.agent, "veikko").recommend[9] == 1)
        let answered = try await counted(day)
        try await day.desk.perform(.unmergePerson(merged, by: "onni"))
        #expect(try await counted(day) == answered, "nor does undoing it")
        #expect(try await day.encounter(id).scores.recommend == 9)
        // The survivor was never asked: the same word from there is a message like any other.
        let word = try await day.text("9", from: second)
        #expect(word.caseID != nil)
        #expect(try await day.deskTally().recommend[9] == 1)
    }

    @Test("A3 the survivor's own message may answer what the merged person was asked; one invitation takes one answer")
    func oneInvitation() async throws {
        let day = try FeedbackDesk.day()
        let (merged, survivor, _) = try await two(day)
        try await day.desk.perform(.mergePersons(merged, into: survivor, by: "onni"))
        try await day.text("kyllä", from: second)
        try await day.text("8", from: first)
        #expect(try await day.all(SurveyResponse.self).count == 1)
        #expect(try await day.deskTally().recommend[8] == 1)
        #expect(try await day.deskTally().answered == 1)
    }

    @Test("A3 while a bad rating of either is being put right neither is asked; undone, only the one it is about waits")
    func recoveries() async throws {
        let day = try FeedbackDesk.day()
        let (merged, survivor, id) = try await two(day)
        try await day.text("ei", from: first)
        try await day.text("2", from: first)
        let opened = try #require(try await day.all(Recovery.self).first)
        #expect(opened.case == id)
        try await day.desk.perform(.mergePersons(merged, into: survivor, by: "onni"))
        day.clock.advance(by: .days(40))
        let invited = try await day.deskTally().invited
        try await day.settledCall(from: second)
        #expect(try await day.deskTally().invited == invited, "their recovery is open")
        // It goes on as it was, under the name it was opened for.
        try await day.desk.perform(.feedback(.contactRecovery(opened.id, by: "onni")))
        #expect(try await day.all(Recovery.self).first?.person == merged)
        try await day.desk.perform(.unmergePerson(merged, by: "onni"))
        #expect(try await day.all(Recovery.self).first?.isOpen == true)
        day.clock.advance(by: .days(1))
        try await day.settledCall(from: second)
        #expect(try await day.deskTally().invited == invited + 1, "the survivor has nothing to be put right")
        day.clock.advance(by: .days(1))
        try await day.settledCall(from: first)
        #expect(try await day.deskTally().invited == invited + 1)
        try await day.desk.perform(.feedback(.mendRecovery(opened.id, by: "onni")))
        #expect(try await day.all(Recovery.self).first?.first == ScoreSet(resolved: 0, recommend: 2))
    }

    @Test("A3 a promoter is asked once under either name; consent given while merged is heard under both")
    func promoters() async throws {
        let day = try FeedbackDesk.day()
        let (merged, survivor, _) = try await two(day)
        try await day.text("kyllä", from: first)
        try await day.text("10, hieno homma", from: first)
        let asked = try #require(try await day.all(CustomerReference.self).first)
        #expect(asked.person == merged)
        try await day.desk.perform(.mergePersons(merged, into: survivor, by: "onni"))
        try await day.text("Kyllä saa", from: first)
        #expect(try await day.all(CustomerReference.self).first?.text(for: .public) == "hieno homma")
        day.clock.advance(by: .days(40))
        try await day.settledCall(from: second)
        try await day.text("kyllä", from: second)
        try await day.text("10", from: second)
        let decisions = try await day.feedbackFacts().compactMap { fact -> PromoterDecision? in
            if case .promoterDecided(_, let decision) = fact { decision } else { nil }
        }
        #expect(decisions == [.ask, .notAsked(.askedBefore)], "both names are one person now")
        try await day.desk.perform(.unmergePerson(merged, by: "onni"))
        #expect(try await day.all(CustomerReference.self).map(\.person) == [merged])
        // Withdrawn by the merged person alone, the words go.
        try await day.desk.perform(.feedback(.setConsent(merged, .reference, isGiven: false, proof: "call")))
        #expect(try await day.all(CustomerReference.self).first?.text(for: .public) == nil)
    }

    @Test("A3 random answers, merges and un-merges: what is counted is what was answered, whoever stands for whom")
    func property() async throws {
        for seed in UInt64(1)...6 {
            var random = SeededGenerator(seed: seed)
            let day = try FeedbackDesk.day(
                try FeedbackDesk.policy(feedback: FeedbackPolicy(), questions: ["recommend"]))
            let numbers = (0..<4).map { "+35840123456\($0)" }
            var persons: [PersonID] = []
            for number in numbers { persons.append(try await day.text("Hei", from: number).person) }
            // The oracle: a histogram of what was answered.
            var answers = Array(repeating: 0, count: 11)
            for _ in 0..<24 {
                day.clock.advance(by: .days(Int64.random(in: 1...20, using: &random)))
                let (one, two) = (Int.random(in: 0..<4, using: &random), Int.random(in: 0..<4, using: &random))
                switch Int.random(in: 0...3, using: &random) {
                case 0: _ = try? await day.desk.perform(.mergePersons(persons[one], into: persons[two], by: "onni"))
                case 1: _ = try? await day.desk.perform(.unmergePerson(persons[one], by: "onni"))
                default:
                    let invited = try await day.deskTally().invited
                    try await day.settledCall(from: numbers[one])
                    guard try await day.deskTally().invited > invited else { continue }
                    let value = Int.random(in: 0...10, using: &random)
                    try await day.text("\(value)", from: numbers[one])
                    answers[value] += 1
                }
                let tally = try await day.deskTally()
                #expect(tally.recommend == answers, "seed \(seed)")
                #expect(try await day.tally(.agent, "veikko").recommend == tally.recommend, "seed \(seed)")
                #expect(try await day.all(SurveyResponse.self).count == answers.reduce(0, +), "seed \(seed)")
            }
            #expect(answers.reduce(0, +) > 2, "seed \(seed)")
        }
    }
}
