public import DeskPrimitives

/// What a customer may ask for under a contract, and how much of it is left.
///
/// What was granted is at every instant the sum of what is available, what is set aside for cases and what was used up
/// (`granted = available + reserved + drawn + expired`). What is available falls below nothing only as far as the overage
/// rule lets it. Working time or cases are whole numbers; nothing is rounded.
public struct Entitlement: Hashable, Sendable {
    /// The identifier.
    public let id: EntitlementID
    /// What people call it.
    public let name: String
    /// Whose it is.
    public let holder: EntitlementHolder
    /// In what it is counted.
    public let unit: EntitlementAmount.Unit
    /// The topics it covers, rising; nil is every topic and also none.
    public let topics: [TopicID]?
    /// From when on it may be used.
    public let validFrom: Instant
    /// Before when it may be used; nil has no end.
    public let validUntil: Instant?
    /// What happens when more is used than is left.
    public let overage: OverageRule

    /// What was granted in all, in microseconds or cases.
    var grantedCount: Int64
    /// What was used up.
    var drawnCount: Int64 = 0
    /// What was left when the time ran out.
    var expiredCount: Int64 = 0
    /// What is set aside, by case in the order of their names.
    public internal(set) var reservations: [Reservation] = []

    /// Some of an entitlement that is set aside for a case.
    public struct Reservation: Hashable, Sendable, Codable {
        /// The case.
        public let caseID: CaseID
        /// How much, in microseconds or cases.
        var count: Int64
    }

    /// The most cases for which something is set aside at once.
    public static let reservationLimit = 4_096

    /// Creates an entitlement of which nothing has been used.
    ///
    /// - Throws: `Refusal` with the place of an empty or overlong name, a negative or too large amount, an end that is not
    ///   after the beginning, an overage rule in another unit, an empty list of topics.
    public init(
        id: EntitlementID, name: String, holder: EntitlementHolder, granted: EntitlementAmount,
        topics: [TopicID]? = nil, validFrom: Instant, validUntil: Instant? = nil, overage: OverageRule = .refuse
    ) throws(Refusal) {
        try checkName(name, at: .field("name"))
        try Limits.check(validFrom, at: .field("validFrom"))
        if let validUntil {
            try Limits.check(validUntil, at: .field("validUntil"))
            guard validUntil > validFrom else {
                throw Refusal(.outOfRange, "an entitlement ends after it begins", at: .field("validUntil"))
            }
        }
        self.id = id
        self.name = name
        self.holder = holder
        unit = granted.unit
        self.topics = try ServiceTarget.condition(topics, at: .field("topics"))
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.overage = overage
        grantedCount = 0
        grantedCount = try checkedCount(granted, atLeast: 0, at: .field("granted"))
        if case .upTo(let amount) = overage { _ = try checkedCount(amount, atLeast: 0, at: .field("overage")) }
    }

    // MARK: - How it stands

    var reservedCount: Int64 { reservations.reduce(0) { $0 + $1.count } }
    var availableCount: Int64 { grantedCount - drawnCount - expiredCount - reservedCount }

    /// What was granted in all.
    public var granted: EntitlementAmount { EntitlementAmount(grantedCount, unit) }
    /// What was used up.
    public var drawn: EntitlementAmount { EntitlementAmount(drawnCount, unit) }
    /// What is set aside for cases.
    public var reserved: EntitlementAmount { EntitlementAmount(reservedCount, unit) }
    /// What was left when the time ran out.
    public var expired: EntitlementAmount { EntitlementAmount(expiredCount, unit) }
    /// What can still be used or set aside; below nothing when the overage rule let it fall there.
    public var available: EntitlementAmount { EntitlementAmount(availableCount, unit) }
    /// What was used beyond what had been granted.
    public var overdrawn: EntitlementAmount { EntitlementAmount(max(-availableCount, 0), unit) }

    /// Whether nothing of it was ever used or set aside.
    public var isUnused: Bool { drawnCount == 0 && expiredCount == 0 && reservations.isEmpty }

