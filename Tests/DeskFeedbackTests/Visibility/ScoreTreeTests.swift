import DeskFeedback
import DeskPrimitives
import DeskTestKit
import Testing

@Suite("Scores of a whole desk for one viewer")
struct ScoreTreeTests {
    /// A desk by unit, team and agent, and by channel, with answers that belong to cells of agent and channel.
    struct Town {
        var entries: [ScoreTree.Entry] = []
        var families: [ScoreTree.Family] = []
        /// Which cells each node is the sum of.
        var cells: [FeedbackNode: Set<Int>] = [:]
        var counts: [Int] = []

        init(_ random: inout SeededGenerator) {
            let desk = FeedbackNode.desk
            let channels = (0..<random.integer(in: 1...3)).map { FeedbackNode(.channel, "c\($0)") }
            var units: [FeedbackNode] = []
            cells[desk] = []
            for channel in channels { cells[channel] = [] }
            var inner: [ScoreTree.Family] = []
            for unitNumber in 0..<(random.integer(in: 1...3) as Int) {
                let unit = FeedbackNode(.unit, "u\(unitNumber)")
                units.append(unit)
                cells[unit] = []
                var teams: [FeedbackNode] = []
                for teamNumber in 0..<(random.integer(in: 1...3) as Int) {
                    let name = "t\(unitNumber)\(teamNumber)"
                    let team = FeedbackNode(.team, name, unit: UnitID(stringLiteral: unit.id))
                    teams.append(team)
                    cells[team] = []
                    var agents: [FeedbackNode] = []
                    for agentNumber in 0...(random.integer(in: 1...3) as Int) {
                        let agent = FeedbackNode(
                            .agent, "a\(unitNumber)\(teamNumber)\(agentNumber)", team: TeamID(stringLiteral: name),
                            unit: UnitID(stringLiteral: unit.id))
                        // The last one stands for what was handed over: it belongs to no agent.
                        let isNobody = agentNumber == 0
                        if isNobody, random.chance(2, in: 3) { continue }
                        var nodes = [desk, unit, team]
                        if !isNobody {
                            agents.append(agent)
                            nodes.append(agent)
                            cells[agent] = []
                        }
                        for channel in channels where random.chance(1, in: 2) {
                            for node in nodes + [channel] { cells[node]?.insert(counts.count) }
                            counts.append(random.integer(in: 0...9))
                        }
                    }
                    inner.append(ScoreTree.Family(team, agents))
                }
                inner.insert(ScoreTree.Family(unit, teams), at: 0)
            }
            families =
                [ScoreTree.Family(desk, units)] + inner.filter { $0.whole.level == .unit }
                + inner.filter { $0.whole.level == .team } + [ScoreTree.Family(desk, channels)]
            for (node, own) in cells.sorted(by: {
                ($0.key.level.rawValue, $0.key.id) < ($1.key.level.rawValue, $1.key.id)
            }) {
                var histogram = Array(repeating: 0, count: 11)
                histogram[9] = own.reduce(0) { $0 + counts[$1] }
                if let tally = try? Tally(recommend: histogram) { entries.append(ScoreTree.Entry(node, tally)) }
            }
        }

        /// Whether a node is all there is of a shown one, or the other way round.
        func isSame(_ node: FeedbackNode, asAnyOf shown: [FeedbackNode]) -> Bool {
            var same: Set<FeedbackNode> = [node]
            var grows = true
            while grows {
                grows = false
                for family in families {
                    let present = family.parts.filter { n($0) > 0 }
                    guard present.count == 1, n(present[0]) == n(family.whole), present[0].level != .agent,
                        same.contains(present[0]) != same.contains(family.whole)
                    else { continue }
                    same.formUnion([present[0], family.whole])
                    grows = true
                }
            }
            return shown.contains { same.contains($0) }
        }

        func n(_ node: FeedbackNode) -> Int { (cells[node] ?? []).reduce(0) { $0 + counts[$1] } }
    }

    static let viewers: [FeedbackViewer] = [
        .director, .agent("a001", team: "t00"), .agent("a011", team: "t01"), .teamLeader(["t00"]),
        .teamLeader(["t00", "t10"]), .unitLeader(["u0"]), .topicOwner(["x"]),
    ]

