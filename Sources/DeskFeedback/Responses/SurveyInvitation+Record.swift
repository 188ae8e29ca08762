public import DeskPrimitives

extension SurveyInvitation: RecordContent {
    public static let collection = RecordCollection("invitation")
    /// Finds the one invitation of a token.
    public static let tokenIndex = RecordIndex(collection, "token", isUnique: true)
    /// Orders the invitations of a person by the time they were decided.
    public static let personIndex = RecordIndex(collection, "person")
    /// Orders those invitations of a person that start a cool-down.
    public static let cooldownIndex = RecordIndex(collection, "cooldown")
    /// Orders the invitations of a case by the time they were decided.
    public static let caseIndex = RecordIndex(collection, "case")
    /// Orders the open invitations by the time they expire.
    public static let expiryIndex = RecordIndex(collection, "expiry")

    /// Finds the invitation that a message carries.
    public static let messageIndex = RecordIndex(collection, "message")
    /// Orders invitations by the local day of their contacts.
    public static let dayIndex = RecordIndex(collection, "day")

    public var recordID: ByteKey { ByteKey(id) }

    public var indexEntries: [IndexEntry] {
        let ofPerson = ByteKey.composed {
            $0.append(person)
            $0.append(decidedAt)
        }
        let ofCase = ByteKey.composed {
            $0.append(self.case)
            $0.append(decidedAt)
        }
        var entries = [
            IndexEntry(Self.tokenIndex, tokenKey), IndexEntry(Self.personIndex, ofPerson),
            IndexEntry(Self.caseIndex, ofCase), IndexEntry(Self.dayIndex, ByteKey.composed { $0.append(Int64(day)) }),
        ]
        if let message { entries.append(IndexEntry(Self.messageIndex, ByteKey.composed { $0.append(message.utf8) })) }
        if countsForCooldown { entries.append(IndexEntry(Self.cooldownIndex, ofPerson)) }
        if state == .open {
            entries.append(IndexEntry(Self.expiryIndex, ByteKey.composed { $0.append(expires) }))
        }
        return entries
    }

    /// The invitation of a token.
    public static func query(tokenKey: ByteKey) -> RecordQuery { RecordQuery(.equal(tokenIndex, tokenKey), limit: 1) }

    /// The invitation that a message carries.
    public static func query(message: String) -> RecordQuery {
        RecordQuery(.equal(messageIndex, ByteKey.composed { $0.append(message.utf8) }), limit: 1)
    }

    /// All invitations of a person, the latest first.
    public static func query(person: PersonID, limit: Int = 256) -> RecordQuery {
        RecordQuery(prefix(personIndex) { $0.append(person) }, order: .descending, limit: limit)
    }

    /// The invitations about contacts of some days, the earliest day first.
    public static func query(days: Range<Int>) -> RecordQuery {
        RecordQuery(
            .range(
                dayIndex, from: ByteKey.composed { $0.append(Int64(days.lowerBound)) },
                before: ByteKey.composed { $0.append(Int64(days.upperBound)) }))
    }

    /// The last invitation that counts for the cool-down of a person: its ``decidedAt`` is `lastInvitedAt`.
    public static func query(lastOf person: PersonID) -> RecordQuery {
        RecordQuery(prefix(cooldownIndex) { $0.append(person) }, order: .descending, limit: 1)
    }

    /// The invitations of a case, the latest first.
    public static func query(case caseID: CaseID) -> RecordQuery {
        RecordQuery(prefix(caseIndex) { $0.append(caseID) }, order: .descending)
    }

    /// The open invitations whose time has run out at an instant, the oldest first.
    public static func query(expiredAt instant: Instant, limit: Int = 256) -> RecordQuery {
        .due(expiryIndex, at: instant, limit: limit)
    }
}

/// All values of an index that begin with some parts.
func prefix(
    _ index: RecordIndex, _ build: (inout ByteKey.Builder) -> Void
) -> RecordQuery.Selection {
    let start = ByteKey.composed(build)
    return .range(index, from: start, before: start.endOfPrefix)
}
