import DeskChannels
public import DeskPrimitives

/// The automatic messages of late in one scope; holds digests only, no personal data.
public struct AutomaticMessageLog: Hashable, Sendable, Codable {
    /// Over what automatic messages are counted.
    public enum Scope: String, Hashable, Sendable, Codable, CaseIterable {
        /// One person.
        case person
        /// One address.
        case address
        /// One case.
        case caseFile = "case"
    }

    /// One message.
    public struct Entry: Hashable, Sendable, Codable {
        /// When it was sent.
        public let at: Instant
        /// The digest of its subject line.
        public let subject: ByteKey?
    }

    /// Over what it counts.
    public let scope: Scope
    /// Whose log it is within the scope.
    public let owner: ByteKey
    /// What was sent, in the order it was sent; what no window can see any more is dropped.
    public private(set) var entries: [Entry]

    private init(_ scope: Scope, _ owner: ByteKey) {
        self.scope = scope
        self.owner = owner
        entries = []
    }

    /// An empty log of a person.
    public init(of person: PersonID) { self.init(.person, ByteKey(person)) }

    /// An empty log of a case.
    public init(of caseID: CaseID) { self.init(.caseFile, ByteKey(caseID)) }

    /// An empty log of an address.
    public init(of point: ContactPoint, digest: KeyedDigest) { self.init(.address, point.storageKey(digest)) }

    /// The digest of a subject line without reply marks and tags, so that `Re: Hello [#c1]` is `hello`; nil for none.
    public static func subjectKey(_ line: String?, digest: KeyedDigest) -> ByteKey? {
        guard let line else { return nil }
        let core = SubjectLine.core(line)
        return core.isEmpty ? nil : digest.key(Array("automatic-subject".utf8), Array(core))
    }

    /// The entries less than a window from an instant.
    ///
    /// Both ways: a clock set back must not let everything out again.
    func entries(within window: TimeSpan, of now: Instant) -> [Entry] {
        entries.filter { entry in
            let (distance, overflow) = now.microseconds.subtractingReportingOverflow(entry.at.microseconds)
            return !overflow && distance.magnitude < window.microseconds.magnitude
        }
    }

    /// The log with one more message; of more than any limit the latest are kept.
    public func recording(subject: ByteKey?, at now: Instant, under cap: AutomaticMessageCap) -> AutomaticMessageLog {
        var log = self
        log.entries =
            entries(within: cap.window, of: now).suffix(AutomaticMessageCap.highestLimit - 1)
            + [Entry(at: now, subject: subject)]
        return log
    }
}

extension AutomaticMessageLog: RecordContent {
    /// The collection `automatic-message-log`.
    public static let collection = RecordCollection("automatic-message-log")

    /// The scope and whose log it is.
    public var recordID: ByteKey { Self.recordID(scope, owner) }

    private static func recordID(_ scope: Scope, _ owner: ByteKey) -> ByteKey {
        .composed {
            $0.append(scope.rawValue.utf8)
            $0.append(owner.bytes)
        }
    }
}

extension AutomaticMessageLog {
    private enum CodingKeys: String, CodingKey { case scope, owner, entries }

    /// Reads an object; more entries than any cap lets through are an error.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        scope = try object.decode(Scope.self, forKey: .scope)
        owner = try object.decode(ByteKey.self, forKey: .owner)
        entries = try object.decode([Entry].self, forKey: .entries)
        let count = entries.count
        try decoder.checked { () throws(Refusal) in
            try Limits.check(count: count, atMost: AutomaticMessageCap.highestLimit + 1, at: .field("entries"))
        }
    }
}