    /// What is set aside for a case.
    public func reserved(for caseID: CaseID) -> EntitlementAmount {
        EntitlementAmount(reservations.first { $0.caseID == caseID }?.count ?? 0, unit)
    }

    /// Whether it covers a topic.
    public func covers(_ topic: TopicID?) -> Bool { ServiceTarget.holds(topics, topic) }

    /// Whether it may be used at an instant.
    public func isValid(at instant: Instant) -> Bool {
        instant >= validFrom && validUntil.map { instant < $0 } ?? true
    }

    /// How far what is available may fall below nothing.
    private var overdraft: Int64 {
        switch overage {
        case .refuse: 0
        case .upTo(let amount): amount.count
        case .unlimited: EntitlementAmount.limit(unit)
        }
    }

    /// What a case of a topic may use at an instant, or why it may not.
    public func standing(for topic: TopicID?, at instant: Instant) -> EntitlementStanding {
        if !covers(topic) { return .notCovered }
        if instant < validFrom { return .notYet(validFrom) }
        if let validUntil, instant >= validUntil { return .over(validUntil) }
        if availableCount > 0 { return .available(available) }
        return availableCount + overdraft > 0 ? .overage(left: overageLeft) : .usedUp
    }

    /// What may still be used beyond what was granted; nil when there is no bound.
    private var overageLeft: EntitlementAmount? {
        if case .unlimited = overage { return nil }
        return EntitlementAmount(availableCount + overdraft, unit)
    }

    // MARK: - What is done to it

    /// The entitlement with more granted, as when a contract is renewed.
    ///
    /// - Throws: `Refusal` with code `malformed` for another unit, `outOfRange` for a negative or too large amount.
    public func granting(_ amount: EntitlementAmount, at instant: Instant) throws(Refusal) -> EntitlementChange {
        let count = try checkedCount(amount, atLeast: 1, at: .field("amount"))
        guard grantedCount + count <= EntitlementAmount.limit(unit) else {
            throw Refusal(.outOfRange, "more than an entitlement holds", at: .field("amount"))
        }
        var after = self
        after.grantedCount += count
        return try change(after, [(.granted, count)], nil, instant)
    }

    /// The entitlement with some set aside for a case, on top of what already is.
    ///
    /// - Throws: `Refusal` with code `notAllowed` at `amount` when there is not so much left, at `at` when it is not valid
    ///   then; `malformed` for another unit; `outOfRange` for an amount that is not positive; `tooLong` beyond
    ///   ``reservationLimit``.
    public func reserving(
        _ amount: EntitlementAmount, for caseID: CaseID, at instant: Instant
    ) throws(Refusal) -> EntitlementChange {
        let count = try checkedCount(amount, atLeast: 1, at: .field("amount"))
        try checkValid(at: instant)
        try checkLeft(count)
        var after = self
        let index = reservations.partitioningIndex { $0.caseID >= caseID }
        if index < reservations.count, reservations[index].caseID == caseID {
            after.reservations[index].count += count
        } else {
            guard reservations.count < Self.reservationLimit else {
                throw Refusal(
                    .tooLong, "something is set aside for \(Self.reservationLimit) cases already", at: .field("case"))
            }
            after.reservations.insert(Reservation(caseID: caseID, count: count), at: index)
        }
        return try change(after, [(.reserved, count)], caseID, instant)
    }

    /// The entitlement with what was set aside for a case free again; nothing moves when nothing was.
    public func releasing(_ caseID: CaseID, at instant: Instant) throws(Refusal) -> EntitlementChange {
        guard let index = reservations.firstIndex(where: { $0.caseID == caseID }) else {
            return EntitlementChange(after: self, entries: [])
        }
        var after = self
        let count = after.reservations.remove(at: index).count
        return try change(after, [(.released, count)], caseID, instant)
    }

