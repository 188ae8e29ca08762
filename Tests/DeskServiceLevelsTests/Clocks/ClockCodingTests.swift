import DeskPrimitives
import DeskSchedules
import Foundation
import Testing

@testable import DeskServiceLevels

struct ClockCodingTests {
    private func fullClock() throws -> ServiceClock {
        try resolutionClock(.hours(8), atRisk: [50, 90], pausesOn: [.supplier]).applying(
            (.pause(.supplier), "2026-03-02T08:00:00Z"), (.resume, "2026-03-02T09:00:00Z"),
            (.retarget(.hours(4), .prorate), "2026-03-02T09:30:00Z"), (.retarget(nil, .carry), "2026-03-02T09:40:00Z"),
            (.stop, "2026-03-02T10:00:00Z"), (.reopen(.restart), "2026-03-02T11:00:00Z"),
            (.cancel, "2026-03-02T12:00:00Z"))
    }

    @Test func aClockSurvivesRecordsAndDocuments() throws {
        let clock = try fullClock()
        #expect(try throughRecord(clock) == clock)
        #expect(try throughJSON(clock) == clock)
        let bytes = try RecordEncoder().encode(clock)
        #expect(try RecordEncoder().encode(throughRecord(clock)) == bytes)
    }

    @Test func whatIsEmptyComesBackEmpty() throws {
        let clock = try resolutionClock(.hours(8), atRisk: [], pausesOn: [])
        #expect(try throughRecord(clock) == clock)
        #expect(try throughJSON(clock) == clock)
        let target = try ServiceTarget(name: "a", metric: .answer, within: [.low: .hours(1)], pausesOn: [], atRisk: [])
        #expect(try throughRecord(target) == target)
        #expect(try throughRecord(TargetBook.empty) == .empty)
        #expect(try throughRecord(TimeLedger.empty) == .empty)
        let description = try ServiceDescription(name: "n", purpose: "p", items: [])
        #expect(try throughRecord(description) == description)
        #expect(try throughJSON(description) == description)
    }

    @Test func theDocumentFormIsFlat() throws {
        let clock = try document(
            ServiceClock.self,
            """
            {"metric": "resolution", "targetName": "resolution", "target": "PT8H", "calendar": "office",
             "startedAt": "2026-03-02T07:00:00Z",
             "events": [{"at": "2026-03-02T10:00:00Z", "event": "stop"},
                        {"at": "2026-03-02T08:00:00Z", "event": "pause", "reason": "customer"},
                        {"at": "2026-03-02T09:00:00Z", "event": "retarget", "target": "PT4H"}]}
            """)
        let expected = try resolutionClock(.hours(8)).applying(
            (.pause(.customer), "2026-03-02T08:00:00Z"), (.retarget(.hours(4), .retroactive), "2026-03-02T09:00:00Z"),
            (.stop, "2026-03-02T10:00:00Z"))
        #expect(clock == expected)
    }

    @Test func documentsAreChecked() throws {
        let head = #""metric": "resolution", "targetName": "r", "startedAt": "2026-03-02T07:00:00Z""#
        #expect(
            documentError(ServiceClock.self, "{\(head), \"target\": \"-PT1H\"}")
                == "target: a target is longer than no time")
        #expect(
            documentError(ServiceClock.self, "{\(head), \"atRisk\": [0]}")
                == "atRisk.0: an at-risk step is 1 to 99 per cent of the target")
        #expect(
            documentError(
                ServiceClock.self,
                "{\(head), \"events\": [{\"at\": \"2026-03-02T07:00:00Z\", \"event\": \"retarget\", \"target\": \"PT0S\", \"policy\": \"carry\"}]}"
            ) == "events.0.target: a target is longer than no time")
        #expect(
            documentError(
                ServiceClock.self, "{\(head), \"events\": [{\"at\": \"2026-03-02T07:00:00Z\", \"event\": \"pause\"}]}")?
                .hasSuffix("reason: missing") == true)
        let odd = head.replacingOccurrences(of: #""resolution""#, with: #""happiness""#)
        #expect(documentError(ServiceClock.self, "{\(odd)}")?.hasPrefix("metric: ") == true)
    }

    @Test func damagedRecordsAreRefusedNotTrappedOn() throws {
        let bytes = try RecordEncoder().encode(fullClock())
        var refused = 0
        for seed in 0..<600 {
            var random = SplitMix(seed: UInt64(seed))
            var damaged = bytes
            for _ in 0...random.below(3) { damaged[random.below(damaged.count)] = UInt8(random.below(256)) }
            if random.chance(1, in: 4) { damaged.removeLast(1 + random.below(damaged.count - 1)) }
            do {
                let clock = try RecordDecoder().decode(ServiceClock.self, from: damaged)
                #expect(clock.events == clock.events.sorted())
                _ = clock.status(at: .latest, in: .always)
                _ = clock.nextDeadline(after: .earliest, in: office)
                _ = clock.explanation(at: .latest, in: office).sentence(in: .english)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 150)
    }
}
