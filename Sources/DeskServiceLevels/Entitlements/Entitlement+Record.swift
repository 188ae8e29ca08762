public import DeskPrimitives

extension Entitlement: RecordContent {
    /// The collection `entitlement`.
    public static let collection = RecordCollection("entitlement")
    /// Entitlements by whose they are and when they begin.
    public static let byHolder = RecordIndex(collection, "holder")

    /// Entitlements of which something is left that ends, by their end.
    public static let byEnd = RecordIndex(collection, "end")

    public var recordID: ByteKey { ByteKey(id) }

    public var indexEntries: [IndexEntry] {
        var entries = [
            IndexEntry(
                Self.byHolder,
                .composed {
                    Self.append(holder, to: &$0)
                    $0.append(validFrom)
                })
        ]
        if let validUntil, availableCount > 0 {
            entries.append(IndexEntry(Self.byEnd, .composed { $0.append(validUntil) }))
        }
        return entries
    }

    /// The entitlements that have ended by an instant and of which something is left, the one that ended first first.
    public static func ended(by instant: Instant, limit: Int = 256) -> RecordQuery {
        .due(byEnd, at: instant, limit: limit)
    }

    /// The entitlements of a person or an organisation, the one that began first first.
    public static func entitlements(of holder: EntitlementHolder) -> RecordQuery {
        let prefix = ByteKey.composed { append(holder, to: &$0) }
        return RecordQuery(.range(byHolder, from: prefix, before: prefix.endOfPrefix))
    }

    private static func append(_ holder: EntitlementHolder, to key: inout ByteKey.Builder) {
        switch holder {
        case .person(let person):
            key.append(Int64(0))
            key.append(person)
        case .organization(let organization):
            key.append(Int64(1))
            key.append(organization)
        }
    }
}

extension Entitlement: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, name, holder, granted, topics, validFrom, validUntil, overage, drawn, expired, reservations
    }

    /// Writes the entitlement with its balance.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(holder, forKey: .holder)
        try container.encode(granted, forKey: .granted)
        try container.encodeIfPresent(topics, forKey: .topics)
        try container.encode(validFrom, forKey: .validFrom)
        try container.encodeIfPresent(validUntil, forKey: .validUntil)
        try container.encode(overage, forKey: .overage)
        if drawnCount != 0 { try container.encode(drawnCount, forKey: .drawn) }
        if expiredCount != 0 { try container.encode(expiredCount, forKey: .expired) }
        if !reservations.isEmpty { try container.encode(reservations, forKey: .reservations) }
    }

    /// Reads and checks an entitlement; a balance that its rule forbids is refused.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let id = try container.decode(EntitlementID.self, forKey: .id)
        let name = try container.decode(String.self, forKey: .name)
        let holder = try container.decode(EntitlementHolder.self, forKey: .holder)
        let granted = try container.decode(EntitlementAmount.self, forKey: .granted)
        let topics = try container.decodeIfPresent([TopicID].self, forKey: .topics)
        let validFrom = try container.decode(Instant.self, forKey: .validFrom)
        let validUntil = try container.decodeIfPresent(Instant.self, forKey: .validUntil)
        let overage = try container.decodeIfPresent(OverageRule.self, forKey: .overage) ?? .refuse
        let drawn = try container.decodeIfPresent(Int64.self, forKey: .drawn) ?? 0
        let expired = try container.decodeIfPresent(Int64.self, forKey: .expired) ?? 0
        let reservations = try container.decodeIfPresent([Reservation].self, forKey: .reservations) ?? []
        do throws(Refusal) {
            try self.init(
                id: id, name: name, holder: holder, granted: granted, topics: topics, validFrom: validFrom,
                validUntil: validUntil, overage: overage)
            try restore(drawn: drawn, expired: expired, reservations: reservations)
        } catch {
            throw decoder.failure(error)
        }
    }

    private mutating func restore(
        drawn: Int64, expired: Int64, reservations: [Reservation]
    ) throws(Refusal) {
        let limit = EntitlementAmount.limit(unit)
        guard (0...2 * limit).contains(drawn) else { throw Refusal(.outOfRange, "no such amount", at: .field("drawn")) }
        guard (0...limit).contains(expired) else {
            throw Refusal(.outOfRange, "no such amount", at: .field("expired"))
        }
        guard reservations.count <= Self.reservationLimit else {
            throw Refusal(.tooLong, "at most \(Self.reservationLimit) cases", at: .field("reservations"))
        }
        for (index, reservation) in reservations.enumerated() {
            let isInOrder = index == 0 || reservations[index - 1].caseID < reservation.caseID
            guard isInOrder, (1...2 * limit).contains(reservation.count) else {
                throw Refusal(.malformed, "not as it was written", at: .field("reservations").index(index))
            }
        }
        drawnCount = drawn
        expiredCount = expired
        self.reservations = reservations
    }
}
