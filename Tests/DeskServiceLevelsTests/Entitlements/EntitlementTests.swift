import DeskPrimitives
import Testing

@testable import DeskServiceLevels

struct EntitlementTests {
    private func entitlement(
        _ granted: EntitlementAmount = .time(.hours(10)), overage: OverageRule = .refuse, topics: [TopicID]? = nil
    ) throws -> Entitlement {
        try Entitlement(
            id: "gold", name: "Gold", holder: .organization("acme"), granted: granted, topics: topics,
            validFrom: at("2026-01-01T00:00:00Z"), validUntil: at("2027-01-01T00:00:00Z"), overage: overage)
    }

    private let may = at("2026-05-04T08:00:00Z")

    @Test func whatIsReservedIsUsedFirstAndTheRestIsFreeAgain() throws {
        let start = try entitlement()
        let reserved = try start.reserving(.time(.hours(4)), for: "c1", at: may).after
        #expect(reserved.available == .time(.hours(6)) && reserved.reserved(for: "c1") == .time(.hours(4)))
        let drawn = try reserved.drawing(.time(.hours(3)), for: "c1", at: may)
        #expect(drawn.after.available == .time(.hours(6)) && drawn.after.drawn == .time(.hours(3)))
        #expect(drawn.entries.map(\.kind) == [.released, .drawn])
        let free = try drawn.after.releasing("c1", at: may)
        #expect(free.after.available == .time(.hours(7)) && free.after.reserved == .time(.zero))
        #expect(try free.after.releasing("c1", at: may).entries.isEmpty)
        let more = try free.after.drawing(.time(.hours(7)), for: "c2", at: may).after
        #expect(more.standing(for: nil, at: may) == .usedUp)
    }

