import DeskPrimitives
import DeskSchedules
import Testing

/// What must hold of any calendar at any instants, near changes of the clock and far from the window.
@Suite struct LawTests {
    private struct Case {
        var time: OpenTime
        var other: OpenTime
        var instants: [Instant]
        var random: SplitMix64
    }

    private func each(_ count: Int, _ body: (inout Case, UInt64) throws -> Void) throws {
        for seed in 0..<UInt64(cases(count)) {
            var draw = RandomCalendars(seed: seed &+ 5 << 32)
            func compiled(_ centre: Instant?) throws -> (OpenTime, Instant) {
                let name = draw.random.pick(RandomCalendars.zones + RandomCalendars.minuteZones)
                let rules = try ZoneRules.named(name)
                let centre = centre ?? draw.centre(of: rules)
                let calendar = try draw.calendar(name, around: centre, in: rules, grain: 60)
                let (from, to) = draw.window(around: rules.localDate(at: centre))
                return (try calendar.compiled(from: from, to: to), centre)
            }
            let (time, centre) = try compiled(nil)
            let (other, _) = try compiled(centre)
            let instants = (0..<6).map { _ in
                centre
                    + TimeSpan(
                        microseconds: Int64(draw.random.int(-1_500_000...1_500_000)) * 1_000_000
                            + Int64(draw.random.int(0...1) * draw.random.int(0...999_999)))
            }
            var drawn = Case(time: time, other: other, instants: instants.sorted(), random: draw.random)
            try body(&drawn, seed)
        }
    }

