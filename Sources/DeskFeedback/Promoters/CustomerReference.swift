public import DeskPrimitives

/// The subject of ``ReferenceID``.
public enum ReferenceSubject {}
/// Names a reference.
public typealias ReferenceID = Identifier<ReferenceSubject>

/// A person's own words about us that may be shown to others, as long as the person agrees.
///
/// Without consent nothing can be shown: the text is given out only by ``text(for:)``. When consent is withdrawn the text
/// is gone from the record, and what was published where is known, so it can be taken down.
public struct CustomerReference: Hashable, Sendable, Codable {
    /// To whom it may be shown.
    public enum Scope: String, Hashable, Comparable, Sendable, Codable, CaseIterable {
        /// To those who work on marketing, to choose from.
        case marketing
        /// To everybody.
        case `public`

        /// The narrower first.
        public static func < (a: Self, b: Self) -> Bool { a == .marketing && b == .public }
    }

    /// Where the words come from.
    public enum Source: Hashable, Sendable, Codable {
        /// The comment of the answer to an invitation.
        case response(InvitationID)
        /// A contact, such as a public post.
        case contact(ContactID)
    }

    /// How it stands.
    public enum State: Hashable, Sendable, Codable {
        /// The person was asked and has not answered.
        case awaitingConsent
        /// The person agreed; so far it may be shown.
        case consented(Scope, since: Instant, wording: String)
        /// The person did not agree.
        case refused(at: Instant)
        /// The person agreed and took it back.
        case withdrawn(at: Instant)
    }

    /// A place where it was shown.
    public struct Publication: Hashable, Sendable, Codable {
        /// The place, such as the name of a page.
        public let place: String
        /// Since when.
        public let at: Instant
        /// When it was taken down; nil while it is there.
        public internal(set) var takenDownAt: Instant?
    }

    /// The name.
    public let id: ReferenceID
    /// Whose words they are.
    public let person: PersonID
    /// Where they come from.
    public let source: Source
    /// When the person was asked.
    public let askedAt: Instant
    /// How it stands.
    public private(set) var state: State
    /// Where it was shown, the earliest first.
    public private(set) var publications: [Publication]
    private var words: String?

    /// The most places of one reference.
    public static let maximumPublications = 100

