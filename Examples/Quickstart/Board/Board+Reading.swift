import ServiceDesk

extension Board {
    /// Reads the day from what the desk has stored.
    static func read(_ day: TownDay) async throws -> Board {
        let desk = day.desk
        let (time, policy) = (day.time, desk.machine.policy)
        let events = try await allEvents(of: desk)
        var journal = JournalCount()
        for event in events { journal.add(event) }

        let keys = journal.cases.map { RecordKey(ServiceCase.collection, $0.id) }
        let cases = try await desk.records(ServiceCase.self, RecordQuery(.records(keys)))
        let encounters = try await desk.records(Encounter.self, Encounter.query(arrivedIn: time.window))
        let baseline = try Baseline(encounters: encounters, window: time.window)
        let onTime = try Baseline(encounters: encounters.filter { !$0.arrivedOutOfHours }, window: time.window)
        var promises = PromiseTally()
        for agent in policy.document.agents {
            let own = try await desk.records(Promise.self, Promise.promises(by: agent.id))
            promises = promises + PromiseTally(of: own, at: time.window.upperBound)
        }
        let strips = AgentStrip.all(events, until: time.window.upperBound)
        var ledger = TimeLedger.empty
        for item in cases where item.resolvedAt != nil { ledger = try ledger + time.ledger(of: item, policy) }
        let deskTally = try await tally(.desk, TallyRow.deskNode, desk, time)

        return Board(
            time: time, policy: policy, journal: journal, handedIn: day.handedIn, report: try await desk.report(),
            baseline: baseline, encounters: encounters, cases: cases, promises: promises,
            agents: policy.document.agents.map {
                AgentRow(
                    agent: $0, count: journal.agents[$0.id] ?? JournalCount.AgentCount(),
                    strip: strips[$0.id] ?? AgentStrip())
            },
            targets: targets(of: cases, policy, at: time.window.upperBound), waits: waits(onTime, policy),
            callbacks: encounters.count { $0.arrivedOutOfHours },
            scores: try await scores(baseline, desk, time), responses: deskTally.responseRate,
            director: try await desk.scores(
                of: .desk, days: ScorePeriods.monthly.period(of: time.date.dayNumber), for: .director
            ).whole,
            survey: day.survey,
            handOvers: contrast(encounters) { $0.handOvers > 0 },
            missedTargets: contrast(encounters) { $0.targetsMissed > 0 },
            decisions: try await ExplainedCase.three(from: cases, journal, desk), ledger: ledger)
    }

    private static func allEvents(of desk: Desk) async throws -> [DeskEvent] {
        var events: [DeskEvent] = []
        var position = JournalPosition.start
        while true {
            let page = try await desk.events(after: position)
            guard let last = page.last else { return events }
            events += page.map(\.event)
            position = last.position
        }
    }

    // MARK: Waits and targets

    private static func waits(_ baseline: Baseline, _ policy: CompiledPolicy) -> [Wait] {
        policy.document.channels.compactMap { channel in
            guard let figures = baseline.byChannel.first(where: { $0.id == channel.id })?.figures else { return nil }
            let isForReply = !channel.capabilities.isSynchronous
            return Wait(
                channel: channel.id, isForReply: isForReply,
                median: isForReply ? figures.firstReplyMedian : figures.waitMedian,
                p90: isForReply ? figures.firstReplyP90 : figures.waitP90)
        }
    }

    private static func targets(of cases: [ServiceCase], _ policy: CompiledPolicy, at end: Instant) -> [Target] {
        var targets = ClockMetric.allCases.map { Target(metric: $0) }
        for item in cases {
            for entry in item.clocks {
                guard let index = targets.firstIndex(where: { $0.metric == entry.clock.metric }) else { continue }
                let status = entry.clock.status(at: end, in: policy.openTime(entry.clock.calendar))
                if status.isBreached {
                    targets[index].missed += 1
                } else if case .met = status.phase {
                    targets[index].met += 1
                } else {
                    targets[index].undecided += 1
                }
            }
            // The clocks of earlier exchanges are gone; only replies after the first one are such in this town.
            guard let index = targets.firstIndex(where: { $0.metric == .nextReply }) else { continue }
            targets[index].met += item.pastTargetsMet
            targets[index].missed += item.pastTargetsMissed
        }
        return targets.filter { $0.met + $0.missed + $0.undecided > 0 }
    }

