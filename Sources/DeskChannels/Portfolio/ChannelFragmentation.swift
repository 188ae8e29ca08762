public import DeskPrimitives

/// How an agent's work was split over channels.
public struct ChannelFragmentation: Hashable, Sendable, Codable {
    /// One handled contact or case of an agent.
    public struct Work: Hashable, Sendable {
        /// Who.
        public let agent: AgentID
        /// On which channel.
        public let channel: ChannelID
        /// When it was taken up.
        public let at: Instant

        /// Creates a piece of work.
        public init(agent: AgentID, channel: ChannelID, at: Instant) {
            self.agent = agent
            self.channel = channel
            self.at = at
        }
    }

    /// How much was done on one channel.
    public struct Part: Hashable, Sendable, Codable {
        /// The channel.
        public let channel: ChannelID
        /// The pieces of work.
        public let count: Int
    }

    /// The most pieces of work that are counted, as many as a binary64 number tells apart.
    public static let largestTotal = 1 << 53

    /// The agent.
    public let agent: AgentID
    /// The work by channel, the most first.
    public let parts: [Part]
    /// How often the next piece of work was on another channel.
    public let switches: Int

    /// The pieces of work.
    public var total: Int { parts.reduce(0) { $0 + $1.count } }

    /// The number of equally used channels that would split the work as much.
    ///
    /// (Σn)² ∕ Σn², the inverse of Simpson's index; 1 for one channel, 0 without work.
    public var effectiveChannels: Double {
        let squares = parts.reduce(0.0) { $0 + Double($1.count) * Double($1.count) }
        return squares == 0 ? 0 : Double(total) * Double(total) / squares
    }

    /// The share of steps from one piece of work to the next that changed the channel, in percent, rounded down.
    public var switchPercent: Int { total < 2 ? 0 : switches * 100 / (total - 1) }

    /// How the work of every agent is split, agents by name.
    ///
    /// - Complexity: O(n log n).
    public static func of(_ work: [Work]) -> [ChannelFragmentation] {
        let sorted = work.sorted {
            ($0.agent, $0.at, $0.channel) < ($1.agent, $1.at, $1.channel)
        }
        var result: [ChannelFragmentation] = []
        var start = 0
        while start < sorted.count {
            let agent = sorted[start].agent
            var end = start
            var switches = 0
            var counts: [ChannelID: Int] = [:]
            while end < sorted.count, sorted[end].agent == agent {
                counts[sorted[end].channel, default: 0] += 1
                if end > start, sorted[end].channel != sorted[end - 1].channel { switches += 1 }
                end += 1
            }
            let parts = counts.map { Part(channel: $0.key, count: $0.value) }.sorted {
                $0.count == $1.count ? $0.channel < $1.channel : $0.count > $1.count
            }
            result.append(ChannelFragmentation(agent: agent, parts: parts, switches: switches))
            start = end
        }
        return result
    }
}

extension ChannelFragmentation {
    private enum CodingKeys: String, CodingKey { case agent, parts, switches }

    /// Reads and checks an object: counts from 0, together at most ``largestTotal``, and no more switches than there are steps
    /// between pieces of work.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        agent = try object.decode(AgentID.self, forKey: .agent)
        let parts = try object.decode([Part].self, forKey: .parts)
        let switches = try object.decode(Int.self, forKey: .switches)
        try decoder.checked { () throws(Refusal) in
            try Limits.check(count: parts.count, atMost: Limits.listCount, at: .field("parts"))
            var total = 0
            for (number, part) in parts.enumerated() {
                guard (0...Self.largestTotal - total).contains(part.count) else {
                    throw Refusal(
                        .outOfRange, "0 to \(Self.largestTotal) together",
                        at: .field("parts").index(number).field("count"))
                }
                total += part.count
            }
            guard (0...max(0, total - 1)).contains(switches) else {
                throw Refusal(.outOfRange, "0 to \(max(0, total - 1))", at: .field("switches"))
            }
        }
        (self.parts, self.switches) = (parts, switches)
    }
}

extension ChannelFragmentation: Explained {
    /// How the work is split, in a sentence.
    public func sentence(in language: LanguageTag) -> String {
        let list = parts.map { "\($0.channel) \($0.count)" }.joined(separator: ", ")
        return language.pick(
            en: "\(agent): \(total) pieces of work on \(parts.count) channels (\(list)), \(switches) switches.",
            fi: "\(agent): töitä \(total), kanavia \(parts.count) (\(list)), kanavan vaihtoja \(switches).")
    }
}
