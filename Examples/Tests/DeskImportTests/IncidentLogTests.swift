import DeskImport
import DeskOperations
import DeskPrimitives
import DeskServiceLevels
import Foundation
import Testing

/// The sample log of this package, every kind of dirty row included.
func sampleLog() throws -> [UInt8] {
    let file = URL(fileURLWithPath: #filePath).appendingPathComponent("../../../Samples/incidents.csv").standardized
    return [UInt8](try Data(contentsOf: file))
}

/// Everything an importer finds in bytes that come in chunks of a size.
func importLog(
    _ bytes: [UInt8], chunk: Int = 1 << 16
) throws(Refusal) -> (taken: [CaseObservation], rejected: [Refusal], counts: ImportCounts) {
    var log = IncidentLog()
    var taken: [CaseObservation] = []
    var rejected: [Refusal] = []
    var rest = bytes[...]
    while true {
        switch try log.next() {
        case .observation(let observation): taken.append(observation)
        case .rejected(let refusal): rejected.append(refusal)
        case .needsMore:
            if rest.isEmpty { log.finish() } else { log.append(rest.prefix(chunk)) }
            rest = rest.dropFirst(chunk)
        case .end: return (taken, rejected, log.counts)
        }
    }
}

@Suite struct IncidentLogTests {
    private static let columns = [
        "number", "incident_state", "sys_mod_count", "sys_updated_at", "opened_at", "contact_type", "caller_id",
        "category", "priority", "assignment_group", "assigned_to", "reassignment_count", "reopen_count", "made_sla",
    ]
    private static let row = [
        "REQ-1", "Active", "3", "29/2/2024 23:59", "1/1/2024 00:00", "Phone", "Resident 1", "Roads", "3 - Moderate",
        "Front Desk", "Mender 1", "2", "1", "true",
    ]

    private static func table(_ rows: [String]...) -> [UInt8] {
        Array(([columns] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n").utf8)
    }
    private static func with(_ column: String, _ value: String) -> [String] {
        var row = row
        if let index = columns.firstIndex(of: column) { row[index] = value }
        return row
    }

    @Test func aRowBecomesAnObservation() throws {
        let log = try importLog(Self.table(Self.row))
        #expect(
            log.taken == [
                CaseObservation(
                    source: "servicenow", caseID: "REQ-1", version: 3, at: Instant("2024-02-29T23:59:00Z")!,
                    openedAt: Instant("2024-01-01T00:00:00Z")!, status: .open, channel: "phone", caller: "Resident 1",
                    topic: "Roads", priority: .normal, team: "Front-Desk", agent: "Mender-1", handOvers: 2, reopens: 1,
                    targetsKept: true)
            ])
        #expect(log.rejected.isEmpty)
    }

    @Test(arguments: [
        ("New", CaseStatus.new), ("Active", .open), ("Awaiting User Info", .pending(.customer)),
        ("Awaiting Vendor", .pending(.supplier)), ("Awaiting Problem", .pending(.internal)),
        ("Awaiting Evidence", .pending(.internal)), ("Resolved", .resolved), ("Closed", .closed),
    ])
    func statesAreTranslated(_ state: String, _ status: CaseStatus) throws {
        let log = try importLog(Self.table(Self.with("incident_state", state)))
        #expect(log.taken.map(\.status) == [status])
        #expect(log.counts.withoutStatus == 0)
    }

    @Test(arguments: ["-100", "?", ""]) func aStateThatSaysNothingIsTakenAndCounted(_ state: String) throws {
        let log = try importLog(Self.table(Self.with("incident_state", state), Self.row))
        #expect(log.taken.map(\.status) == [nil, .open])
        #expect(log.counts.withoutStatus == 1 && log.counts.taken == 2)
    }

    @Test(arguments: [
        ("Phone", "phone"), ("Self service", "self-service"), ("Email", "mail"), ("IVR", "ivr"),
        ("Direct opening", "direct"),
    ])
    func contactTypesAreChannels(_ type: String, _ channel: String) throws {
        let log = try importLog(Self.table(Self.with("contact_type", type)))
        #expect(log.taken.map(\.channel.rawValue) == [channel])
    }

    @Test(arguments: [
        ("1 - Critical", CasePriority.critical), ("2 - High", .high), ("3 - Moderate", .normal), ("4 - Low", .low),
    ])
    func prioritiesAreTranslated(_ text: String, _ priority: CasePriority) throws {
        #expect(try importLog(Self.table(Self.with("priority", text))).taken.map(\.priority) == [priority])
    }

    @Test(arguments: ["?", ""]) func whatMayBeMissingIsLeftOut(_ nothing: String) throws {
        var row = Self.row
        for column in 6..<14 { row[column] = nothing }
        let observation = try #require(try importLog(Self.table(row)).taken.first)
        #expect(observation.caller == nil && observation.topic == nil && observation.priority == nil)
        #expect(observation.team == nil && observation.agent == nil && observation.targetsKept == nil)
        #expect(observation.handOvers == 0 && observation.reopens == 0)
    }

    @Test(arguments: [
        ("number", "?", Refusal.Code.malformed, 1, "number: missing"),
        ("number", "", .malformed, 1, "number: missing"),
        ("number", String(repeating: "x", count: 65), .malformed, 1, "number: not 1 to 64 printable ASCII characters"),
        ("number", "REQ-ä", .malformed, 1, "number: not 1 to 64 printable ASCII characters"),
        ("incident_state", "Paused", .unknownName, 2, "incident_state: an unknown state"),
        ("incident_state", "new", .unknownName, 2, "incident_state: an unknown state"),
        ("sys_mod_count", "?", .malformed, 3, "sys_mod_count: missing"),
        ("sys_mod_count", "-1", .malformed, 3, "sys_mod_count: not a count"),
        ("sys_mod_count", "+1", .malformed, 3, "sys_mod_count: not a count"),
        ("sys_mod_count", "1.0", .malformed, 3, "sys_mod_count: not a count"),
        ("sys_mod_count", "9999999999999999999", .malformed, 3, "sys_mod_count: not a count"),
        ("contact_type", "?", .malformed, 6, "contact_type: missing"),
        ("contact_type", "Pigeon", .unknownName, 6, "contact_type: an unknown contact type"),
        (
            "caller_id", String(repeating: "x", count: 65), .malformed, 7,
            "caller_id: not UTF-8 text of at most 64 bytes"
        ),
        ("category", "Straße", .malformed, 8, "category: not 1 to 64 printable ASCII characters"),
        ("priority", "3", .unknownName, 9, "priority: an unknown priority"),
        ("assignment_group", "a\tb", .malformed, 10, "assignment_group: not 1 to 64 printable ASCII characters"),
        ("reassignment_count", "two", .malformed, 12, "reassignment_count: not a count"),
        ("reopen_count", "-2", .malformed, 13, "reopen_count: not a count"),
        ("made_sla", "TRUE", .malformed, 14, "made_sla: neither true nor false"),
    ])
    func dirtyValuesAreReportedAndKeptOut(
        _ column: String, _ value: String, _ code: Refusal.Code, _ number: Int, _ detail: String
    ) throws {
        let log = try importLog(Self.table(Self.row, Self.with(column, value), Self.with("number", "REQ-2")))
        #expect(log.taken.map(\.caseID) == ["REQ-1", "REQ-2"])
        #expect(log.rejected == [Refusal(code, detail, at: .line(3).column(number))])
        #expect(log.counts.rows == 3 && log.counts.taken == 2 && log.counts.rejected == 1)
    }

    @Test(arguments: [
        "?", "", "1/1/2024", "1/1/2024 1:2", "2024-01-01 00:00", "31/4/2024 10:00", "29/2/2023 10:00", "0/1/2024 10:00",
        "1/13/2024 10:00", "1/1/0000 10:00", "1/1/24 10:00", "1/1/2024 24:00", "1/1/2024 10:60", "1/1/2024 10:00 ",
        " 1/1/2024 10:00", "1/1/2024  10:00", "001/1/2024 10:00", "1/1/2024 10:00Z", "-1/1/2024 10:00", "1//2024 10:00",
        "99999999999999999999/1/2024 10:00",
    ])
    func timesThatDoNotExistAreReported(_ time: String) throws {
        for (column, number) in [("sys_updated_at", 4), ("opened_at", 5)] {
            let log = try importLog(Self.table(Self.with(column, time)))
            #expect(log.taken.isEmpty)
            #expect(log.rejected.map(\.place) == [.line(2).column(number)])
        }
    }

    @Test(arguments: [
        ("1/3/2016 00:00", "2016-03-01T00:00:00Z"), ("29/2/2016 1:16", "2016-02-29T01:16:00Z"),
        ("03/04/2017 23:59", "2017-04-03T23:59:00Z"), ("1/1/0001 00:00", "0001-01-01T00:00:00Z"),
        ("31/12/9999 23:59", "9999-12-31T23:59:00Z"), ("31/12/1969 23:00", "1969-12-31T23:00:00Z"),
    ])
    func timesAreDayMonthYearInUTC(_ text: String, _ expected: String) throws {
        let log = try importLog(Self.table(Self.with("sys_updated_at", text)))
        #expect(log.taken.map(\.at.description) == [expected])
    }

    @Test func aRowOfAnotherLengthIsReportedWhereItDiffers() throws {
        let log = try importLog(Self.table(Array(Self.row.dropLast(3)), Self.row + ["more"], Self.row))
        #expect(
            log.rejected == [
                Refusal(.malformed, "a row of 11 fields under a header of 14", at: .line(2).column(12)),
                Refusal(.malformed, "a row of 15 fields under a header of 14", at: .line(3).column(15)),
            ])
        #expect(log.taken.count == 1)
    }

    @Test func columnsAreFoundByName() throws {
        let order = [13, 5, 2, 9, 0, 7, 11, 3, 1, 12, 4, 10, 6, 8]
        let header = ["x"] + order.map { Self.columns[$0] } + ["number "]
        let row = ["?"] + order.map { Self.row[$0] } + ["?"]
        let text = [header, row].map { $0.joined(separator: ",") }.joined(separator: "\r\n")
        #expect(try importLog(Array(text.utf8)).taken == importLog(Self.table(Self.row)).taken)
    }

    @Test func aLogWithoutUsableHeaderIsRefused() {
        let refusal = { (text: String) -> Refusal? in
            do throws(Refusal) { _ = try importLog(Array(text.utf8)) } catch { return error }
            return nil
        }
        #expect(refusal("") == Refusal(.malformed, "the log has no header", at: .line(1)))
        #expect(
            refusal("\n\nnumber,x\n") == Refusal(.malformed, "the header has no column incident_state", at: .line(3)))
        let twice = (Self.columns + ["number"]).joined(separator: ",")
        #expect(
            refusal(twice) == Refusal(.duplicateName, "the header has the column number twice", at: .line(1).column(15))
        )
        #expect(
            refusal("number,\"incident_state")
                == Refusal(
                    .malformed, "a quote that is never closed", at: .line(1).column(2)))
    }

    @Test func reportsHoldNoValues() throws {
        let log = try importLog(
            Self.table(Self.with("caller_id", "Canary\u{0} ") + ["x"], Self.with("number", "Canary é")))
        #expect(log.rejected.count == 2)
        #expect(!log.rejected.contains { $0.description.contains("Canary") })
    }

    // MARK: The sample

    @Test(arguments: [1, 7, 1 << 16]) func theSampleIsReadInAnyChunks(_ chunk: Int) throws {
        let log = try importLog(sampleLog(), chunk: chunk)
        var counts = ImportCounts()
        counts.rows = 24
        counts.taken = 14
        counts.rejected = 10
        counts.withoutStatus = 1
        #expect(log.counts == counts)
        #expect(
            log.rejected.map(\.description) == [
                "malformed at line 12, column 16: a row of 15 fields under a header of 17",
                "malformed at line 13, column 8: opened_at: not a time of the form D/M/YYYY HH:MM",
                "malformed at line 14, column 4: sys_mod_count: not a count",
                "malformed at line 15, column 5: reassignment_count: not a count",
                "unknownName at line 16, column 12: contact_type: an unknown contact type",
                "malformed at line 17, column 2: number: missing",
                "malformed at line 18, column 15: a quote that is never closed",
                "unknownName at line 19, column 1: priority: an unknown priority",
                "unknownName at line 20, column 3: incident_state: an unknown state",
                "malformed at line 21, column 7: made_sla: neither true nor false",
            ])
        let last = Dictionary(grouping: log.taken, by: \.caseID).mapValues { $0.max { $0.version < $1.version }! }
        #expect(last.count == 5)
        #expect(last.values.count { $0.targetsKept == true } == 3)
        #expect(last.values.map(\.handOvers).reduce(0, +) == 6)
        #expect(last.values.map(\.reopens).reduce(0, +) == 1)
    }
}
