package import DeskHosting
package import DeskOperations
package import DeskPrimitives
import DeskReplay

/// A desk that a log is fed to.
package protocol ReplayDesk {
    /// Does what requests ask, in one step.
    mutating func take(_ requests: [DeskRequest]) async throws -> [Result<DeskResult, Refusal>]
    /// The desk's own report, made of its events.
    func report() async throws -> CaseReport
}

/// A desk in memory that is gone when the program ends.
package struct MemoryDesk: ReplayDesk {
    private var replay: Replay

    package init(policy: CompiledPolicy) { replay = Replay(policy: policy) }

    package mutating func take(_ requests: [DeskRequest]) async throws -> [Result<DeskResult, Refusal>] {
        try replay.run(requests)
    }

    package func report() async throws -> CaseReport { replay.report }
}

/// A desk over a store.
package struct StoredDesk: ReplayDesk {
    let desk: Desk

    package init(_ desk: Desk) { self.desk = desk }

    package func take(_ requests: [DeskRequest]) async throws -> [Result<DeskResult, Refusal>] {
        try await desk.perform(requests)
    }

    package func report() async throws -> CaseReport { try await desk.report() }
}

extension DeskRequest {
    /// A request to take in an observation, named after it and made at its time.
    ///
    /// - Throws: ``Refusal`` when the name of the case is too long for that.
    package init(_ observation: CaseObservation) throws(Refusal) {
        var name = ""
        name.reserveCapacity(Limits.identifierBytes)
        name += observation.caseID.rawValue
        name += "/"
        name += String(observation.version)
        name += "/"
        name += String(observation.at.secondsRoundedDown)
        do throws(Refusal) {
            self.init(try CommandID(name), .observe(observation), at: observation.at)
        } catch {
            throw Refusal(error.code, "the number of the case is too long", at: .field("caseID"))
        }
    }
}
