import DeskChannels
public import DeskPrimitives

/// How many messages the desk sends by itself before it falls silent; needs no header of the other side.
///
/// Whatever the other side does (echo, bounce, answer by machine, write under ever new subjects or names), within any
/// ``window`` a person, an address and a case each get at most so many automatic messages, and an address of the desk's own
/// gets none. What agents write does not count. What follows from an agent's work or from an answer that was given counts
/// and is never held back, since it comes once: one invitation to a survey for each time a case is settled, and for one
/// answered invitation at most one question for reasons, one to recommend the desk and one invitation to a public review.
public struct AutomaticMessageCap: Hashable, Sendable {
    /// The most any limit may be.
    public static let highestLimit = 64
    /// The longest window.
    public static let longestWindow = TimeSpan.days(366)

    /// The length of time that is looked at; by default a day.
    public let window: TimeSpan
    /// The most to one person; by default 10.
    public let perPerson: Int
    /// The most to one address, whoever it belongs to; by default 10.
    public let perAddress: Int
    /// The most about one case; by default 5.
    public let perCase: Int
    /// The most under one subject line to any of these; by default 2.
    public let perSubject: Int

    /// A day; 10 to a person or address, 5 about a case, 2 under one subject.
    public static let standard = AutomaticMessageCap(
        window: .days(1), person: 10, address: 10, caseLimit: 5, subject: 2)

    private init(window: TimeSpan, person: Int, address: Int, caseLimit: Int, subject: Int) {
        self.window = window
        perPerson = person
        perAddress = address
        perCase = caseLimit
        perSubject = subject
    }

    /// Creates a cap.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at the field for a limit outside 0…``highestLimit``, or a window that is
    ///   not positive or beyond ``longestWindow``.
    public init(
        window: TimeSpan = .days(1), perPerson: Int = 10, perAddress: Int = 10, perCase: Int = 5, perSubject: Int = 2
    ) throws(Refusal) {
        guard window > .zero, window <= Self.longestWindow else {
            throw Refusal(.outOfRange, "a window is more than nothing and at most a year", at: .field("window"))
        }
        for (name, limit) in [
            ("perPerson", perPerson), ("perAddress", perAddress), ("perCase", perCase), ("perSubject", perSubject),
        ] {
            guard (0...Self.highestLimit).contains(limit) else {
                throw Refusal(.outOfRange, "a limit is 0 to \(Self.highestLimit)", at: .field(name))
            }
        }
        self.init(window: window, person: perPerson, address: perAddress, caseLimit: perCase, subject: perSubject)
    }

    /// The limit of a scope.
    public func limit(of scope: AutomaticMessageLog.Scope) -> Int {
        switch scope {
        case .person: perPerson
        case .address: perAddress
        case .caseFile: perCase
        }
    }

    /// Whether one more automatic message may be sent, given what was sent in every scope it falls into.
    ///
    /// - Complexity: O(messages within the window).
    public func decide(
        subject: ByteKey?, logs: [AutomaticMessageLog], at now: Instant
    ) -> AutomaticMessageDecision {
        for log in logs {
            let recent = log.entries(within: window, of: now)
            if recent.count >= limit(of: log.scope) { return .hold(log.scope, because: .tooMany) }
            if let subject, recent.count(where: { $0.subject == subject }) >= perSubject {
                return .hold(log.scope, because: .sameSubject)
            }
        }
        return .send
    }
}

extension AutomaticMessageCap: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case window, perPerson, perAddress, perCase, perSubject
    }

    /// Reads the object; what is left out is as in ``standard``.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func number(_ key: CodingKeys, _ standard: Int) throws -> Int {
            try container.decodeIfPresent(Int.self, forKey: key) ?? standard
        }
        let standard = Self.standard
        let window = try container.decodeIfPresent(TimeSpan.self, forKey: .window) ?? standard.window
        let (person, address) = (
            try number(.perPerson, standard.perPerson), try number(.perAddress, standard.perAddress)
        )
        let (caseLimit, subject) = (
            try number(.perCase, standard.perCase), try number(.perSubject, standard.perSubject)
        )
        self = try decoder.checked { () throws(Refusal) in
            try Self(
                window: window, perPerson: person, perAddress: address, perCase: caseLimit, perSubject: subject)
        }
    }
}
