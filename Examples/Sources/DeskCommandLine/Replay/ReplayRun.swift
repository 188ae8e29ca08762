import DeskImport
import DeskOperations
import DeskPrimitives

/// What feeding a log to a desk came to.
struct ReplayOutcome {
    /// What the importer met.
    var counts = ImportCounts()
    /// Events that the desk had not known.
    var new = 0
    /// Events that the desk knew already.
    var known = 0
    /// Events that the desk did not take.
    var refused = 0
    /// Why rows and events were kept out, the first ``ReplayRun/listed`` of them.
    var reasons: [Refusal] = []
    /// Time spent reading the file and making observations of it.
    var parsing = Duration.zero
    /// Time the desk spent deciding and storing.
    var deciding = Duration.zero
    /// Time the desk spent on its report.
    var reporting = Duration.zero
    /// The desk's report.
    var report = CaseReport()

    /// Rows and events kept out.
    var keptOut: Int { counts.rejected + refused }
}

/// Feeds a log to a desk, some events at a time.
struct ReplayRun {
    /// Reasons that are kept to be listed.
    static let listed = 1_000

    /// Events that the desk takes in one step.
    let step: Int
    private(set) var outcome = ReplayOutcome()
    private var log = IncidentLog()
    private var requests: [DeskRequest] = []
    private var lines: [Int] = []

    /// Creates a run.
    ///
    /// - Parameter step: Events that the desk takes in one step: few for a desk in memory, where a step costs nothing, many
    ///   where each one is written to disk; at most ``DeskMachine/requestLimit``.
    init(step: Int) { self.step = max(1, min(step, DeskMachine.requestLimit)) }

    /// Feeds everything a source gives to a desk and asks it for its report.
    ///
    /// - Parameter progress: Told after each step how many bytes and events have been read.
    mutating func run(
        _ source: LogSource, into desk: inout some ReplayDesk, progress: (_ bytes: Int, _ events: Int) -> Void
    ) async throws {
        let clock = ContinuousClock()
        var bytes = 0
        var isOver = false
        while !isOver {
            let start = clock.now
            while !isOver, requests.count < step {
                switch try log.next() {
                case .observation(let observation): add(observation)
                case .rejected(let refusal): note(refusal)
                case .needsMore:
                    if let chunk = try source.next() {
                        bytes += chunk.count
                        log.append(chunk)
                    } else {
                        log.finish()
                    }
                case .end: isOver = true
                }
            }
            let parsed = clock.now
            outcome.parsing += parsed - start
            try await decide(&desk)
            outcome.deciding += clock.now - parsed
            progress(bytes, log.counts.rows)
        }
        let end = clock.now
        outcome.report = try await desk.report()
        outcome.reporting = clock.now - end
        outcome.counts = log.counts
    }

    private mutating func add(_ observation: CaseObservation) {
        do throws(Refusal) {
            requests.append(try DeskRequest(observation))
            lines.append(log.line)
        } catch {
            outcome.refused += 1
            note(error.within(.line(log.line)))
        }
    }

    private mutating func decide(_ desk: inout some ReplayDesk) async throws {
        guard !requests.isEmpty else { return }
        for (number, result) in try await desk.take(requests).enumerated() {
            switch result {
            case .success(.observed(isNew: false)): outcome.known += 1
            case .success: outcome.new += 1
            case .failure(let refusal):
                outcome.refused += 1
                note(refusal.within(.line(lines[number])))
            }
        }
        requests.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
    }

    private mutating func note(_ refusal: Refusal) {
        if outcome.reasons.count < Self.listed { outcome.reasons.append(refusal) }
    }
}