    @Test func whatIsNotLeftIsRefusedWithItsPlaceAndNothingMoves() throws {
        let start = try entitlement().drawing(.time(.minutes(400)), for: nil, at: may).after
        #expect(
            throws: Refusal(
                .notAllowed, "only 3 h 20 min may still be used of the entitlement gold", at: .field("amount"))
        ) { try start.drawing(.time(.hours(4)), for: "c1", at: may) }
        #expect(
            throws: Refusal(.notAllowed, "the entitlement gold is not valid then", at: .field("at"))
        ) { try start.drawing(.time(.hours(1)), for: "c1", at: at("2027-01-01T00:00:00Z")) }
        #expect(throws: Refusal(.malformed, "the entitlement is counted in time", at: .field("amount"))) {
            try start.drawing(.cases(1), for: "c1", at: may)
        }
        #expect(throws: Refusal.self) { try start.drawing(.time(.zero), for: "c1", at: may) }
        #expect(throws: Refusal.self) { try start.refunding(.time(.hours(9)), for: nil, at: may) }
    }

    @Test func theOverageRuleSaysHowFarTheBalanceMayFall() throws {
        let some = try entitlement(.cases(2), overage: .upTo(.cases(1)))
        let used = try some.drawing(.cases(2), for: nil, at: may).after
        #expect(used.standing(for: nil, at: may) == .overage(left: .cases(1)))
        let over = try used.drawing(.cases(1), for: nil, at: may).after
        #expect(over.available == .cases(-1) && over.overdrawn == .cases(1))
        #expect(over.standing(for: nil, at: may) == .usedUp)
        #expect(throws: Refusal.self) { try over.drawing(.cases(1), for: nil, at: may) }
        let all = try entitlement(.cases(0), overage: .unlimited).drawing(.cases(50), for: nil, at: may).after
        #expect(all.overdrawn == .cases(50))
        #expect(try all.granting(.cases(60), at: may).after.available == .cases(10))
    }

    @Test func whatIsReservedMayBeUsedAfterTheEndAndTheRestExpires() throws {
        let after = at("2027-02-01T00:00:00Z")
        let held = try entitlement().reserving(.time(.hours(2)), for: "c1", at: may).after
        let ended = try held.expiring(at: after)
        #expect(ended.after.expired == .time(.hours(8)) && ended.after.available == .time(.zero))
        #expect(try held.expiring(at: may).entries.isEmpty)
        #expect(try ended.after.drawing(.time(.hours(2)), for: "c1", at: after).after.drawn == .time(.hours(2)))
        #expect(throws: Refusal.self) { try ended.after.drawing(.time(.hours(3)), for: "c1", at: after) }
    }

    @Test func standingIsSaid() throws {
        let some = try entitlement(topics: ["network"])
        #expect(some.standing(for: "billing", at: may) == .notCovered)
        #expect(some.standing(for: nil, at: may) == .notCovered)
        #expect(some.standing(for: "network", at: at("2025-05-04T08:00:00Z")) == .notYet(some.validFrom))
        #expect(some.standing(for: "network", at: may).sentence(in: .finnish) == "Jäljellä 10 h.")
        #expect(some.standing(for: "network", at: may).sentence(in: .english) == "10 h left.")
        #expect(!some.standing(for: "network", at: at("2027-05-04T08:00:00Z")).permits)
    }

    /// Every unit granted is a coin that lies in exactly one purse; the entitlement must show what the purses hold.
    @Test(arguments: 0..<400)
    func nothingIsMadeOrLost(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let rules: [OverageRule] = [.refuse, .upTo(.cases(3)), .unlimited]
        let rule = random.pick(rules)
        let floor = rule == .refuse ? 0 : rule == .unlimited ? Int.min : -3
        var subject = try entitlement(.cases(random.below(20)), overage: rule)
        var purses: [String: Int] = ["free": Int(subject.grantedCount)]
        var balance: [EntitlementEntry] = []
        for _ in 0..<60 {
            let (count, name) = (1 + random.below(5), "c\(random.below(4))")
            let (before, id) = (subject, try CaseID(name))
            let change: EntitlementChange?
            switch random.below(6) {
            case 0:
                change = try subject.granting(.cases(count), at: may)
                purses["free", default: 0] += count
            case 1, 2:
                change = try? subject.reserving(.cases(count), for: id, at: may)
                let isAllowed = purses["free", default: 0] - count >= floor
                #expect((change != nil) == isAllowed, "seed \(seed)")
                if isAllowed {
                    purses["free", default: 0] -= count
                    purses[name, default: 0] += count
                }
            case 3:
                change = try subject.releasing(id, at: may)
                purses["free", default: 0] += purses[name, default: 0]
                purses[name] = 0
            case 4:
                change = try? subject.drawing(.cases(count), for: id, at: may)
                let held = min(count, purses[name, default: 0])
                let isAllowed = held == count || purses["free", default: 0] - (count - held) >= floor
                #expect((change != nil) == isAllowed, "seed \(seed)")
                if isAllowed {
                    purses[name, default: 0] -= held
                    purses["free", default: 0] -= count - held
                    purses["used", default: 0] += count
                }
            default:
                change = try? subject.refunding(.cases(count), for: nil, at: may)
                #expect((change != nil) == (purses["used", default: 0] >= count), "seed \(seed)")
                if change != nil {
                    purses["used", default: 0] -= count
                    purses["free", default: 0] += count
                }
            }
            subject = change?.after ?? before
            balance += change?.entries ?? []
            #expect(subject.available == .cases(purses["free", default: 0]), "seed \(seed)")
            #expect(subject.drawn == .cases(purses["used", default: 0]), "seed \(seed)")
            for number in 0..<4 {
                let name = "c\(number)"
                let id = try CaseID(name)
                #expect(subject.reserved(for: id) == .cases(purses[name, default: 0]), "seed \(seed)")
            }
            #expect(subject.grantedCount == Int64(purses.values.reduce(0, +)), "seed \(seed)")
            #expect(subject.availableCount >= Int64(max(floor, -1_000_000)), "seed \(seed)")
        }
        func sum(_ kind: EntitlementEntry.Kind) -> Int64 {
            balance.filter { $0.kind == kind }.reduce(0) { $0 + $1.amount.count }
        }
        #expect(subject.drawnCount == sum(.drawn) - sum(.refunded), "seed \(seed)")
        #expect(subject.reservedCount == sum(.reserved) - sum(.released), "seed \(seed)")
        #expect(try throughRecord(subject) == subject, "seed \(seed)")
        #expect(try throughJSON(subject) == subject, "seed \(seed)")
    }

    @Test func badDocumentsAreRefused() throws {
        for (amount, message) in [
            (#"{"time": "PT1H", "cases": 1}"#, "granted: exactly one of time and cases is needed"),
            (#"{"cases": -1}"#, "granted: an amount is positive and at most a thousand years or 10^12 cases"),
        ] {
            #expect(
                documentError(
                    Entitlement.self,
                    #"{"id": "e", "name": "E", "holder": {"person": {"_0": "p"}}, "validFrom": "2026-01-01T00:00:00Z", "granted": "#
                        + amount + "}") == message)
        }
    }
}
