import DeskTestKit
import Foundation
import ServiceDesk
import Testing

/// Random lives of one person's cases against a table in the test that knows nothing of how the desk does it.
@Suite("A3. Case merges, properties") struct CaseMergePropertyTests {
    private static func seeds(_ count: UInt64) -> ClosedRange<UInt64> {
        let factor = ProcessInfo.processInfo.environment["SERVICE_DESK_CASES"].flatMap { UInt64($0) } ?? 1
        return 1...(count * max(1, factor))
    }

    /// What the desk should hold, as a table: who was merged into whom, who holds which contact, which links were written.
    private struct Table {
        var parent: [CaseID: CaseID] = [:]
        /// The contacts filed under each case, merged or not.
        var filed: [CaseID: Set<ContactID>] = [:]
        /// For each merged case, the contacts that named it since.
        var named: [CaseID: [ContactID]] = [:]
        var settled: Set<CaseID> = []
        /// How each merged case was when it was merged.
        var wasSettled: [CaseID: Bool] = [:]
        var links: Set<Written> = []

        /// A link as it was written down.
        struct Written: Hashable {
            let kind: CaseLink.Kind
            let upper: CaseID
            let lower: CaseID
        }

        func end(_ id: CaseID) -> CaseID {
            var id = id
            while let next = parent[id] { id = next }
            return id
        }

        func path(_ id: CaseID) -> [CaseID] {
            var path = [id]
            while let next = parent[path[path.count - 1]] { path.append(next) }
            return path
        }

        func family(_ id: CaseID) -> Set<CaseID> { Set(filed.keys.filter { path($0).contains(id) }) }

        /// All contacts of a case and of what was merged into it.
        func conversation(_ id: CaseID) -> Set<ContactID> {
            family(id).reduce(into: []) { $0.formUnion(filed[$1] ?? []) }
        }

        /// The standing cases above one by links of a kind, directly.
        func above(_ kind: CaseLink.Kind, _ id: CaseID) -> Set<CaseID> {
            Set(links.filter { $0.kind == kind && end($0.lower) == id && end($0.upper) != id }.map { end($0.upper) })
        }

        /// Whether one standing case lies above another.
        func isAbove(_ kind: CaseLink.Kind, _ upper: CaseID, _ lower: CaseID, _ seen: Set<CaseID> = []) -> Bool {
            above(kind, lower).contains {
                $0 == upper || !seen.contains($0) && isAbove(kind, upper, $0, seen.union([$0]))
            }
        }
    }

    private enum Step { case merge, unmerge, split, link, unlink, write, reply, settle, pause }

    /// Merges and links more often than the rest: circles need several of both.
    private static let steps: [Step] =
        [.split, .unlink, .reply, .settle, .pause] + [.unmerge, .unmerge, .write, .write]
        + Array(repeating: .merge, count: 4) + Array(repeating: .link, count: 5)

    private struct World {
        let day: DeskOfTheDay
        var cases: [CaseID] = []
        var table = Table()
        /// For each case the contact it began with, which later messages refer to.
        var first: [CaseID: (name: String, contact: ContactID)] = [:]
        var count = 0
    }

    private func receive(_ world: inout World, naming id: CaseID?, topic: TopicID?) async throws -> ReceivedResult {
        world.count += 1
        return try await world.day.receive(
            try world.day.mail(
                from: "maija@example.com", topic: topic, id: "<\(world.count)@e.example>",
                references: id.flatMap { world.first[$0] }.map { [$0.name] } ?? []))
    }

    private func begin(_ random: inout SeededGenerator) async throws -> World {
        var world = World(day: try DeskOfTheDay(front: { EncodingStore($0) }))
        for topic in ["streets", "permits", "daycare", "waste", "billing"] as [TopicID] {
            let result = try await receive(&world, naming: nil, topic: topic)
            let id = try #require(result.caseID)
            world.cases.append(id)
            world.first[id] = ("<\(world.count)@e.example>", result.contact)
            world.table.filed[id] = [result.contact]
        }
        return world
    }

    /// Whether the desk did a command; a refusal must leave the store as it was.
    private func does(_ world: World, _ command: DeskCommand) async throws -> DeskResult? {
        let before = await world.day.store.snapshot().commits
        do {
            return try await world.day.desk.perform(command)
        } catch let refusal as Refusal where refusal.code != .corrupt {
            #expect(await world.day.store.snapshot().commits == before, "something half-happened: \(command)")
            return nil
        }
    }