    /// Creates a reference that waits for consent.
    ///
    /// - Throws: `Refusal` with code `malformed` for no words, `tooLong` for more than `Limits.textBytes`, `outOfRange`
    ///   for an instant that is not accepted.
    public init(
        id: ReferenceID, person: PersonID, source: Source, text: String, askedAt: Instant
    ) throws(Refusal) {
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw Refusal(.malformed, "a reference has words", at: .field("text"))
        }
        try Limits.check(text, atMost: Limits.textBytes, at: .field("text"))
        try Limits.check(askedAt, at: .field("askedAt"))
        self.id = id
        self.person = person
        self.source = source
        self.askedAt = askedAt
        state = .awaitingConsent
        publications = []
        words = text
    }

    /// The words, if they may be shown to somebody; nil without consent, or with consent for fewer.
    public func text(for scope: Scope) -> String? {
        guard case .consented(let given, _, _) = state, scope <= given else { return nil }
        return words
    }

    /// Where it is shown now.
    public var published: [String] { publications.filter { $0.takenDownAt == nil }.map(\.place) }

    /// The reference after the person agreed.
    ///
    /// - Parameter wording: The words agreed to, or their name and version; never inferred from a rating.
    /// - Throws: `Refusal` with code `malformed` without a wording, `wrongState` when the person was not just asked,
    ///   `outOfOrder` before that.
    public func consenting(to scope: Scope, wording: String, at instant: Instant) throws(Refusal) -> CustomerReference {
        try Limits.check(instant, at: .field("at"))
        guard !wording.isEmpty else {
            throw Refusal(.malformed, "a consent names what was agreed to", at: .field("wording"))
        }
        try Limits.check(wording, atMost: Limits.lineBytes, at: .field("wording"))
        guard state == .awaitingConsent else {
            throw Refusal(.wrongState, "the person was not asked, or answered already", at: .field("state"))
        }
        guard instant >= askedAt else { throw Refusal(.outOfOrder, "before the person was asked", at: .field("at")) }
        return with(.consented(scope, since: instant, wording: wording))
    }

    /// The reference after the person did not agree; the words go.
    ///
    /// - Throws: `Refusal` with code `wrongState` when the person was not just asked.
    public func refusing(at instant: Instant) throws(Refusal) -> CustomerReference {
        try Limits.check(instant, at: .field("at"))
        guard state == .awaitingConsent else {
            throw Refusal(.wrongState, "the person was not asked, or answered already", at: .field("state"))
        }
        return with(.refused(at: instant))
    }

    /// The reference after consent was withdrawn, or the feedback itself: the words go, and every place is listed to be
    /// taken down.
    ///
    /// Withdrawing again changes nothing.
    ///
    /// - Throws: `Refusal` with code `outOfOrder` before the person was asked.
    public func withdrawing(at instant: Instant) throws(Refusal) -> CustomerReference {
        try Limits.check(instant, at: .field("at"))
        guard instant >= askedAt else { throw Refusal(.outOfOrder, "before the person was asked", at: .field("at")) }
        switch state {
        case .withdrawn, .refused: return self
        case .awaitingConsent, .consented: return with(.withdrawn(at: instant))
        }
    }

    /// The reference after it was shown somewhere.
    ///
    /// - Throws: `Refusal` with code `notAllowed` without consent for everybody, `malformed` or `tooLong` for a bad place,
    ///   `duplicateName` when it is there already, `tooLong` beyond ``maximumPublications``.
    public func publishing(in place: String, at instant: Instant) throws(Refusal) -> CustomerReference {
        try Limits.check(instant, at: .field("at"))
        guard text(for: .public) != nil else {
            throw Refusal(.notAllowed, "the person has not agreed to be quoted in public", at: .field("state"))
        }
        guard !place.isEmpty else { throw Refusal(.malformed, "a place has a name", at: .field("place")) }
        try Limits.check(place, atMost: Limits.lineBytes, at: .field("place"))
        guard !published.contains(place) else {
            throw Refusal(.duplicateName, "it is shown there already", at: .field("place"))
        }
        guard publications.count < Self.maximumPublications else {
            throw Refusal(.tooLong, "shown in \(Self.maximumPublications) places already", at: .field("place"))
        }
        var copy = self
        copy.publications.append(Publication(place: place, at: instant, takenDownAt: nil))
        return copy
    }

    /// The reference after it was taken down somewhere.
    ///
    /// - Throws: `Refusal` with code `unknownName` when it is not shown there.
    public func takingDown(from place: String, at instant: Instant) throws(Refusal) -> CustomerReference {
        try Limits.check(instant, at: .field("at"))
        guard let index = publications.firstIndex(where: { $0.place == place && $0.takenDownAt == nil }) else {
            throw Refusal(.unknownName, "it is not shown there", at: .field("place"))
        }
        var copy = self
        copy.publications[index].takenDownAt = instant
        return copy
    }

    private func with(_ state: State) -> CustomerReference {
        var copy = self
        copy.state = state
        switch state {
        case .awaitingConsent, .consented: break
        case .refused, .withdrawn: copy.words = nil
        }
        return copy
    }
}

extension CustomerReference: RecordContent {
    public static let collection = RecordCollection("reference")
    /// Orders the references of a person by when they were asked.
    public static let personIndex = RecordIndex(collection, "person")
    /// Orders the references that may be shown by since when.
    public static let shownIndex = RecordIndex(collection, "shown")
    /// Orders those that were withdrawn and are still shown somewhere, by since when.
    public static let takeDownIndex = RecordIndex(collection, "take-down")

    public var recordID: ByteKey { ByteKey(id) }

    public var indexEntries: [IndexEntry] {
        var entries = [
            IndexEntry(
                Self.personIndex,
                .composed {
                    $0.append(person)
                    $0.append(askedAt)
                })
        ]
        switch state {
        case .consented(_, let since, _): entries.append(IndexEntry(Self.shownIndex, .composed { $0.append(since) }))
        case .withdrawn(let at) where !published.isEmpty:
            entries.append(IndexEntry(Self.takeDownIndex, .composed { $0.append(at) }))
        case .withdrawn, .refused, .awaitingConsent: break
        }
        return entries
    }

    /// The references of a person, the latest first.
    public static func query(person: PersonID) -> RecordQuery {
        RecordQuery(prefix(personIndex) { $0.append(person) }, order: .descending)
    }

    /// All references that may be shown, the oldest first.
    public static func shown(limit: Int = 256) -> RecordQuery {
        RecordQuery(.range(shownIndex, from: .composed { $0.append(Instant.earliest) }, before: nil), limit: limit)
    }

    /// All references that must be taken down somewhere, the longest overdue first.
    public static func toTakeDown(limit: Int = 256) -> RecordQuery {
        RecordQuery(.range(takeDownIndex, from: .composed { $0.append(Instant.earliest) }, before: nil), limit: limit)
    }
}