    /// The entitlement with some used up for a case: first what is set aside for it, then what is available.
    ///
    /// What was set aside may be used after the end of the entitlement; nothing else may.
    ///
    /// - Throws: `Refusal` as ``reserving(_:for:at:)``; nothing is used up then.
    public func drawing(
        _ amount: EntitlementAmount, for caseID: CaseID?, at instant: Instant
    ) throws(Refusal) -> EntitlementChange {
        let count = try checkedCount(amount, atLeast: 1, at: .field("amount"))
        var after = self
        var moved: [(EntitlementEntry.Kind, Int64)] = []
        var fromReserve: Int64 = 0
        if let caseID, let index = reservations.firstIndex(where: { $0.caseID == caseID }) {
            fromReserve = min(count, reservations[index].count)
            after.reservations[index].count -= fromReserve
            if after.reservations[index].count == 0 { after.reservations.remove(at: index) }
            moved.append((.released, fromReserve))
        }
        if fromReserve < count {
            try checkValid(at: instant)
            // What was set aside is free by now, so all of the amount is asked of what is available.
            try after.checkLeft(count)
        }
        after.drawnCount += count
        moved.append((.drawn, count))
        return try change(after, moved, caseID, instant)
    }

    /// The entitlement with some given back that had been used up by mistake.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for more than was used up.
    public func refunding(
        _ amount: EntitlementAmount, for caseID: CaseID?, at instant: Instant
    ) throws(Refusal) -> EntitlementChange {
        let count = try checkedCount(amount, atLeast: 1, at: .field("amount"))
        guard count <= drawnCount else {
            throw Refusal(.outOfRange, "not so much was used", at: .field("amount"))
        }
        var after = self
        after.drawnCount -= count
        return try change(after, [(.refunded, count)], caseID, instant)
    }

    /// The entitlement after its end: what was available then is gone, what is set aside stays until it is used or released.
    ///
    /// Nothing moves when it has no end, has not come to it or when nothing is left.
    public func expiring(at instant: Instant) throws(Refusal) -> EntitlementChange {
        guard let validUntil, instant >= validUntil, availableCount > 0 else {
            return EntitlementChange(after: self, entries: [])
        }
        var after = self
        after.expiredCount += availableCount
        return try change(after, [(.expired, availableCount)], nil, instant)
    }

    // MARK: - Checks

    private func checkedCount(
        _ amount: EntitlementAmount, atLeast least: Int64, at place: Place
    ) throws(Refusal) -> Int64 {
        guard amount.unit == unit else {
            throw Refusal(.malformed, "the entitlement is counted in \(unit.rawValue)", at: place)
        }
        guard amount.count >= least, amount.count <= EntitlementAmount.limit(unit) else {
            throw Refusal(.outOfRange, "an amount is positive and at most a thousand years or 10^12 cases", at: place)
        }
        return amount.count
    }

    private func checkValid(at instant: Instant) throws(Refusal) {
        guard isValid(at: instant) else {
            throw Refusal(.notAllowed, "the entitlement \(id) is not valid then", at: .field("at"))
        }
    }

    private func checkLeft(_ count: Int64) throws(Refusal) {
        guard availableCount + overdraft >= count, drawnCount + count <= 2 * EntitlementAmount.limit(unit) else {
            let left = EntitlementAmount(max(availableCount + overdraft, 0), unit).text(in: .english)
            throw Refusal(.notAllowed, "only \(left) may still be used of the entitlement \(id)", at: .field("amount"))
        }
    }

    private func change(
        _ after: Entitlement, _ moved: [(EntitlementEntry.Kind, Int64)], _ caseID: CaseID?, _ instant: Instant
    ) throws(Refusal) -> EntitlementChange {
        try Limits.check(instant, at: .field("at"))
        return EntitlementChange(
            after: after,
            entries: moved.map { kind, count in
                EntitlementEntry(
                    entitlement: id, kind: kind, amount: EntitlementAmount(count, unit), caseID: caseID, at: instant)
            })
    }
}
