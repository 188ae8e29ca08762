import DeskFeedback
import DeskInsight
import DeskPrimitives
import Testing

@Suite("The landing page")
struct LandingPageTests {
    @Test("Its lines compile and say what the page says")
    func overview() throws {
        let monday = Instant(seconds: 1_772_409_600)
        var encounters: [Encounter] = []
        for number in 0..<140 {
            var call = Encounter(
                id: EncounterID(case: try CaseID("case-\(number)")), channel: "phone",
                arrivedAt: monday + .hours(Int64(number)))
            call.wait = .seconds(Int64(number))
            call.scores.recommend = UInt8(number % 3 + 8)
            encounters.append(call)
        }
        let week = try Baseline(encounters: encounters, window: monday..<(monday + .days(7)))
        print(week.overall.netPromoterScore.sentence(in: .english))
        // Net promoter score: +66 from 140 answers; 95% interval +58 to +74.

        #expect(week.overall.waitP90.value == .seconds(125))
        #expect(
            week.overall.netPromoterScore.sentence(in: .english)
                == "Net promoter score: +66 from 140 answers; 95% interval +58 to +74.")
    }
}
