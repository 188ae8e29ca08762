public import DeskFeedback
public import DeskOperations
public import DeskPrimitives

/// A running desk: it loads what a decision needs, decides, and commits, over any record store.
///
/// A `Desk` holds no state of its own. Any number of them, in any number of processes, may work on one store: what each
/// decides holds only if nothing it depends on changed in between, and otherwise it decides again on what is there now.
public struct Desk: Sendable {
    /// Where records are kept.
    public let store: any RecordStore
    /// Where the time is read.
    public let clock: any WallClock
    /// Where commands get their names.
    public let identifiers: any IdentifierSource
    /// What decides, by the edition of the policy that holds from each instant on.
    let machines: DeskMachines
    /// How often a decision is made anew when others were faster, before the desk says that it is busy; 1 or more.
    public var attemptLimit = 16

    /// The most rounds of loading one decision may take; every command of the machine needs fewer.
    ///
    /// A round asks for something new each time; following the longest chains of merges takes one for each case.
    static let roundLimit = 256

    /// Creates a desk.
    ///
    /// - Parameters:
    ///   - secret: The host's secret behind every key made of personal data and every survey token: 32 random bytes,
    ///     kept for as long as the data.
    ///   - signer: What proves survey tokens; nil makes them of the secret.
    public init(
        policy: CompiledPolicy, store: any RecordStore, clock: any WallClock, identifiers: any IdentifierSource,
        secret: [UInt8], signer: (any SurveyTokenSigner)? = nil
    ) {
        self.init(
            timeline: PolicyTimeline(policy), store: store, clock: clock, identifiers: identifiers, secret: secret,
            signer: signer)
    }

    /// Creates a desk whose policy changes in the course of time.
    ///
    /// The secret and the signer are as in ``init(policy:store:clock:identifiers:secret:signer:)``.
    public init(
        timeline: PolicyTimeline, store: any RecordStore, clock: any WallClock, identifiers: any IdentifierSource,
        secret: [UInt8], signer: (any SurveyTokenSigner)? = nil
    ) {
        self.store = store
        self.clock = clock
        self.identifiers = identifiers
        machines = DeskMachines(timeline: timeline, secret: secret, signer: signer)
    }

    /// What decides now.
    public var machine: DeskMachine { machines.machine(at: clock.now()) }

    /// Does what a command asks, once.
    ///
    /// - Parameters:
    ///   - command: What is asked.
    ///   - id: The command's name; give one of your own to be able to repeat the command after a failure, and the repetition
    ///     answers what the first one did.
    /// - Returns: What came of it.
    /// - Throws: `Refusal` when it cannot be done (nothing has happened then), `busy` when others changed the same records
    ///   ``attemptLimit`` times in a row; and whatever the store throws, after which the caller does not know whether
    ///   the command was done and repeats it under the same name.
    @discardableResult
    public func perform(_ command: DeskCommand, as id: CommandID? = nil) async throws -> DeskResult {
        var result = try await performOnce(command, as: id)
        // What one commit cannot hold goes on in others. Where it is depends on what is stored alone, so each has a name of
        // its own, and a repetition of the first one goes on wherever it stopped.
        while case .erasing = result { result = try await performOnce(command, as: nil) }
        return result
    }

    /// Does what a command asks in one commit.
    private func performOnce(_ command: DeskCommand, as id: CommandID?) async throws -> DeskResult {
        let request = DeskRequest(id ?? identifiers.next(), command, at: clock.now())
        for _ in 0..<max(1, attemptLimit) {
            let decision: DeskDecision
            do {
                decision = try await answer { view throws(DeskHalt) in
                    try machines.machine(at: request.at).decide(request, reading: view)
                }
            } catch let refusal as Refusal {
                // What was done already cannot be done again, so a repeated command is refused before it is recognised.
                guard id != nil, let first = try await firstResult(of: request.id) else { throw refusal }
                return first
            }
            guard case .success(let result)? = decision.results.first else {
                throw Refusal(.corrupt, "a decision without a result")
            }
            if decision.batch.writes.isEmpty, decision.batch.entries.isEmpty {
                guard id != nil, let first = try await firstResult(of: request.id) else { return result }
                return first
            }
            switch try await commit(decision.batch) {
            case .committed: return result
            case .duplicate(let receipt):
                guard let first = receipt.result else { return result }
                return try first.value(as: DeskResult.self)
            case .conflict: continue
            }
        }
        throw Refusal(.busy, "others changed the same records \(attemptLimit) times in a row")
    }

