import DeskChannels
public import DeskPrimitives

/// How often contacts open one case again before they only join it; needs no header of the other side.
///
/// A machine that answers every message of the desk opens a settled case again each time it is settled, and wakes a waiting
/// one each time it is put aside. Within any ``window`` a case is opened or woken by contacts at most ``most`` times, and at
/// most ``repeats`` times by the same words, from whatever address they come. What comes after that joins the case, and
/// somebody is told; agents open and wake cases as often as they like.
public struct ReopenLimit: Hashable, Sendable {
    /// The most either limit may be.
    public static let highestLimit = 32

    /// The length of time that is looked at; by default a week.
    public let window: TimeSpan
    /// The most by the same words; by default 2.
    public let repeats: Int
    /// The most by any words; by default 5.
    public let most: Int

    /// A week; 2 by the same words, 5 by any.
    public static let standard = ReopenLimit(checked: .days(7), 2, 5)

    private init(checked window: TimeSpan, _ repeats: Int, _ most: Int) {
        self.window = window
        self.repeats = repeats
        self.most = most
    }

    /// Creates a limit.
    ///
    /// - Throws: `Refusal` with code `outOfRange` at the field for a limit outside 0 … ``highestLimit``, or a window that is
    ///   not positive or beyond ``AutomaticMessageCap/longestWindow``.
    public init(window: TimeSpan = .days(7), repeats: Int = 2, most: Int = 5) throws(Refusal) {
        guard window > .zero, window <= AutomaticMessageCap.longestWindow else {
            throw Refusal(.outOfRange, "a window is more than nothing and at most a year", at: .field("window"))
        }
        for (name, limit) in [("repeats", repeats), ("most", most)] where !(0...Self.highestLimit).contains(limit) {
            throw Refusal(.outOfRange, "a limit is 0 to \(Self.highestLimit)", at: .field(name))
        }
        self.init(checked: window, repeats, most)
    }

    /// Why a contact only joins.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// The same words have opened the case as often as they may.
        case sameWords
        /// Contacts have opened the case as often as they may.
        case tooMany

        /// Reads the name; another name is an error that lists the names.
        public init(from decoder: any Decoder) throws {
            self = try decoder.name(of: Self.self)
        }
    }

    /// Why one more contact does not open a case, given those that did; nil when it may.
    ///
    /// - Parameters:
    ///   - words: The digest of what the person wrote; nil for what is no repetition, as with a file.
    ///   - past: What opened the case before, in the order of time.
    /// - Complexity: O(n) in what opened the case.
    public func hold(words: ByteKey?, after past: [CaseWaking], at now: Instant) -> Reason? {
        let recent = past.filter { $0.isWithin(window, of: now) }
        if let words, recent.count(where: { $0.words == words }) >= repeats { return .sameWords }
        return recent.count >= most ? .tooMany : nil
    }

    /// What opened a case, with one more and without what no window sees any more.
    public func recording(words: ByteKey?, after past: [CaseWaking], at now: Instant) -> [CaseWaking] {
        past.filter { $0.isWithin(window, of: now) }.suffix(Self.highestLimit - 1) + [CaseWaking(at: now, words: words)]
    }
}

extension ReopenLimit: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case window, repeats, most }

    /// Reads the object; what is left out is as in ``standard``.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let standard = Self.standard
        let window = try container.decodeIfPresent(TimeSpan.self, forKey: .window) ?? standard.window
        let repeats = try container.decodeIfPresent(Int.self, forKey: .repeats) ?? standard.repeats
        let most = try container.decodeIfPresent(Int.self, forKey: .most) ?? standard.most
        self = try decoder.checked { () throws(Refusal) in
            try Self(window: window, repeats: repeats, most: most)
        }
    }
}

extension ReopenLimit.Reason: Explained {
    /// Why a contact only joined its case, in a sentence.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .sameWords:
            language.pick(
                en: "The contact does not open the case again: the same words have done so as often as they may.",
                fi: "Viesti ei avaa tapausta uudelleen: samat sanat ovat avanneet sen jo niin usein kuin ne saavat.")
        case .tooMany:
            language.pick(
                en: "The contact does not open the case again: contacts have done so as often as they may.",
                fi: "Viesti ei avaa tapausta uudelleen: viestit ovat avanneet sen jo niin usein kuin ne saavat.")
        }
    }
}
