/// How the waits of a line ended, and what people chose while they waited.
public struct WaitingTally: Hashable, Sendable, Codable {
    /// How a wait can end.
    public enum End: String, Hashable, Sendable, Codable, CaseIterable {
        /// Somebody answered.
        case answered
        /// The person left within the time that is no wait at all.
        case leftAtOnce
        /// The person left.
        case abandoned
        /// The person took a callback.
        case callback
        /// The person went on over another channel.
        case otherChannel
    }

    /// What became of an option.
    public struct Choice: Hashable, Sendable, Codable {
        /// How often it was offered.
        public var offered = 0
        /// How often it was chosen.
        public var chosen = 0
        /// How often those who chose it left all the same.
        public var abandoned = 0
    }

    /// People who left and came back within the rule's time.
    public private(set) var returned = 0
    private var ends: [String: Int] = [:]
    private var choices: [String: Choice] = [:]

    /// Creates a tally of nothing.
    public init() {}

    /// The waits that ended in a way.
    public func count(_ end: End) -> Int { ends[end.rawValue] ?? 0 }

    /// What became of an option.
    public func choice(_ option: String) -> Choice { choices[option] ?? Choice() }

    /// The options that were ever offered, in the order of their names' bytes.
    public var options: [String] { choices.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    /// Those who left of those who were answered or left; nil when nobody was or did.
    ///
    /// Leaving at once does not count.
    public var abandonment: (left: Int, of: Int)? {
        let of = count(.answered) + count(.abandoned)
        return of > 0 ? (count(.abandoned), of) : nil
    }

    /// Notes that options were offered.
    public mutating func recordOffer(_ options: [WaitingOption]) {
        for option in options { choices[option.id, default: Choice()].offered += 1 }
    }

    /// Notes what a person chose.
    public mutating func recordChoice(_ option: String) { choices[option, default: Choice()].chosen += 1 }

    /// Notes the end of a wait and, when the person left, what they had chosen.
    public mutating func recordEnd(_ end: End, chosen: String? = nil) {
        ends[end.rawValue, default: 0] += 1
        if end == .abandoned, let chosen { choices[chosen, default: Choice()].abandoned += 1 }
    }

    /// Notes that somebody who had left came back.
    public mutating func recordReturn() { returned += 1 }
}