    private func take(_ step: Step, _ world: inout World, _ random: inout SeededGenerator, _ note: String) async throws
    {
        let table = world.table
        let one = try #require(world.cases.randomElement(using: &random))
        let two = try #require(world.cases.randomElement(using: &random))
        let kind: CaseLink.Kind = Bool.random(using: &random) ? .child : .problem
        switch step {
        case .merge:
            let target = table.end(two)
            var isAllowed = table.parent[one] == nil && target != one
            isAllowed = isAllowed && (table.settled.contains(one) || !table.settled.contains(target))
            for kind in [CaseLink.Kind.child, .problem] where isAllowed {
                for (a, b) in [(one, target), (target, one)] {
                    // Through a third one.
                    if table.above(kind, a).contains(where: { $0 != b && table.isAbove(kind, b, $0) }) {
                        isAllowed = false
                    }
                }
            }
            #expect((try await does(world, .mergeCases(one, into: two, by: "veikko")) != nil) == isAllowed, "\(note)")
            guard isAllowed else { return }
            world.table.parent[one] = target
            world.table.named[one] = []
            world.table.wasSettled[one] = table.settled.contains(one)
            world.table.settled.insert(one)
        case .unmerge:
            let isAllowed = table.parent[one].map { table.parent[$0] == nil } ?? false
            #expect((try await does(world, .unmergeCases(one, by: "veikko")) != nil) == isAllowed, "\(note)")
            guard isAllowed, let holder = table.parent[one] else { return }
            world.table.parent[one] = nil
            if table.wasSettled[one] == false { world.table.settled.remove(one) }
            for contact in table.named[one] ?? [] where world.table.filed[holder]?.contains(contact) == true {
                world.table.filed[holder]?.remove(contact)
                world.table.filed[one]?.insert(contact)
            }
        case .split:
            let all = table.conversation(one).sorted()
            let picked = all.filter { _ in Bool.random(using: &random) }
            // Every merged case on the way keeps one contact of those it stands for.
            var isAllowed = table.parent[one] == nil && !table.settled.contains(one) && !picked.isEmpty
            for member in table.family(one) where isAllowed {
                isAllowed = !table.conversation(member).subtracting(picked).isEmpty
            }
            let result = try await does(world, .splitCase(one, picked, by: "veikko"))
            #expect((result != nil) == isAllowed, "\(note): \(picked.count) of \(all.count)")
            guard isAllowed, case .caseOpened(let new)? = result else { return }
            for member in table.family(one) { world.table.filed[member]?.subtract(picked) }
            world.table.filed[new] = Set(picked)
            world.cases.append(new)
        case .link:
            let (upper, lower) = (table.end(one), table.end(two))
            let isThere = table.above(kind, lower).contains(upper)
            let isAllowed =
                isThere || table.above(kind, lower).isEmpty && upper != lower && !table.isAbove(kind, lower, upper)
            #expect((try await does(world, .linkCases(one, kind, two, by: "veikko")) != nil) == isAllowed, "\(note)")
            if isAllowed, !isThere { world.table.links.insert(Table.Written(kind: kind, upper: upper, lower: lower)) }
        case .unlink:
            let (upper, lower) = (table.end(one), table.end(two))
            let written = table.links.filter {
                $0.kind == kind && table.end($0.lower) == lower && table.end($0.upper) == upper
            }
            let isAllowed = upper != lower && !written.isEmpty
            #expect((try await does(world, .unlinkCases(one, kind, two, by: "veikko")) != nil) == isAllowed, "\(note)")
            if isAllowed { world.table.links.subtract(written) }
        case .write:
            guard let first = world.first[one] else { return }
            // The contact it refers to may have been split off since.
            let named = try #require(table.filed.first { $0.value.contains(first.contact) }?.key)
            let result = try await receive(&world, naming: one, topic: nil)
            let end = table.end(named)
            #expect(result.caseID == end, "\(note): what names a case goes to what stands for it")
            world.table.filed[end, default: []].insert(result.contact)
            for passed in table.path(named).dropLast() { world.table.named[passed, default: []].append(result.contact) }
            world.table.settled.remove(end)
        case .reply:
            let isAllowed = !table.settled.contains(one)
            #expect((try await does(world, .reply(one, by: "veikko", text: "Hei")) != nil) == isAllowed, "\(note)")
            guard isAllowed else { return }
            let known = world.table.filed.values.reduce(into: Set()) { $0.formUnion($1) }
            for contact in try await world.day.desk.records(Contact.self, Contact.ofCase(one))
            where !known.contains(contact.id) {
                world.table.filed[one]?.insert(contact.id)
            }
        case .settle:
            let below = table.filed.keys.filter { table.above(.child, $0).contains(table.end(one)) }
            let isAllowed = !table.settled.contains(one) && below.allSatisfy { table.settled.contains($0) }
            #expect((try await does(world, .resolve(one, by: "veikko")) != nil) == isAllowed, "\(note)")
            if isAllowed { world.table.settled.insert(one) }
        case .pause:
            let isAllowed = !table.settled.contains(one)
            #expect((try await does(world, .pause(one, .customer)) != nil) == isAllowed, "\(note)")
        }
    }

