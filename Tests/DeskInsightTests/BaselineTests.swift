import DeskFeedback
import DeskInsight
import DeskPrimitives
import Testing

@Suite("The baseline")
struct BaselineTests {
    @Test("Ten encounters, every number by hand")
    func byHand() throws {
        let waits: [Int64] = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
        let encounters = try waits.enumerated().map { number, wait in
            var encounter = try Samples.encounter(number, after: .days(Int64(number % 7)))
            encounter.wait = .seconds(wait)
            encounter.answeredAt = encounter.arrivedAt + .seconds(wait)
            encounter.timeToFirstReply = number < 3 ? .minutes(Int64(number) + 1) : nil
            encounter.effort = .seconds(wait * 2)
            encounter.reopens = number == 0 ? 2 : 0
            encounter.handOvers = number < 3 ? 1 : 0
            encounter.targetsMet = 2
            encounter.targetsMissed = number < 5 ? 1 : 0
            encounter.promisesMade = 3
            encounter.promisesKept = 1
            encounter.promisesBroken = number == 9 ? 1 : 0
            encounter.scores = ScoreSet(resolved: number < 8 ? 1 : 0, recommend: number < 6 ? 10 : 7)
            return encounter
        }
        let figures = try Baseline(encounters: encounters, window: Samples.start..<(Samples.start + .days(7))).overall
        #expect(figures.n == 10)
        // Days hold 2, 2, 2, 1, 1, 1, 1: mean 10/7, variance (3 · (4/7)² + 4 · (3/7)²) / 6 = 2/7.
        let perDay = try #require(figures.perDay.value)
        #expect(abs(perDay - 10.0 / 7) < 1e-12 && figures.perDay.n == 7)
        // Student's t with 6 degrees of freedom at 95 % is 2.4469.
        let half = try #require(figures.perDay.high) - perDay
        #expect(abs(half - 2.4469 * (2.0 / 49).squareRoot()) < 1e-3)
        #expect(figures.waitMedian.value == .seconds(50) && figures.waitP90.value == .seconds(90))
        #expect(figures.waitMedian.low == .seconds(10) && figures.waitMedian.high == .seconds(100))
        #expect(figures.waitP90.low == .seconds(70) && figures.waitP90.high == nil)
        #expect(figures.firstReplyMedian.value == .minutes(2) && figures.firstReplyMedian.n == 3)
        #expect(figures.firstReplyP90.value == .minutes(3))
        #expect(figures.resolutionMedian.value == nil && figures.resolutionMedian.withheld == .noAnswers)
        #expect(figures.effortSeconds.value == 110)
        #expect(figures.reopened.value == 0.1 && figures.handedOver.value == 0.3 && figures.answered.value == 1)
        #expect(figures.targetsMet.value == 0.8 && figures.targetsMet.n == 25)
        #expect(figures.promisesKept.value == 10.0 / 11 && figures.promisesKept.n == 11)
        #expect(figures.resolved.value == 0.8 && figures.netPromoterScore.value == 0.6)
        #expect(figures.service.withheld == .noAnswers && figures.easy.withheld == .noAnswers)
    }

