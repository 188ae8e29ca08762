import DeskCommandLine
import DeskFoundation
import DeskHosting
import DeskImport
import DeskOperations
import DeskPrimitives
import DeskStoreGRDB
import DeskTestKit
import ExampleTestSupport
import Foundation
import Testing

/// What the program wrote, and its exit code.
struct Said: Sendable {
    var code: Int32
    var output: String
    var errors: String
}

/// Runs the program as from a shell.
func desk(_ arguments: String..., isWatched: Bool = false) async -> Said {
    do {
        let folder = try TemporaryFolder()
        let (output, errors) = (folder.path("output"), folder.path("errors"))
        for path in [output, errors] { try Data().write(to: URL(fileURLWithPath: path)) }
        let (first, second) = try (
            FileHandle(forWritingTo: URL(fileURLWithPath: output)),
            FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        )
        let console = Console(
            isWatched: isWatched, output: { first.write(Data($0.utf8)) }, errors: { second.write(Data($0.utf8)) })
        let code = await DeskProgram.run(arguments, console: console)
        return Said(
            code: code, output: try String(contentsOfFile: output, encoding: .utf8),
            errors: try String(contentsOfFile: errors, encoding: .utf8))
    } catch {
        Issue.record(error)
        return Said(code: -1, output: "", errors: "")
    }
}

/// Files of this package.
enum PackageFile {
    static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).appendingPathComponent("../../../\(name)").standardized.path
    }
}

/// The policy for incident logs, ready for use.
func incidentPolicy() throws -> CompiledPolicy { try CompiledPolicy(PolicyFile.incidentLog()) }

/// A desk over an SQLite file with the policy for incident logs.
func storedDesk(_ path: String) throws -> Desk {
    Desk(
        policy: try incidentPolicy(), store: try GRDBRecordStore(path: path), clock: SystemClock(),
        identifiers: UUIDIdentifiers(), secret: Array("desk replay".utf8))
}

/// All observations of a log.
func observations(_ bytes: some Sequence<UInt8>) throws -> [CaseObservation] {
    var log = IncidentLog()
    log.append(bytes)
    log.finish()
    var found: [CaseObservation] = []
    while true {
        switch try log.next() {
        case .observation(let observation): found.append(observation)
        case .rejected: continue
        case .needsMore, .end: return found
        }
    }
}

/// The observations so many times over, in the order of their time, each late by up to an hour.
func delivered(_ observations: [CaseObservation], times: Int, seed: UInt64) -> [CaseObservation] {
    var random = SeededGenerator(seed: seed)
    var deliveries: [(at: Int64, number: Int, observation: CaseObservation)] = []
    for _ in 0..<times {
        for observation in observations {
            let late = random.integer(in: 0...Int64(3_600_000_000))
            deliveries.append((observation.at.microseconds + late, deliveries.count, observation))
        }
    }
    deliveries.sort { ($0.at, $0.number) < ($1.at, $1.number) }
    return deliveries.map(\.observation)
}

/// Feeds observations to a desk and returns how many were new to it.
func feed(_ observations: [CaseObservation], into desk: inout some ReplayDesk, step: Int) async throws -> Int {
    var new = 0
    var start = 0
    while start < observations.count {
        let end = min(start + step, observations.count)
        let requests = try observations[start..<end].map { try DeskRequest($0) }
        for result in try await desk.take(requests) {
            if case .observed(isNew: true) = try result.get() { new += 1 }
        }
        start = end
    }
    return new
}