    /// What a command answered when it was done, nil when none of this name was.
    ///
    /// Asks by a batch that no store can take: a store looks at the idempotency key before any expectation, and no record
    /// was ever written by commit 0.
    private func firstResult(of id: CommandID) async throws -> DeskResult? {
        let impossible = RecordCheck(RecordKey(ServiceCase.collection, id), expected: .exactly(Revision(0)))
        let probe = RecordBatch(idempotencyKey: ByteKey(id), checks: [impossible])
        guard case .duplicate(let receipt) = try await commit(probe) else { return nil }
        return try receipt.result?.value(as: DeskResult.self)
    }

    /// Does what several requests ask in one commit, each seeing what those before it did.
    ///
    /// For requests that are harmless to repeat, such as observations of another system: the commit has no name of its own.
    /// At most `DeskMachine.requestLimit` requests.
    ///
    /// - Returns: For each request its result, or why it was refused.
    /// - Throws: As ``perform(_:as:)``, apart from refusals of single requests.
    public func perform(_ requests: [DeskRequest]) async throws -> [Result<DeskResult, Refusal>] {
        let machine = requests.first.map { machines.machine(at: $0.at) } ?? self.machine
        for _ in 0..<max(1, attemptLimit) {
            let decision = try await answer { view throws(DeskHalt) in
                try machine.decide(requests, reading: view)
            }
            if decision.batch.writes.isEmpty, decision.batch.entries.isEmpty { return decision.results }
            if case .conflict = try await commit(decision.batch) { continue }
            return decision.results
        }
        throw Refusal(.busy, "others changed the same records \(attemptLimit) times in a row")
    }

    // MARK: Loading

    /// What a look or a decision comes to, once all it needs is loaded.
    func answer<Value>(_ body: (DeskView) throws(DeskHalt) -> Value) async throws -> Value {
        var view = DeskView()
        for _ in 0..<Self.roundLimit {
            do throws(DeskHalt) {
                return try body(view)
            } catch {
                switch error {
                case .refused(let refusal): throw refusal
                case .needs(let queries):
                    for query in Self.joined(queries) { view.absorb(try await load(query), of: query) }
                }
            }
        }
        throw Refusal(.corrupt, "a decision that always needs more")
    }

    /// Puts all look-ups by key into as few queries as the page limit allows.
    private static func joined(_ queries: [RecordQuery]) -> [RecordQuery] {
        var keys: [RecordKey] = []
        var seen = Set<RecordKey>()
        var others: [RecordQuery] = []
        var asked = Set<RecordQuery>()
        for query in queries {
            if case .records(let some) = query.selection {
                for key in some where seen.insert(key).inserted { keys.append(key) }
            } else if asked.insert(query).inserted {
                others.append(query)
            }
        }
        var start = 0
        while start < keys.count {
            let end = min(start + Limits.pageCount, keys.count)
            others.append(RecordQuery(.records(Array(keys[start..<end])), limit: end - start))
            start = end
        }
        return others
    }

    /// Loads all a query asks for: a store may answer in pages shorter than the limit.
    func load(_ query: RecordQuery) async throws -> RecordPage {
        var page = try await store.load(query)
        switch query.selection {
        case .records(let keys):
            var found = Set(page.records.map(\.key))
            while !page.isLast, found.count < keys.count {
                let missing = keys.filter { !found.contains($0) }
                let more = try await store.load(RecordQuery(.records(missing), limit: missing.count))
                guard !more.records.isEmpty else { break }
                page.records += more.records
                page.isLast = more.isLast
                found.formUnion(more.records.map(\.key))
            }
        case .equal, .range:
            while !page.isLast, page.records.count < query.limit, let cursor = page.records.last?.cursor {
                var next = query
                next.after = cursor
                next.limit = query.limit - page.records.count
                let more = try await store.load(next)
                page.records += more.records
                page.isLast = more.isLast
                if more.records.isEmpty { break }
            }
        case .journal: break
        }
        return page
    }

    private func commit(_ batch: RecordBatch) async throws -> CommitOutcome {
        try batch.validate()
        return try await store.commit(batch)
    }
}
