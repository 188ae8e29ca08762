import DeskFeedback
import DeskPrimitives
import Testing

@Suite("The landing page")
struct LandingPageTests {
    @Test("Its lines compile and say what the page says")
    func overview() throws {
        // A score with its interval, from nothing but counts of the answers 0 … 10.
        let march = try Tally(recommend: [1, 0, 0, 1, 0, 3, 5, 8, 12, 30, 60])
        let april = try Tally(recommend: [0, 0, 0, 0, 0, 2, 3, 6, 9, 22, 48])
        print(march.netPromoterScore().sentence(in: .english))
        // Net promoter score: +67 from 120 answers; 95% interval +54 to +76.

        // Two months are pooled by adding counts, and compared with an interval of the difference.
        let both = march + april
        let change = EstimateDifference.netPromoterScore(
            from: march.netPromoterCounts, to: april.netPromoterCounts)
        print(both.netPromoterScore().n, change.isClear)
        // 210 false: the change lies inside the noise.

        #expect(
            march.netPromoterScore().sentence(in: .english)
                == "Net promoter score: +67 from 120 answers; 95% interval +54 to +76.")
        #expect(both.netPromoterScore().n == 210)
        #expect(!change.isClear)
    }
}
