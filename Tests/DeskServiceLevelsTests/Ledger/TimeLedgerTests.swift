import DeskPrimitives
import DeskSchedules
import Testing

@testable import DeskServiceLevels

struct TimeLedgerTests {
    private func share(_ bucket: TimeLedger.Bucket, _ span: TimeSpan) -> TimeLedger.Share {
        TimeLedger.Share(bucket: bucket, span: span)
    }

    private let timeline = [
        HolderChange(at: at("2026-03-02T06:30:00Z"), holder: .queue("front")),
        HolderChange(at: at("2026-03-02T08:00:00Z"), holder: .team("billing")),
        HolderChange(at: at("2026-03-02T12:00:00Z"), holder: .customer),
        HolderChange(at: at("2026-03-03T06:00:00Z"), holder: .team("billing")),
        HolderChange(at: at("2026-03-03T09:00:00Z"), holder: .supplier),
        HolderChange(at: at("2026-03-03T10:00:00Z"), holder: .internal),
        HolderChange(at: at("2026-03-03T10:30:00Z"), holder: .team(nil)),
        HolderChange(at: at("2026-03-03T16:00:00Z"), holder: .done),
    ]

    @Test func everyHourOfACaseHasItsPlace() throws {
        let ledger = try TimeLedger.make(
            timeline: timeline, from: at("2026-03-02T06:30:00Z"), to: at("2026-03-03T20:30:00Z"), in: office)
        #expect(
            ledger.shares == [
                share(.queue("front"), .hours(1)),
                share(.team(nil), .minutes(270)),
                share(.team("billing"), .hours(6)),
                share(.customer, .hours(18)),
                share(.supplier, .hours(1)),
                share(.internal, .minutes(30)),
                share(.closed, .minutes(150)),
                share(.done, .minutes(270)),
            ])
        #expect(ledger.total == .hours(38))
        #expect(ledger.queued == .hours(1))
        #expect(ledger.ours == .minutes(630))
        #expect(ledger.span(in: .customer) == .hours(18))
        #expect(ledger.span(in: .team("other")) == .zero)
    }

    @Test func theOrderOfTheTimelineDoesNotMatter() throws {
        let make = { (timeline: [HolderChange]) in
            try TimeLedger.make(
                timeline: timeline, from: at("2026-03-02T06:30:00Z"), to: at("2026-03-03T20:30:00Z"), in: office)
        }
        let expected = try make(timeline)
        for seed in 0..<20 {
            var random = SplitMix(seed: UInt64(seed))
            #expect(try make(random.shuffled(timeline)) == expected, "seed \(seed)")
        }
    }

    @Test func ofEntriesAtOneInstantTheLaterInTheListCounts() throws {
        let ledger = try TimeLedger.make(
            timeline: [
                HolderChange(at: mondayOpening, holder: .customer), HolderChange(at: mondayOpening, holder: .supplier),
            ],
            from: mondayOpening, to: mondayOpening + .hours(1), in: .always)
        #expect(ledger.shares == [share(.supplier, .hours(1))])
    }

    @Test func beforeItsFirstEntryACaseWaitsInNoQueue() throws {
        let ledger = try TimeLedger.make(
            timeline: [HolderChange(at: mondayOpening + .hours(1), holder: .done)], from: mondayOpening - .hours(1),
            to: mondayOpening + .hours(2), in: office)
        #expect(
            ledger.shares == [share(.queue(nil), .hours(1)), share(.closed, .hours(1)), share(.done, .hours(1))])
    }

    @Test func noTimeIsAnEmptyLedger() throws {
        let ledger = try TimeLedger.make(timeline: timeline, from: mondayOpening, to: mondayOpening, in: office)
        #expect(ledger == .empty)
        #expect(ledger.total == .zero)
    }

    private func randomTimeline(_ random: inout SplitMix) -> [HolderChange] {
        let holders: [Holder] = [
            .queue(nil), .queue("q"), .team(nil), .team("a"), .team("b"), .customer, .supplier, .internal, .done,
        ]
        return (0..<random.below(20)).map { _ in
            // Ties included: few instants, odd microseconds.
            HolderChange(
                at: mondayOpening + TimeSpan(microseconds: 3_600_000_001 * Int64(random.below(200) - 20)),
                holder: random.pick(holders))
        }
    }

    @Test func theBucketsAddUpToTheTimeThatPassedExactly() throws {
        for seed in 0..<400 {
            var random = SplitMix(seed: UInt64(seed))
            let timeline = randomTimeline(&random)
            let start = mondayOpening + TimeSpan(microseconds: Int64(random.below(1_000_000_000)))
            let end = start + TimeSpan(microseconds: Int64(random.below(1_000_000_000_000)))
            for open in [office, .always] {
                let ledger = try TimeLedger.make(timeline: timeline, from: start, to: end, in: open)
                let sum = ledger.shares.reduce(TimeSpan.zero) { $0 + $1.span }
                #expect(sum == end - start, "seed \(seed)")
                #expect(ledger.total == end - start, "seed \(seed)")
                #expect(ledger.shares.allSatisfy { $0.span > .zero }, "seed \(seed)")
                #expect(ledger.shares.map(\.bucket) == Set(ledger.shares.map(\.bucket)).sorted(), "seed \(seed)")
                if open.isOpen(end), start == end { #expect(ledger == .empty) }
            }
        }
    }

    @Test func ledgersOfPartsAddUpToTheLedgerOfTheWhole() throws {
        for seed in 0..<200 {
            var random = SplitMix(seed: UInt64(seed))
            let timeline = randomTimeline(&random)
            let middle = mondayOpening + TimeSpan(microseconds: Int64(random.below(500_000_000_000)))
            let end = middle + TimeSpan(microseconds: Int64(random.below(500_000_000_000)))
            let make = { (from: Instant, to: Instant) in
                try TimeLedger.make(timeline: timeline, from: from, to: to, in: office)
            }
            let parts = try make(mondayOpening, middle) + make(middle, end)
            #expect(try make(mondayOpening, end) == parts, "seed \(seed)")
        }
    }

    @Test func ledgersMergeInAnyOrder() throws {
        let a = try TimeLedger.make(timeline: timeline, from: mondayOpening, to: mondayOpening + .hours(30), in: office)
        let b = try TimeLedger.make(timeline: timeline, from: mondayOpening, to: mondayOpening + .hours(7), in: .always)
        #expect(try a + b == b + a)
        #expect(try a + TimeLedger.empty == a)
        #expect(try (a + b).total == .hours(37))
    }

    @Test func badInputIsRefused() throws {
        #expect(throws: Refusal(.outOfRange, "the end lies before the start", at: .field("to"))) {
            try TimeLedger.make(timeline: [], from: mondayOpening, to: mondayOpening - microsecond, in: office)
        }
        #expect(throws: Refusal(.outOfRange, "outside the years 1 to 9999", at: .field("from"))) {
            try TimeLedger.make(timeline: [], from: Instant(microseconds: .min), to: mondayOpening, in: office)
        }
        let long = Array(repeating: timeline[0], count: Limits.listCount + 1)
        #expect(throws: Refusal(.tooLong, "at most 100000 entries are taken", at: .field("timeline"))) {
            try TimeLedger.make(timeline: long, from: mondayOpening, to: .latest, in: .always)
        }
        // Entries of times nobody checked are taken as what they are: long ago, or never.
        let wild = [
            HolderChange(at: Instant(microseconds: .min), holder: .customer),
            HolderChange(at: Instant(microseconds: .max), holder: .done),
        ]
        let ledger = try TimeLedger.make(timeline: wild, from: mondayOpening, to: mondayOpening + .hours(1), in: office)
        #expect(ledger.shares == [share(.customer, .hours(1))])
        // All accepted years thirty times are more than fits.
        let all = try TimeLedger.make(timeline: [], from: .earliest, to: .latest, in: .always)
        #expect(throws: Refusal(.outOfRange, "more time than a ledger can hold, 292,271 years")) {
            try (0..<30).reduce(TimeLedger.empty) { sum, _ in try sum + all }
        }
    }

    @Test func ledgersAndHoldersSurviveRecordsAndDocuments() throws {
        let ledger = try TimeLedger.make(
            timeline: timeline, from: at("2026-03-02T06:00:00Z"), to: at("2026-03-03T20:30:00Z"), in: office)
        #expect(try throughRecord(ledger) == ledger)
        #expect(try throughJSON(ledger) == ledger)
        #expect(try throughRecord(timeline) == timeline)
        #expect(try throughJSON(timeline) == timeline)
        let read = try document(
            TimeLedger.self,
            """
            [{"bucket": {"bucket": "closed"}, "span": "PT1H"}, {"bucket": {"bucket": "team", "name": "a"}, "span": "PT2H"},
             {"bucket": {"bucket": "closed"}, "span": "PT3H"}]
            """)
        #expect(read.shares == [share(.team("a"), .hours(2)), share(.closed, .hours(4))])
        #expect(
            documentError(TimeLedger.self, #"[{"bucket": {"bucket": "closed"}, "span": "-PT1H"}]"#)
                == "0: less than no time")
    }

    @Test func bucketsHaveNames() {
        #expect(TimeLedger.Bucket.queue("front").name(in: .english) == "queue front")
        #expect(TimeLedger.Bucket.queue(nil).name(in: .finnish) == "jono")
        #expect(TimeLedger.Bucket.team(nil).name(in: .finnish) == "oma tiimi")
        #expect(TimeLedger.Bucket.team("a").name(in: .english) == "team a")
        #expect(TimeLedger.Bucket.closed.name(in: .finnish) == "kiinnioloaika")
    }
}