    /// What one viewer is told of the net promoter scores, and what is not for them.
    static func knowledge(_ tree: ScoreTree, _ town: Town) throws -> (shown: [FeedbackNode], secret: [FeedbackNode]) {
        var (shown, secret): ([FeedbackNode], [FeedbackNode]) = ([], [])
        for node in town.entries.map(\.node) where town.n(node) > 0 {
            let row = try tree.row(node)
            let estimate = try #require(row.estimate(.netPromoterScore))
            switch estimate.withheld {
            case nil: shown.append(node)
            // Too little to talk about, and no secret.
            case .belowCoach(n: 5..., _) where row.decision.isAllowed: continue
            default:
                // Somebody who may see every part may know the whole.
                let parts = town.families.first { $0.whole == node }?.parts ?? []
                let isSum = !parts.isEmpty && !row.decision.isAllowed && node.level != .agent
                if !isSum { secret.append(node) }
            }
        }
        return (shown, secret)
    }

    @Test(
        "Nothing that is hidden can be computed from everything one viewer can read, by an independent solver",
        arguments: 0..<8)
    func unsolvable(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &+ 900)
        for round in 0..<15 {
            let town = Town(&random)
            for viewer in Self.viewers {
                let tree = try ScoreTree(town.entries, families: town.families, viewer: viewer)
                let (shown, secret) = try Self.knowledge(tree, town)
                let solver = Solver(town, shown: shown)
                for node in secret {
                    // The only part of a whole that is shown has its number: that is no secret unless it is one agent's.
                    guard node.level == .agent || !town.isSame(node, asAnyOf: shown) else { continue }
                    let isFound = solver.determines(node)
                    #expect(
                        !isFound,
                        """
                        seed \(seed) round \(round): \(viewer) can compute \(node.id) of \
                        \(shown.map { "\($0.id)=\(town.n($0))" }); secret \(secret.map { "\($0.id)=\(town.n($0))" })
                        """)
                }
            }
        }
    }

    /// What follows from the numbers that are shown, as every number is the sum of its parts and of what belongs to none.
    struct Solver {
        private var solver: SuppressionSolver
        private var numbers: [FeedbackNode: Int] = [:]

        init(_ town: Town, shown: [FeedbackNode]) {
            for node in town.entries.map(\.node) where town.n(node) > 0 && !shown.contains(node) {
                numbers[node] = numbers.count
            }
            let rests = town.families.map { family in
                town.n(family.whole) > family.parts.reduce(0) { $0 + town.n($1) }
            }
            solver = SuppressionSolver(unknowns: numbers.count + rests.count)
            for (place, family) in town.families.enumerated() where family.parts.contains(where: { town.n($0) > 0 }) {
                var equation: [Int: Int] = [:]
                if let whole = numbers[family.whole] { equation[whole] = -1 }
                for part in family.parts { if let number = numbers[part] { equation[number] = 1 } }
                if rests[place] { equation[numbers.count + place] = 1 }
                if !equation.isEmpty { solver.know(equation) }
            }
        }

        func determines(_ node: FeedbackNode) -> Bool {
            guard let number = numbers[node] else { return true }
            return solver.determines([number: 1])
        }
    }

    @Test("The solver finds the hole when what is hidden beside a small number is shown after all", arguments: 0..<2)
    func canFail(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var found = 0
        for _ in 0..<60 {
            let town = Town(&random)
            let tree = try ScoreTree(town.entries, families: town.families, viewer: .teamLeader(["t00"]))
            let (shown, _) = try Self.knowledge(tree, town)
            let extra = try town.entries.map(\.node).filter {
                try tree.row($0).estimate(.netPromoterScore)?.withheld == .protectsOthers
            }
            guard !extra.isEmpty else { continue }
            let solver = Solver(town, shown: shown + extra)
            if town.entries.map(\.node).contains(where: { (1..<5).contains(town.n($0)) && solver.determines($0) }) {
                found += 1
            }
        }
        #expect(found > 0, "seed \(seed): nothing was hidden for the sake of another number")
    }

    private func tally(_ recommend: Int, _ n: Int) throws -> Tally {
        var counts = Array(repeating: 0, count: 11)
        counts[recommend] = n
        return try Tally(recommend: counts)
    }

    private let blue = FeedbackNode(.team, "blue", unit: "north")

    private func tree(_ agents: [(String, Int)], viewer: FeedbackViewer) throws -> ScoreTree {
        let nodes = agents.map { FeedbackNode(.agent, $0.0, team: "blue", unit: "north") }
        var entries = try zip(nodes, agents).map { ScoreTree.Entry($0, try tally(9, $1.1)) }
        entries.append(ScoreTree.Entry(blue, entries.reduce(Tally.zero) { $0 + $1.tally }))
        return try ScoreTree(entries, families: [ScoreTree.Family(blue, nodes)], viewer: viewer)
    }

    @Test("A sum of periods is shown only when each of them is")
    func periods() throws {
        let anna = FeedbackNode(.agent, "anna", team: "blue", unit: "north")
        let leader = FeedbackViewer.teamLeader(["blue"])
        let full = try tree([("anna", 12), ("bo", 20)], viewer: leader)
        let small = try tree([("anna", 3), ("bo", 30)], viewer: leader)
        let score = { (tree: ScoreTree) throws in try #require(try tree.row(anna).estimate(.netPromoterScore)) }
        #expect(try score(full).value == 1)
        #expect(try score(full.adding(full)).n == 24)
        #expect(try score(full.adding(small)).withheld == .protectsOthers, "15 less 12 would be the three")
        #expect(throws: Refusal.self) { _ = try full.adding(tree([("anna", 12), ("bo", 20)], viewer: .director)) }
        #expect(Samples.refusal { _ = try small.tally(anna) }?.code == .notAllowed)
        #expect(try full.tally(anna) == tally(9, 12))
        #expect(Samples.refusal { _ = try full.row(.desk) }?.code == .unknownName)
    }

    @Test(
        "Customers by audience: no hidden number follows from the sums on both sides, by an independent solver",
        arguments: 0..<6)
    func audiences(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var (shownOften, hiddenOften) = (0, 0)
        for round in 0..<60 {
            let names = (0..<random.integer(in: 1...4)).map { "o\($0)" }
            var n: [FeedbackNode: Int] = [:]
            let (buyers, users) = (FeedbackNode(.audience, "buyer"), FeedbackNode(.audience, "user"))
            var others: [FeedbackNode: Int] = [:]
            var families = [ScoreTree.Family(.desk, [buyers, users])]
            families.append(ScoreTree.Family(.desk, names.map { FeedbackNode(.organization, $0) }))
            for name in names {
                let whole = FeedbackNode(.organization, name)
                let parts = [FeedbackNode(.buyer, name), FeedbackNode(.user, name)]
                families.append(ScoreTree.Family(whole, parts))
                for (part, sum) in zip(parts, [buyers, users]) {
                    let count: Int = random.integer(in: 0...12)
                    n[part] = count
                    for node in [whole, sum, .desk] { n[node, default: 0] += count }
                }
                // Answers of people of whom it is not known whether they buy or use.
                if random.chance(1, in: 4) {
                    others[whole] = random.integer(in: 1...7)
                    for node in [whole, .desk] { n[node, default: 0] += others[whole] ?? 0 }
                }
            }
            let order = n.keys.sorted { ($0.level.rawValue, $0.id) < ($1.level.rawValue, $1.id) }
            let tree = try ScoreTree(
                order.map { ScoreTree.Entry($0, try tally(9, n[$0] ?? 0)) }, families: families, viewer: .director)
            let present = order.filter { (n[$0] ?? 0) > 0 }
            let hidden = try present.filter { try tree.row($0).estimate(.netPromoterScore)?.value == nil }
            let unknown = Dictionary(hidden.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            var solver = SuppressionSolver(unknowns: hidden.count + names.count)
            let know = { (whole: FeedbackNode, parts: [FeedbackNode], rest: Int?, solver: inout SuppressionSolver) in
                var equation: [Int: Int] = [:]
                if let number = unknown[whole] { equation[number] = -1 }
                for part in parts { if let number = unknown[part] { equation[number] = 1 } }
                if let rest { equation[hidden.count + rest] = 1 }
                if !equation.isEmpty { solver.know(equation) }
            }
            know(buyers, names.map { FeedbackNode(.buyer, $0) }, nil, &solver)
            know(users, names.map { FeedbackNode(.user, $0) }, nil, &solver)
            for (place, name) in names.enumerated() {
                let whole = FeedbackNode(.organization, name)
                know(
                    whole, [FeedbackNode(.buyer, name), FeedbackNode(.user, name)],
                    others[whole] == nil ? nil : place, &solver)
            }
            know(.desk, names.map { FeedbackNode(.organization, $0) }, nil, &solver)
            for node in hidden where node.level == .buyer || node.level == .user {
                // One who is all there is of a customer that is shown has the customer's number.
                guard n[node] != n[FeedbackNode(.organization, node.id)] else { continue }
                let isFound = solver.determines([unknown[node] ?? 0: 1])
                #expect(!isFound, "seed \(seed) round \(round): \(node) of \(n)")
            }
            if hidden.contains(buyers) { hiddenOften += 1 } else { shownOften += 1 }
        }
        #expect(shownOften > 0 && hiddenOften > 0, "seed \(seed)")
    }

    @Test("Every row says n, interval and reason, who was asked and what of it is doubtful, in both languages")
    func sentences() throws {
        var asked = try tally(9, 12)
        for _ in 0..<40 { asked += .oneInvitation }
        let team = try ScoreTree(
            [
                ScoreTree.Entry(
                    blue, asked, maturity: Maturity(of: [(.days(1), 40)], lags: .zero, closing: .days(14)), bursts: 1)
            ],
            families: [], viewer: .teamLeader(["blue"]))
        let row = try team.row(blue)
        #expect(row.asked?.rate.invited == 40 && row.asked?.bursts == 1)
        let english = row.sentence(in: .english)
        #expect(english.contains("Net promoter score: +100 from 12 answers; 95% interval"))
        #expect(english.contains("Too little is known of how long answers take"))
        #expect(english.contains("Some answers came faster than people give them"))
        #expect(english.contains("Satisfied with the service: no answers."))
        #expect(row.sentence(in: .finnish).contains("Osa vastauksista tuli nopeammin kuin ihmiset vastaavat"))
        let other = try ScoreTree([ScoreTree.Entry(blue, asked)], families: [], viewer: .customer("acme")).row(blue)
        #expect(other.asked == nil && other.sentence(in: .finnish).hasPrefix("Ei näytetä"))
    }

    @Test(
        "A late answer to a published period is shown together with others only, also by subtracting", arguments: 0..<6)
    func release(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let agents = (0..<4).map { FeedbackNode(.agent, "a\($0)", team: "blue", unit: "north") }
        let families = [ScoreTree.Family(blue, agents)]
        for _ in 0..<50 {
            var published: [FeedbackNode: Tally] = [:]
            var entries: [ScoreTree.Entry] = []
            var late: [FeedbackNode: Int] = [:]
            for agent in agents {
                let before = try tally(9, random.integer(in: 5...20))
                let more: Int = random.integer(in: 0...7)
                published[agent] = before
                late[agent] = more
                entries.append(ScoreTree.Entry(agent, before + (try tally(0, more))))
            }
            published[blue] = published.values.reduce(Tally.zero, +)
            late[blue] = late.values.reduce(0, +)
            entries.append(ScoreTree.Entry(blue, entries.reduce(Tally.zero) { $0 + $1.tally }))
            let shown = ScoreRelease.next(after: published, entries, families: families)
            let isHeld = { (node: FeedbackNode) in
                shown.first { $0.node == node }?.tally == published[node] && late[node] != 0
            }
            for node in agents + [blue] where (1..<5).contains(late[node] ?? 0) {
                #expect(isHeld(node), "seed \(seed): \(node.id) \(late)")
            }
            if !isHeld(blue) {
                let held = agents.filter(isHeld).reduce(0) { $0 + (late[$1] ?? 0) }
                #expect(held == 0 || held >= 5, "seed \(seed): the team less its agents would tell \(held)")
            }
        }
    }
}