    /// Compares what is stored with the table.
    private func check(_ world: World, _ note: String) async throws {
        let table = world.table
        for id in world.cases {
            let item = try await world.day.item(id)
            #expect(item.mergedInto == table.parent[id], "\(note): \(id)")
            #expect(item.contacts == table.conversation(id).count, "\(note): \(id)")
            #expect(item.status.isSettled == table.settled.contains(id), "\(note): \(id) \(item.status)")
            #expect((item.standsForOthers == true) == (table.family(id).count > 1), "\(note): \(id)")
            #expect(try await world.day.desk.standingCase(for: id)?.id == table.end(id), "\(note): \(id)")
            let conversation = try await world.day.desk.conversation(of: id).contacts
            #expect(
                Set(conversation.map(\.id)) == table.conversation(id) && conversation.count == item.contacts, "\(note)")
            for kind in [CaseLink.Kind.child, .problem] where table.parent[id] == nil {
                let up = try await world.day.desk.links(of: id).filter { $0.kind == kind && $0.direction == .up }
                #expect(Set(up.map(\.other)) == table.above(kind, id), "\(note): \(id)")
                #expect(!table.isAbove(kind, id, id), "\(note): a circle")
            }
        }
        let filed = try await world.day.all(Contact.self).filter { $0.caseID.map(world.cases.contains) == true }
        #expect(filed.count == table.filed.values.reduce(0) { $0 + $1.count }, "\(note): contacts are lost or doubled")
        for contact in filed { #expect(table.filed[contact.caseID ?? "none"]?.contains(contact.id) == true, "\(note)") }
    }

    @Test("A3 random merges, un-merges, splits, links, messages, replies and settlings agree with a table in the test")
    func table() async throws {
        for seed in Self.seeds(4) {
            var random = SeededGenerator(seed: seed)
            var world = try await begin(&random)
            for number in 0..<30 {
                world.day.clock.advance(by: .seconds(Int64.random(in: 1...900, using: &random)))
                let step = try #require(Self.steps.randomElement(using: &random))
                try await take(step, &world, &random, "seed \(seed), step \(number), \(step)")
                if number % 5 == 4 { try await check(world, "seed \(seed), step \(number), \(step)") }
            }
            // All of it can be undone, the last merges first.
            var rounds = 0
            while !world.table.parent.isEmpty, rounds < 64 {
                rounds += 1
                for id in world.cases where world.table.parent[id].map({ world.table.parent[$0] == nil }) == true {
                    let holder = try #require(world.table.parent[id])
                    try await world.day.desk.perform(.unmergeCases(id, by: "veikko"))
                    world.table.parent[id] = nil
                    if world.table.wasSettled[id] == false { world.table.settled.remove(id) }
                    for contact in world.table.named[id] ?? []
                    where world.table.filed[holder]?.contains(contact) == true {
                        world.table.filed[holder]?.remove(contact)
                        world.table.filed[id]?.insert(contact)
                    }
                }
            }
            #expect(world.table.parent.isEmpty, "seed \(seed)")
            try await check(world, "seed \(seed), all undone")
            #expect(try await world.day.all(CaseMerge.self).isEmpty, "seed \(seed)")
        }
    }