    // MARK: Scores

    private static func tally(
        _ level: TallyRow.Level, _ node: String, _ desk: Desk, _ time: TownTime
    ) async throws -> Tally {
        let day = time.date.dayNumber
        return try await desk.records(TallyRow.self, TallyRow.query(level: level, node: node, days: day..<day + 1))
            .reduce(.zero) { $0 + $1.tally }
    }

    private static func scores(_ baseline: Baseline, _ desk: Desk, _ time: TownTime) async throws -> [Scores] {
        let policy = desk.machine.policy
        var scores = [
            Scores(.desk, TallyRow.deskNode, LocalizedText(en: "The whole desk", fi: "Koko palvelu"), baseline.overall)
        ]
        for unit in try await units(desk, time) {
            scores.append(unit)
            for team in policy.document.teams where team.unit?.rawValue == unit.id {
                guard let group = baseline.byTeam.first(where: { $0.id == team.id }) else { continue }
                scores.append(Scores(.team, team.id.rawValue, team.name, group.figures))
                for agent in policy.document.agents where agent.team == team.id {
                    guard let group = baseline.byAgent.first(where: { $0.id == agent.id }) else { continue }
                    let name = LocalizedText(en: agent.name, fi: agent.name)
                    scores.append(Scores(.agent, agent.id.rawValue, name, group.figures))
                }
            }
        }
        return scores
    }

    /// Units are no dimension of a baseline, so their scores come from the tallies that every answer is added to; what one
    /// of them hides must not follow from the others and the whole.
    private static func units(_ desk: Desk, _ time: TownTime) async throws -> [Scores] {
        let units = desk.machine.policy.document.units
        var tallies: [Tally] = []
        for unit in units { tallies.append(try await tally(.unit, unit.id.rawValue, desk, time)) }
        func shown(_ estimates: [Estimate]) -> [Estimate] {
            let hidden = Suppression.hidden(children: estimates.map(\.n), k: DisplayGate.privacy.needed).hidden
            return estimates.enumerated().map { number, estimate in
                hidden.contains(number) && estimate.withheld == nil ? estimate.withholding(.protectsOthers) : estimate
            }
        }
        let service = shown(tallies.map { $0.topBoxShare() })
        let resolved = shown(tallies.map { $0.resolvedShare() })
        let recommend = shown(tallies.map { $0.netPromoterScore() })
        let easy = shown(tallies.map { $0.effortShare() })
        return units.enumerated().map { number, unit in
            Scores(
                level: .unit, id: unit.id.rawValue, name: unit.name, service: service[number],
                resolved: resolved[number], recommend: recommend[number], easy: easy[number])
        }
    }

    /// The satisfied among those to whom something happened, and among the others.
    private static func contrast(_ encounters: [Encounter], _ happened: (Encounter) -> Bool) -> Contrast {
        func group(_ wanted: Bool) -> (count: Int, n: Int) {
            let ratings = encounters.filter { happened($0) == wanted }.compactMap(\.scores.service)
            return (ratings.count { $0 >= 4 }, ratings.count)
        }
        let (without, with) = (group(false), group(true))
        let measure = Estimate.Measure.serviceShare(cut: 4)
        return Contrast(
            without: .share(without.count, of: without.n, measure: measure),
            with: .share(with.count, of: with.n, measure: measure),
            difference: .share(from: without, to: with, measure: measure))
    }
}

extension Board.Scores {
    fileprivate init(_ level: Level, _ id: String, _ name: LocalizedText, _ figures: BaselineFigures) {
        self.init(
            level: level, id: id, name: name, service: figures.service, resolved: figures.resolved,
            recommend: figures.netPromoterScore, easy: figures.easy)
    }
}

extension TownTime {
    /// Where the time of a case went until it was settled, or until the day was over.
    func ledger(of item: ServiceCase, _ policy: CompiledPolicy) throws -> TimeLedger {
        try TimeLedger.make(
            timeline: item.timeline, from: item.openedAt, to: item.resolvedAt ?? window.upperBound,
            in: policy.openTime("office"))
    }
}
