import ServiceDesk

/// In the evening somebody asks what the town's desk holds about them, and then to be forgotten.
struct Farewell {
    /// How many records were handed out, of how many kinds.
    let records: Int
    let kinds: Int
    /// How many went whole, and how many lost what was personal in them.
    let erased: Int
    let scrubbed: Int
    /// Whether the scores and the counts of the day are what they were.
    let keepsStatistics: Bool

    /// Of the person whose rated case was opened first.
    ///
    /// - Returns: Nil on a day on which nobody was asked how it was.
    static func of(_ day: TownDay) async throws -> Farewell? {
        let (desk, window) = (day.desk, day.time.window)
        let encounters = try await desk.records(Encounter.self, Encounter.query(arrivedIn: window))
        guard let person = encounters.first(where: { !$0.scores.isEmpty })?.person else { return nil }
        let figures = try await Figures(desk)
        let file = try await desk.export(of: person)
        try await desk.perform(.erasePerson(person, by: desk.machine.policy.document.agents[0].id))
        let events = try await desk.events(after: figures.position, limit: Limits.pageCount).map(\.event.fact)
        guard case .personErased(_, _, let erased, let scrubbed)? = events.last else {
            throw Refusal(.corrupt, "nobody was erased")
        }
        return Farewell(
            records: file.records.count, kinds: Set(file.records.map(\.recordKey.collection)).count, erased: erased,
            scrubbed: scrubbed, keepsStatistics: try await Figures(desk).tallies == figures.tallies)
    }

    /// What must not change.
    private struct Figures {
        let tallies: [TallyRow]
        let position: JournalPosition

        init(_ desk: Desk) async throws {
            var rows: [TallyRow] = []
            for level in TallyRow.Level.allCases {
                rows += try await desk.records(TallyRow.self, TallyRow.query(level: level))
            }
            tallies = rows
            var last = JournalPosition.start
            while let next = try await desk.events(after: last, limit: Limits.pageCount).last { last = next.position }
            position = last
        }
    }
}