    @Test func openTimeIsAdditiveAndNeverExceedsTime() throws {
        try each(150) { drawn, seed in
            let (t, i) = (drawn.time, drawn.instants)
            #expect(
                t.elapsed(from: i[0], to: i[2]) == t.elapsed(from: i[0], to: i[1]) + t.elapsed(from: i[1], to: i[2]),
                "seed \(seed)")
            for (a, b) in zip(i, i.dropFirst()) {
                let open = t.elapsed(from: a, to: b)
                #expect(open >= .zero && open <= b - a, "seed \(seed)")
                #expect(t.elapsed(from: b, to: a) == -open, "seed \(seed)")
            }
        }
    }

    @Test func addingWhatElapsedReachesNoLaterThanTheEnd() throws {
        try each(150) { drawn, seed in
            let (t, a, b) = (drawn.time, drawn.instants[1], drawn.instants[4])
            let open = t.elapsed(from: a, to: b)
            guard open > .zero else { return }
            let reached = t.adding(open, to: a)
            #expect(reached.map { $0 <= b } == true, "seed \(seed)")
            let justBefore = t.isOpen(Instant(microseconds: b.microseconds - 1))
            #expect((reached == b) == justBefore, "seed \(seed)")
            #expect(t.adding(open, to: a, landing: .latest).map { $0 >= b } ?? true, "seed \(seed)")
            if let reached { #expect(t.elapsed(from: a, to: reached) == open, "seed \(seed)") }
        }
    }

    @Test func subtractingTurnsAddingRound() throws {
        try each(150) { drawn, seed in
            let t = drawn.time
            let span = TimeSpan(microseconds: Int64(drawn.random.int(1...400_000)) * 1_000_003)
            for a in drawn.instants {
                guard let there = t.adding(span, to: a), let back = t.subtracting(span, from: there) else { continue }
                // Back at the start when it was open, else at the opening after it.
                #expect(back == t.nextOpening(from: a), "seed \(seed), \(a)")
                #expect(t.adding(span, to: back) == there, "seed \(seed), \(a)")
                #expect(t.adding(-span, to: there) == back, "seed \(seed), \(a)")
                #expect(t.adding(span, to: a, landing: .latest) == t.nextOpening(from: there), "seed \(seed), \(a)")
                #expect(
                    t.subtracting(span, from: there, landing: .farthest) == t.previousClosing(before: back),
                    "seed \(seed), \(a)")
            }
        }
    }

    @Test func queriesAgreeAboutBeingOpen() throws {
        try each(150) { drawn, seed in
            let t = drawn.time
            for a in drawn.instants {
                let next = Instant(microseconds: a.microseconds + 1)
                #expect(t.isOpen(a) == (t.elapsed(from: a, to: next).microseconds == 1), "seed \(seed), \(a)")
                #expect(t.isOpen(a) == (t.nextOpening(from: a) == a), "seed \(seed), \(a)")
                #expect(t.isOpen(a) == (t.previousClosing(before: next) == next), "seed \(seed), \(a)")
                if let interval = t.intervals(from: a).first(where: { _ in true }) {
                    #expect(t.isOpen(a) == interval.contains(a), "seed \(seed), \(a)")
                    #expect(
                        t.elapsed(from: a, to: interval.upperBound) == interval.upperBound - interval.lowerBound,
                        "seed \(seed)")
                    #expect(!t.isOpen(interval.upperBound), "seed \(seed), \(a)")
                }
            }
        }
    }

    @Test func unionsAndIntersectionsIncludeAndExclude() throws {
        try each(100) { drawn, seed in
            let (a, b) = (drawn.instants[0], drawn.instants[5])
            let (t, o) = (drawn.time, drawn.other)
            let (union, common) = (try t.union(o), try t.intersection(o))
            let (less, more) = (try t.difference(o), try o.difference(t))
            func open(_ time: OpenTime) -> TimeSpan { time.elapsed(from: a, to: b) }
            #expect(open(union) + open(common) == open(t) + open(o), "seed \(seed)")
            #expect(open(less) + open(common) == open(t), "seed \(seed)")
            #expect(open(more) + open(less) + open(common) == open(union), "seed \(seed)")
            #expect(open(try OpenTime.always.difference(try OpenTime.always.difference(t))) == open(t), "seed \(seed)")
            for instant in drawn.instants {
                #expect(union.isOpen(instant) == (t.isOpen(instant) || o.isOpen(instant)), "seed \(seed)")
                #expect(common.isOpen(instant) == (t.isOpen(instant) && o.isOpen(instant)), "seed \(seed)")
                #expect(less.isOpen(instant) == (t.isOpen(instant) && !o.isOpen(instant)), "seed \(seed)")
            }
        }
    }

    @Test func splittingAPauseChangesNothing() throws {
        try each(100) { drawn, seed in
            let i = drawn.instants
            let whole = try drawn.time.excluding([i[1]..<i[3]])
            let split = try drawn.time.excluding([i[2]..<i[3], i[1]..<i[2], i[2]..<i[2]])
            #expect(whole.elapsed(from: i[0], to: i[5]) == split.elapsed(from: i[0], to: i[5]), "seed \(seed)")
            #expect(whole.adding(.hours(30), to: i[0]) == split.adding(.hours(30), to: i[0]), "seed \(seed)")
            // What a pause takes is the open time in it.
            #expect(
                whole.elapsed(from: i[0], to: i[5])
                    == drawn.time.elapsed(from: i[0], to: i[1]) + drawn.time.elapsed(from: i[3], to: i[5]),
                "seed \(seed)")
        }
    }

    @Test func theWindowIsAMatterOfSpeedAlone() throws {
        for seed in 0..<UInt64(cases(60)) {
            var draw = RandomCalendars(seed: seed &+ 6 << 32)
            let name = draw.random.pick(RandomCalendars.zones)
            let rules = try ZoneRules.named(name)
            let centre = draw.centre(of: rules)
            let calendar = try draw.calendar(name, around: centre, in: rules, grain: 60)
            let date = rules.localDate(at: centre)
            let wide = try calendar.compiled(
                from: try #require(date.adding(days: -500)), to: try #require(date.adding(days: 500)))
            let others = try (0..<3).map { _ in
                let (from, to) = draw.window(around: date)
                return try calendar.compiled(from: from, to: to)
            }
            for _ in 0..<10 {
                let a = centre + .seconds(Int64(draw.random.int(-20_000_000...20_000_000)))
                let b = centre + .seconds(Int64(draw.random.int(-20_000_000...20_000_000)))
                let span = TimeSpan.minutes(Int64(draw.random.int(0...20_000)))
                for time in others {
                    #expect(time.elapsed(from: a, to: b) == wide.elapsed(from: a, to: b), "seed \(seed), \(a), \(b)")
                    #expect(time.adding(span, to: a) == wide.adding(span, to: a), "seed \(seed), \(a), \(span)")
                    #expect(time.subtracting(span, from: a) == wide.subtracting(span, from: a), "seed \(seed), \(a)")
                    #expect(time.nextOpening(from: a) == wide.nextOpening(from: a), "seed \(seed), \(a)")
                    #expect(time.previousClosing(before: a) == wide.previousClosing(before: a), "seed \(seed), \(a)")
                    #expect(time.isOpen(a) == wide.isOpen(a), "seed \(seed), \(a)")
                    #expect(
                        Array(time.intervals(from: a).prefix(3)) == Array(wide.intervals(from: a).prefix(3)),
                        "seed \(seed), \(a)")
                }
            }
        }
    }
}