    @Test("A3 a merge that is undone leaves every record as it was, apart from what is named")
    func restores() async throws {
        for seed in Self.seeds(16) {
            var random = SeededGenerator(seed: seed)
            var world = try await begin(&random)
            let day = world.day
            try await day.desk.perform(.setPresence("veikko", .available))
            try await day.desk.perform(.setPresence("onni", .available))
            // Some are offered, in hand, paused, answered, settled or told of their wait.
            for number in 0..<Int.random(in: 0...8, using: &random) {
                day.clock.advance(by: .minutes(Int64.random(in: 0...9, using: &random)))
                let id = try #require(world.cases.randomElement(using: &random))
                switch Int.random(in: 0...7, using: &random) {
                case 0: _ = try await does(world, .dispatch("technical"))
                case 1: try await day.acceptNext(in: "technical")
                case 2:
                    _ = try await does(
                        world, .pause(id, PauseReason.allCases.randomElement(using: &random) ?? .customer))
                case 3: _ = try await does(world, .resume(id))
                case 4: _ = try await does(world, .reply(id, by: "veikko", text: "\(number)"))
                case 5: _ = try await does(world, .announceWait(id))
                case 6: _ = try await receive(&world, naming: id, topic: nil)
                default: if number > 5 { _ = try await does(world, .resolve(id, by: "onni")) }
                }
            }
            day.clock.advance(by: .minutes(Int64.random(in: 0...30, using: &random)))
            try await Timekeeper(day.desk).sweep()
            let (one, two) = (world.cases[0], world.cases[1])
            let before = try await records(day)
            let item = try await day.item(one)
            guard try await does(world, .mergeCases(one, into: two, by: "veikko")) != nil else { continue }
            try await day.desk.perform(.unmergeCases(one, by: "veikko"))
            let after = try await records(day)
            // Named: when something last happened to both cases; an offer that was out waits again; who idles since when.
            for key in Set(before.keys).union(after.keys) {
                switch key.collection {
                case ServiceCase.collection where key.id == ByteKey(one) || key.id == ByteKey(two):
                    let id = key.id == ByteKey(one) ? one : two
                    let was = try #require(before[key]).value(as: ServiceCase.self)
                    let now = try await day.item(id)
                    #expect(now.lastActivityAt == day.clock.now(), "seed \(seed)")
                    if was.status != .pending(.customer) || id == one {
                        #expect(now.clocks == was.clocks, "seed \(seed)")
                    }
                    // A survivor that waited for the customer goes on where the merged case waits for a reply.
                    if id == two, was.status == .pending(.customer), now.status != was.status {
                        #expect(
                            item.clocks.contains { $0.clock.metric == .firstReply || $0.clock.metric == .nextReply })
                        continue
                    }
                    #expect((now.status, now.resolvedAt, now.closedAt) == (was.status, was.resolvedAt, was.closedAt))
                    #expect((now.contacts, now.agent, now.team) == (was.contacts, was.agent, was.team), "seed \(seed)")
                    #expect(now.timeline == was.timeline && now.handlings == was.handlings, "seed \(seed)")
                    #expect(now.mergedInto == nil && now.standsForOthers == nil, "seed \(seed)")
                    #expect(now.wakeAt == was.wakeAt || was.status.isSettled, "seed \(seed)")
                case WorkItem.collection where key.id == ByteKey(one):
                    let was = try #require(before[key]).value(as: WorkItem.self)
                    let now = try #require(after[key]).value(as: WorkItem.self)
                    if case .offered = was.state {
                        #expect(now.state == .waiting && now.enqueuedAt == was.enqueuedAt, "seed \(seed)")
                    } else {
                        #expect(now == was, "seed \(seed)")
                    }
                case WorkItem.collection where key.id == ByteKey(two),
                    WaitingPlace.collection where key.id == ByteKey(two):
                    // It may be in line again because it goes on.
                    let was = try #require(before[RecordKey(ServiceCase.collection, two)]).value(as: ServiceCase.self)
                    if was.status == .pending(.customer) { continue }
                    #expect(try before[key]?.bytes() == after[key]?.bytes(), "seed \(seed): \(key)")
                case AgentSeat.collection:
                    let was = try #require(before[key]).value(as: AgentSeat.self)
                    let now = try #require(after[key]).value(as: AgentSeat.self)
                    let held = was.holds.filter { $0.caseID != one || $0.state == .active }
                    let survivor = try #require(before[RecordKey(ServiceCase.collection, two)]).value(
                        as: ServiceCase.self)
                    if survivor.status == .pending(.customer) { continue }
                    #expect((now.handledCount, now.effort) == (was.handledCount, was.effort), "seed \(seed)")
                    #expect(
                        Set(now.holds.filter { $0.state != .wrapping }.map(\.caseID)) == Set(held.map(\.caseID)),
                        "seed \(seed)")
                case Offer.collection: break
                default:
                    #expect(try before[key]?.bytes() == after[key]?.bytes(), "seed \(seed): \(key), \(item.status)")
                }
            }
        }
    }

    private func records(_ day: DeskOfTheDay) async throws -> [RecordKey: RecordBody] {
        await day.store.snapshot().records.reduce(into: [:]) { $0[$1.key] = $1.body }
    }
}
