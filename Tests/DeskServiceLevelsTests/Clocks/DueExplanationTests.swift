import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

struct DueExplanationTests {
    private let helsinki: ZoneRules

    init() throws { helsinki = try ZoneRules.named("Europe/Helsinki") }

    private func explain(
        _ clock: ServiceClock, _ time: String, calendarName: String? = "Toimisto"
    ) -> (data: DueExplanation, en: String, fi: String) {
        let explanation = clock.explanation(at: at(time), in: office, calendarName: calendarName, zone: helsinki)
        return (explanation, explanation.sentence(in: .english), explanation.sentence(in: .finnish))
    }

    @Test func aRunningClockSaysWhatTheDueTimeIsMadeOf() throws {
        let clock = try resolutionClock(.hours(8)).applying(
            (.pause(.customer), "2026-03-02T08:00:00Z"), (.resume, "2026-03-02T10:00:00Z"),
            (.pause(.supplier), "2026-03-02T11:00:00Z"), (.resume, "2026-03-02T11:30:00Z"))
        let (data, en, fi) = explain(clock, "2026-03-02T12:00:00Z")
        #expect(data.countedFrom == mondayOpening)
        #expect(data.calendarName == "Toimisto")
        #expect(
            data.pauses == [
                PauseSpan(
                    reason: .customer, from: at("2026-03-02T08:00:00Z"), to: at("2026-03-02T10:00:00Z"),
                    leftOut: .hours(2)),
                PauseSpan(
                    reason: .supplier, from: at("2026-03-02T11:00:00Z"), to: at("2026-03-02T11:30:00Z"),
                    leftOut: .minutes(30)),
            ])
        #expect(data.status == clock.status(at: at("2026-03-02T12:00:00Z"), in: office))
        #expect(
            en == """
                Resolution: 8 h in the hours of “Toimisto”, counted from 2026-03-02 09:00. \
                Left out: 2 h waiting for the customer, 30 min waiting for a supplier. \
                Used: 2 h 30 min, left: 5 h 30 min. Due 2026-03-03 11:30. Times are in Europe/Helsinki.
                """)
        #expect(
            fi == """
                Ratkaisu: tavoite 8 h kalenterin ”Toimisto” mukaan, laskettu 2.3.2026 klo 09.00 alkaen. \
                Laskusta jätetty pois: 2 h asiakasta odotettaessa, 30 min toimittajaa odotettaessa. \
                Käytetty: 2 h 30 min, jäljellä: 5 h 30 min. Määräaika on 3.3.2026 klo 11.30. \
                Ajat ovat aikavyöhykkeellä Europe/Helsinki.
                """)
    }

    @Test func aPausedClockSaysWhyThereIsNoDueTime() throws {
        let clock = try resolutionClock(.hours(8)).applying((.pause(.scheduled), "2026-03-02T08:00:00Z"))
        let (data, en, fi) = explain(clock, "2026-03-02T09:00:00Z", calendarName: nil)
        #expect(
            data.pauses == [
                PauseSpan(reason: .scheduled, from: at("2026-03-02T08:00:00Z"), to: nil, leftOut: .hours(1))
            ])
        #expect(
            en == """
                Resolution: 8 h in the hours of “office”, counted from 2026-03-02 09:00. \
                Left out: 1 h waiting for the agreed time. Used: 1 h, left: 7 h. \
                Paused, waiting for the agreed time; there is no due time until the clock goes on. \
                Times are in Europe/Helsinki.
                """)
        #expect(
            fi.contains("Laskenta on tauolla sovittua ajankohtaa odotettaessa; määräaika selviää, kun laskenta jatkuu.")
        )
    }

    @Test func completedLateMissedAndCancelled() throws {
        let late = try resolutionClock(.hours(2)).applying((.stop, "2026-03-02T10:00:30Z"))
        #expect(
            explain(late, "2026-03-02T12:00:00Z").en.contains(
                "Completed late, 2026-03-02 12:00:30; the target was missed 2026-03-02 11:00, now by 1 h."))
        #expect(
            explain(late, "2026-03-02T12:00:00Z").fi.contains(
                "Valmistui myöhässä, 2.3.2026 klo 12.00.30; tavoite ylittyi 2.3.2026 klo 11.00, nyt jo 1 h."))
        let breached = try resolutionClock(.hours(8))
        #expect(explain(breached, "2026-03-02T20:00:00Z").en.contains("The target was missed 2026-03-02 17:00."))
        #expect(explain(breached, "2026-03-02T20:00:00Z").fi.contains("Tavoite ylittyi 2.3.2026 klo 17.00."))
        let met = try resolutionClock(.hours(8)).applying((.stop, "2026-03-02T10:00:00Z"))
        #expect(explain(met, "2026-03-02T12:00:00Z").en.contains("Used: 3 h. Completed in time, 2026-03-02 12:00."))
        #expect(
            explain(met, "2026-03-02T12:00:00Z").fi.contains("Käytetty: 3 h. Valmistui ajoissa, 2.3.2026 klo 12.00."))
        let cancelled = try resolutionClock(.hours(8)).applying((.cancel, "2026-03-02T10:00:00Z"))
        #expect(explain(cancelled, "2026-03-02T12:00:00Z").fi.contains("Peruttu 2.3.2026 klo 12.00."))
    }

    @Test func withoutATargetOrCalendar() throws {
        var clock = try ServiceClock(metric: .agentWork, targetName: "work", target: nil, startedAt: mondayOpening)
        let explanation = clock.explanation(at: at("2026-03-02T08:00:00Z"), in: .always)
        #expect(explanation.calendarName == nil)
        #expect(
            explanation.sentence(in: .english)
                == "Agents' work: no target, counted from 2026-03-02 07:00. Used: 1 h. Times are in UTC.")
        try clock.apply(.retarget(.hours(2), .retroactive), at: mondayOpening)
        #expect(
            clock.explanation(at: at("2026-03-02T08:00:00Z"), in: .always).sentence(in: .finnish) == """
                Käsittelyaika: tavoite 2 h kellon ympäri, laskettu 2.3.2026 klo 07.00 alkaen. \
                Käytetty: 1 h, jäljellä: 1 h. Määräaika on 2.3.2026 klo 09.00. Ajat ovat aikavyöhykkeellä UTC.
                """)
    }

    @Test func aRestartForgetsOlderPausesAndAResumptionShowsTheTimeClosed() throws {
        let history: [(ClockEvent, String)] = [
            (.pause(.customer), "2026-03-02T08:00:00Z"), (.resume, "2026-03-02T09:00:00Z"),
            (.stop, "2026-03-02T10:00:00Z"),
        ]
        let stopped = try resolutionClock(.hours(8)).applying(history[0], history[1], history[2])
        let resumed = try stopped.applying((.reopen(.resume), "2026-03-02T12:00:00Z"))
        let (data, en, _) = explain(resumed, "2026-03-02T13:00:00Z")
        #expect(data.pauses.map(\.reason) == [.customer, nil])
        #expect(en.contains("Left out: 1 h waiting for the customer, 2 h while it was closed."))
        let restarted = try stopped.applying((.reopen(.restart), "2026-03-02T12:00:00Z"))
        let (fresh, _, _) = explain(restarted, "2026-03-02T13:00:00Z")
        #expect(fresh.pauses == [])
        #expect(fresh.countedFrom == at("2026-03-02T12:00:00Z"))
    }

    @Test func aCalendarThatNeverGivesTheTime() throws {
        let never = try BusinessCalendar(zone: "UTC").compiled()
        let explanation = try resolutionClock(.hours(8)).explanation(at: mondayOpening, in: never)
        #expect(explanation.sentence(in: .english).contains("The calendar never gives that much time."))
        #expect(explanation.sentence(in: .finnish).contains("Kalenterin aika ei koskaan riitä tavoitteeseen."))
    }

    @Test func whatWasLeftOutAndWhatWasUsedIsTheTimeThatPassed() throws {
        for seed in 0..<100 {
            var random = SplitMix(seed: UInt64(seed))
            var clock = try resolutionClock(.hours(8))
            var instant = mondayOpening
            for _ in 0..<random.below(12) {
                instant = instant + .minutes(Int64(1 + random.below(600)))
                try clock.apply(
                    random.pick([.pause(.customer), .pause(.supplier), .pause(.scheduled), .resume]), at: instant)
            }
            let now = instant + .hours(Int64(random.below(100)))
            let explanation = clock.explanation(at: now, in: office)
            let leftOut = explanation.pauses.reduce(TimeSpan.zero) { $0 + $1.leftOut }
            let passed = office.elapsed(from: mondayOpening, to: now)
            #expect(leftOut + explanation.status.consumed == passed, "seed \(seed)")
        }
    }
}
