public import DeskOperations
public import DeskPrimitives

/// Reads the incident event log of a ServiceNow desk (UCI data set 498) as observations of cases.
///
/// Give it chunks of the file as they come, like a ``CSVReader``. The columns are found by the names in the header, in
/// whatever order they stand; those the importer does not know are passed over.
///
/// ## What a row says
/// - Times `D/M/YYYY HH:MM` have no zone in the log and are taken as UTC.
/// - `Awaiting User Info` is waiting for the customer, `Awaiting Vendor` for the supplier, `Awaiting Problem` and
///   `Awaiting Evidence` for others in the house. The state `-100` or a missing one leaves the status unknown and is counted.
/// - `?` or nothing is a missing value: without it for caller, category, priority, team, agent and `made_sla`, 0 for the
///   counts of reassignments and reopenings; a row without number, change count, times or contact type is not taken.
/// - Names become identifiers with hyphens for spaces: `Group 56` is team `Group-56`.
/// - `resolved_at` and `closed_at` are not read: every row of a case holds its last values, also the rows from before.
///
/// A row that cannot be taken is reported by line, column and reason, without its values, and kept out; the first reason in
/// the order of the properties of ``CaseObservation`` counts.
public struct IncidentLog: Sendable {
    /// What ``next()`` found.
    public enum Step: Sendable {
        /// A row that can be taken.
        case observation(CaseObservation)
        /// A row that is kept out, and why.
        case rejected(Refusal)
        /// Nothing whole is left in what was appended.
        case needsMore
        /// The log was finished and all of it has been read.
        case end
    }

    /// What was met so far.
    public private(set) var counts = ImportCounts()
    /// The line on which the row last found begins.
    public var line: Int { reader.line }

    private let source: String
    private var reader: CSVReader
    private var header: IncidentHeader?
    private var names = Names()

    private struct Names {
        var cases = Interner<CaseID>()
        var callers = Interner<String>()
        var topics = Interner<TopicID>()
        var teams = Interner<TeamID>()
        var agents = Interner<AgentID>()
        var channels = Interner<ChannelID>()
        var states = Interner<IncidentState>()
        var priorities = Interner<CasePriority>()
    }

    /// Creates an importer.
    ///
    /// - Parameter source: The name of the other system in the observations.
    public init(source: String = "servicenow", limits: CSVLimits = CSVLimits()) {
        self.source = source
        reader = CSVReader(limits: limits)
    }

    /// Takes more of the log.
    public mutating func append(_ chunk: some Sequence<UInt8>) { reader.append(chunk) }

    /// Says that nothing more will be appended.
    public mutating func finish() { reader.finish() }

    /// Looks for the next row in what was appended.
    ///
    /// - Throws: ``Refusal`` when the header cannot be read or lacks a column; then no row of the log can be taken.
    public mutating func next() throws(Refusal) -> Step {
        while true {
            switch reader.next() {
            case .needsMore:
                return .needsMore
            case .end:
                guard header != nil else { throw Refusal(.malformed, "the log has no header", at: .line(1)) }
                return .end
            case .refused(let refusal):
                guard header != nil else { throw refusal }
                counts.rows += 1
                return reject(refusal)
            case .record:
                guard let header else {
                    header = try IncidentHeader(of: reader)
                    continue
                }
                counts.rows += 1
                do throws(Refusal) {
                    let observation = try row(header)
                    counts.taken += 1
                    if observation.status == nil { counts.withoutStatus += 1 }
                    return .observation(observation)
                } catch {
                    return reject(error)
                }
            }
        }
    }

    private mutating func reject(_ refusal: Refusal) -> Step {
        counts.rejected += 1
        return .rejected(refusal)
    }
}

// MARK: - One row

extension IncidentLog {
    private mutating func row(_ header: IncidentHeader) throws(Refusal) -> CaseObservation {
        guard reader.fieldCount == header.fieldCount else {
            throw Refusal(
                .malformed, "a row of \(reader.fieldCount) fields under a header of \(header.fieldCount)",
                at: .line(reader.line).column(min(reader.fieldCount, header.fieldCount) + 1))
        }
        let cells = IncidentCells(reader: reader, header: header)
        return CaseObservation(
            source: source,
            caseID: try cells.needed(.number, Complaint.name) {
                names.cases.value(of: $0, make: IncidentField.identifier)
            },
            version: try cells.needed(.changeCount, Complaint.count, read: IncidentField.count),
            at: try cells.needed(.updatedAt, Complaint.time, read: IncidentField.time),
            openedAt: try cells.needed(.openedAt, Complaint.time, read: IncidentField.time),
            status: try cells.given(.state, "an unknown state", .unknownName) {
                names.states.value(of: $0, make: IncidentField.state)
            }?.status,
            channel: try cells.needed(.contactType, "an unknown contact type", .unknownName) {
                names.channels.value(of: $0, make: IncidentField.channel)
            },
            caller: try cells.given(.caller, Complaint.text) {
                names.callers.value(of: $0, make: IncidentField.text)
            },
            topic: try cells.given(.category, Complaint.name) {
                names.topics.value(of: $0, make: IncidentField.identifier)
            },
            priority: try cells.given(.priority, "an unknown priority", .unknownName) {
                names.priorities.value(of: $0, make: IncidentField.priority)
            },
            team: try cells.given(.team, Complaint.name) { names.teams.value(of: $0, make: IncidentField.identifier) },
            agent: try cells.given(.agent, Complaint.name) {
                names.agents.value(of: $0, make: IncidentField.identifier)
            },
            handOvers: try cells.given(.handOvers, Complaint.count, read: IncidentField.count).map(Int.init) ?? 0,
            reopens: try cells.given(.reopens, Complaint.count, read: IncidentField.count).map(Int.init) ?? 0,
            targetsKept: try cells.given(.targetsKept, "neither true nor false", read: IncidentField.flag)
        )
    }
}

/// What is said of a value that cannot be taken; made once, not for every row.
private enum Complaint {
    static let name = "not 1 to \(Limits.identifierBytes) printable ASCII characters"
    static let text = "not UTF-8 text of at most \(Limits.identifierBytes) bytes"
    static let time = "not a time of the form D/M/YYYY HH:MM"
    static let count = "not a count"
}

/// The fields of one row by column.
private struct IncidentCells {
    let reader: CSVReader
    let header: IncidentHeader

    /// The value of a column that must have one.
    func needed<Value>(
        _ column: IncidentColumn, _ complaint: String, _ code: Refusal.Code = .malformed,
        read: (ArraySlice<UInt8>) -> Value?
    ) throws(Refusal) -> Value {
        guard let value = try given(column, complaint, code, read: read) else {
            throw refusal(.malformed, column, "missing")
        }
        return value
    }

    /// The value of a column; nil when it is missing.
    func given<Value>(
        _ column: IncidentColumn, _ complaint: String, _ code: Refusal.Code = .malformed,
        read: (ArraySlice<UInt8>) -> Value?
    ) throws(Refusal) -> Value? {
        let bytes = reader.bytes(of: header[column])
        guard !IncidentField.isMissing(bytes) else { return nil }
        guard let value = read(bytes) else { throw refusal(code, column, complaint) }
        return value
    }

    private func refusal(_ code: Refusal.Code, _ column: IncidentColumn, _ complaint: String) -> Refusal {
        Refusal(code, "\(column.rawValue): \(complaint)", at: .line(reader.line).column(header[column] + 1))
    }
}