    @Test("Nothing measured is said to be nothing, in every figure")
    func empty() throws {
        let baseline = try Baseline(encounters: [], window: Samples.window)
        #expect(baseline.overall.n == 0 && baseline.byChannel.isEmpty && baseline.byAgent.isEmpty)
        #expect(baseline.overall.perDay.value == 0)
        #expect(baseline.overall.waitMedian.withheld == .noAnswers)
        #expect(baseline.overall.effortSeconds.withheld == .noAnswers)
        #expect(baseline.overall.targetsMet.withheld == .noAnswers)
        #expect(baseline.overall.netPromoterScore.withheld == .noAnswers)
        #expect(
            baseline.sentence(in: .english) == "2026-03-02T00:00:00Z – 2026-03-30T00:00:00Z: no encounters.")
        let instant = try Baseline(encounters: [], window: Samples.start..<Samples.start)
        #expect(instant.overall.perDay.withheld == .noAnswers)
    }

    @Test("The end of the window is outside, and a few days are too few for a mean day")
    func window() throws {
        let inside = try Samples.encounter(1, after: .days(3) - TimeSpan(microseconds: 1))
        let outside = try [
            Samples.encounter(2, after: .days(3)), Samples.encounter(3, after: TimeSpan(microseconds: -1)),
        ]
        let baseline = try Baseline(encounters: [inside] + outside, window: Samples.start..<(Samples.start + .days(3)))
        #expect(baseline.overall.n == 1)
        #expect(baseline.overall.perDay.value == nil)
        #expect(baseline.overall.perDay.withheld == .tooFew(n: 3, needed: 7))
    }

    @Test("A day that is not whole does not count for the volume of a day")
    func partialDay() throws {
        let encounters = try (0..<30).map { try Samples.encounter($0, after: .hours(Int64($0) * 6)) }
        let baseline = try Baseline(
            encounters: encounters, window: Samples.start..<(Samples.start + .hours(7 * 24 + 12)))
        #expect(baseline.overall.n == 30)
        #expect(baseline.overall.perDay.value == 4)
        #expect(baseline.overall.perDay.low == 4 && baseline.overall.perDay.high == 4)
    }

    @Test("Days without any encounter count as much as the others")
    func emptyDays() throws {
        let encounters = try (0..<7).map { try Samples.encounter($0) }
        let perDay = try Baseline(encounters: encounters, window: Samples.start..<(Samples.start + .days(7))).overall
            .perDay
        // One day with 7 and six with none: mean 1, variance (36 + 6 · 1) / 6 = 7, so the half width is t · 1.
        #expect(perDay.value == 1 && perDay.low == 0)
        #expect(abs((perDay.high ?? 0) - 3.4469) < 1e-3)
    }

    @Test("Groups are ordered by volume and then by name, those without a name last among equals")
    func order() throws {
        var encounters = try (0..<7).map {
            try Samples.encounter($0, channel: $0 < 3 ? "web" : $0 < 5 ? "mail" : "chat")
        }
        encounters[0].topic = "b"
        encounters[1].topic = "a"
        encounters[2].topic = "a"
        encounters[3].topic = "b"
        encounters[6].topic = "c"
        let baseline = try Baseline(encounters: encounters, window: Samples.window)
        #expect(baseline.byChannel.map(\.id) == ["web", "chat", "mail"])
        #expect(baseline.byTopic.map(\.id) == ["a", "b", nil, "c"])
        #expect(baseline.byTopic.map(\.figures.n) == [2, 2, 2, 1])
        #expect(baseline.byTeam.map(\.id) == [nil])
    }

    @Test("Any order and any partition give the same report, to the bit", arguments: 0..<6)
    func merge(seed: UInt64) throws {
        var random = SplitMix64(seed: seed &+ 1_000)
        let encounters = try Samples.encounters(400, seed: seed)
        let baseline = try Baseline(encounters: encounters, window: Samples.window)
        let shuffled = try Baseline(encounters: encounters.shuffled(using: &random), window: Samples.window)
        #expect(shuffled == baseline, "seed \(seed)")
        var parts = try (0..<5).map { _ in try BaselineSum(window: Samples.window) }
        for encounter in encounters.shuffled(using: &random) {
            try parts[.random(in: 0..<5, using: &random)].add(encounter)
        }
        var sum = try BaselineSum(window: Samples.window)
        for part in parts.shuffled(using: &random) { try sum.merge(part) }
        #expect(Baseline(sum) == baseline, "seed \(seed)")
        #expect(try RecordEncoder().encode(Baseline(sum)) == RecordEncoder().encode(baseline))
        #expect(try RecordDecoder().decode(Baseline.self, from: RecordEncoder().encode(baseline)) == baseline)
    }

    @Test("Groups of every kind are parts of the whole", arguments: 0..<4)
    func parts(seed: UInt64) throws {
        let baseline = try Baseline(encounters: Samples.encounters(300, seed: seed), window: Samples.window)
        let kinds = [
            baseline.byChannel.map(\.figures), baseline.byTopic.map(\.figures), baseline.byTeam.map(\.figures),
            baseline.byAgent.map(\.figures), baseline.byOrganization.map(\.figures),
        ]
        for figures in kinds {
            #expect(figures.map(\.n).reduce(0, +) == baseline.overall.n)
            #expect(figures.map(\.targetsMet.n).reduce(0, +) == baseline.overall.targetsMet.n)
            #expect(figures.map(\.waitMedian.n).reduce(0, +) == baseline.overall.waitMedian.n)
        }
    }

    @Test("An agent's score needs the coach gate, a team's the privacy gate")
    func gates() throws {
        var encounters = try (0..<7).map { try Samples.encounter($0) }
        for index in encounters.indices {
            encounters[index].agent = "anna"
            encounters[index].team = "blue"
            encounters[index].scores.recommend = 10
        }
        let baseline = try Baseline(encounters: encounters, window: Samples.window)
        #expect(baseline.byTeam[0].figures.netPromoterScore.value == 1)
        #expect(baseline.byAgent[0].figures.netPromoterScore.withheld == .belowCoach(n: 7, needed: 10))
        let few = try Baseline(encounters: encounters.prefix(4), window: Samples.window)
        #expect(few.byAgent[0].figures.netPromoterScore.withheld == .belowPrivacy(n: 4, needed: 5))
        #expect(few.overall.netPromoterScore.withheld == .belowPrivacy(n: 4, needed: 5))
        let gates = BaselineGates(confidence: .p80, privacy: .open, coach: .open)
        let open = try Baseline(encounters: encounters.prefix(4), window: Samples.window, gates: gates)
        #expect(open.byAgent[0].figures.netPromoterScore.value == 1)
        #expect(open.byAgent[0].figures.netPromoterScore.confidence == .p80)
    }

    @Test("A team that is hidden to protect another takes its agents with it")
    func hiddenTeam() throws {
        var encounters: [Encounter] = []
        for (team, agent, count) in [("small", "ann", 3), ("middle", "bob", 12), ("large", "eve", 40)] {
            for _ in 0..<count {
                var encounter = try Samples.encounter(encounters.count)
                encounter.team = try TeamID(team)
                encounter.agent = try AgentID(agent)
                encounter.scores.service = 5
                encounters.append(encounter)
            }
        }
        let baseline = try Baseline(encounters: encounters, window: Samples.window)
        #expect(baseline.byTeam.map(\.id) == ["large", "middle", "small"])
        #expect(
            baseline.byTeam.map(\.figures.service.withheld)
                == [nil, .protectsOthers, .belowPrivacy(n: 3, needed: 5)])
        #expect(
            baseline.byAgent.map(\.figures.service.withheld)
                == [nil, .protectsOthers, .belowPrivacy(n: 3, needed: 5)])
        #expect(baseline.byAgent[1].figures.service.value == nil && baseline.byAgent[1].figures.service.low == 0)
    }

    @Test("No hidden score can be had from the shown ones by adding and subtracting", arguments: 0..<120)
    func neverSolvable(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var cells: [(team: Int, agent: Int, n: Int)] = []
        for team in 0..<Int.random(in: 1...4, using: &random) {
            for agent in 0..<Int.random(in: 1...3, using: &random) {
                cells.append((team, team * 10 + agent, .random(in: 0...12, using: &random)))
            }
        }
        var encounters: [Encounter] = []
        for cell in cells {
            for _ in 0..<cell.n {
                var encounter = try Samples.encounter(encounters.count)
                encounter.team = try TeamID("team-\(cell.team)")
                encounter.agent = try AgentID("agent-\(cell.agent)")
                encounter.scores.service = 4
                encounters.append(encounter)
            }
        }
        let gates = BaselineGates(coach: .open)
        let baseline = try Baseline(encounters: encounters, window: Samples.window, gates: gates)
        let answered = cells.filter { $0.n > 0 }
        var shown: [[Double]] = []
        if baseline.overall.service.value != nil { shown.append(answered.map { _ in 1 }) }
        for group in baseline.byTeam where group.figures.service.value != nil {
            shown.append(answered.map { "team-\($0.team)" == group.id?.rawValue ? 1 : 0 })
        }
        for group in baseline.byAgent where group.figures.service.value != nil {
            shown.append(answered.map { "agent-\($0.agent)" == group.id?.rawValue ? 1 : 0 })
        }
        for (index, cell) in answered.enumerated() where cell.n < 5 {
            let alone = answered.indices.map { $0 == index ? 1.0 : 0 }
            #expect(rank(shown + [alone]) == rank(shown) + 1, "\(cells)")
        }
        for team in Set(answered.map(\.team)) {
            let members = answered.map { $0.team == team ? 1.0 : 0 }
            guard zip(answered, members).reduce(0, { $0 + $1.0.n * Int($1.1) }) < 5 else { continue }
            #expect(rank(shown + [members]) == rank(shown) + 1, "\(cells)")
        }
    }

    private func rank(_ rows: [[Double]]) -> Int {
        var rows = rows
        var rank = 0
        for column in (rows.first ?? []).indices {
            guard let pivot = rows.indices.dropFirst(rank).first(where: { abs(rows[$0][column]) > 1e-9 }) else {
                continue
            }
            rows.swapAt(rank, pivot)
            for row in rows.indices.dropFirst(rank + 1) {
                let factor = rows[row][column] / rows[rank][column]
                for index in rows[row].indices { rows[row][index] -= factor * rows[rank][index] }
            }
            rank += 1
        }
        return rank
    }

    @Test("The state in a few sentences")
    func sentences() throws {
        var encounters: [Encounter] = []
        for number in 0..<280 {
            var encounter = try Samples.encounter(number, after: .minutes(Int64(number) * 144))
            encounter.wait = .seconds(Int64(number))
            encounter.targetsMet = 1
            encounter.scores = ScoreSet(resolved: 1, recommend: 9)
            encounters.append(encounter)
        }
        let baseline = try Baseline(encounters: encounters, window: Samples.window)
        #expect(
            baseline.sentence(in: .english)
                == "2026-03-02T00:00:00Z – 2026-03-30T00:00:00Z: 280 encounters, 10.0 a day (10.0 to 10.0)."
                + " Half waited at most 2 min 19 s and nine of ten at most 4 min 11 s (n = 280)."
                + " Targets met: 100 % of 280; 95% interval 99 % to 100 %."
                + " Net promoter score: +100 from 280 answers; 95% interval +97 to +100."
                + " Resolved: 100 % from 280 answers; 95% interval 99 % to 100 %.")
        #expect(
            baseline.sentence(in: .finnish)
                == "2026-03-02T00:00:00Z – 2026-03-30T00:00:00Z: 280 asiointia, 10,0 päivässä (10,0 – 10,0)."
                + " Puolet odotti enintään 2 min 19 s ja yhdeksän kymmenestä enintään 4 min 11 s (n = 280)."
                + " Tavoitteet täyttyivät: 100 % (n = 280); 95 %:n luottamusväli 99 % – 100 %."
                + " Nettosuositteluindeksi: +100, 280 vastausta; 95 %:n luottamusväli +97 – +100."
                + " Ratkaistu: 100 %, 280 vastausta; 95 %:n luottamusväli 99 % – 100 %.")
    }

    @Test("A bad encounter is named by its place, and bad windows are refused")
    func badInput() throws {
        var bad = try Samples.encounter(2)
        bad.handOvers = -1
        let encounters = try [Samples.encounter(1), bad]
        let refusal = Samples.refusal { _ = try Baseline(encounters: encounters, window: Samples.window) }
        #expect(refusal?.place.description == "encounters[1].handOvers")
        let forever = Instant(microseconds: .min)..<Instant(microseconds: .max)
        #expect(Samples.refusal { _ = try BaselineSum(window: forever) }?.code == .outOfRange)
        var sum = try BaselineSum(window: Samples.window)
        let other = try BaselineSum(window: Samples.start..<Samples.start)
        #expect(Samples.refusal { try sum.merge(other) }?.code == .wrongState)
        let longest = Instant.earliest..<Instant.latest
        #expect(try Baseline(encounters: encounters.prefix(1), window: longest).overall.perDay.n == 3_652_058)
    }
}
