public import DeskPrimitives

/// What a channel brought, took and gave in some time.
///
/// Sums only, so figures of two times or two machines add up to those of both: ``add(_:)-(ChannelFigures)``.
public struct ChannelFigures: Hashable, Sendable, Codable {
    /// The channel.
    public let channel: ChannelID
    /// Handled cases that came on it.
    public private(set) var cases = 0
    /// The contacts in them.
    public private(set) var contacts = 0
    /// Cases in which somebody was answered.
    public private(set) var answered = 0
    /// How long they waited for an answer altogether.
    public private(set) var waited = TimeSpan.zero
    /// The longest wait.
    public private(set) var longestWait = TimeSpan.zero
    /// How long agents worked on them.
    public private(set) var effort = TimeSpan.zero
    /// That time weighted with the share of an agent it took.
    public private(set) var load = TimeSpan.zero
    /// Cases the person rated.
    public private(set) var rated = 0
    /// The ratings on a scale of 0 … 100 altogether.
    public private(set) var ratings = 0
    /// The messages sent in them that had a price, a text message for each of its parts.
    public private(set) var messages = 0
    /// What they cost besides people's time, in millionths of a unit, by currency; empty when nobody has said.
    public private(set) var costs: [String: Int64] = [:]

    /// What they cost besides people's time, in millionths of a unit of ``currency``; nil when nobody has said, and when
    /// they cost something in several currencies.
    public var cost: Int64? { costs.count == 1 ? costs.first?.value : nil }
    /// The currency of ``cost``.
    public var currency: String? { costs.count == 1 ? costs.first?.key : nil }

    /// Creates empty figures.
    public init(_ channel: ChannelID) { self.channel = channel }

    /// Counts a handled case of this channel.
    ///
    /// - Parameters:
    ///   - rating: How the person rated it, 0 … 100; values outside count as the nearest end.
    ///   - channel: The channel as the policy describes it; nil for one that it no longer has.
    public mutating func add(
        contacts: Int, wait: TimeSpan?, effort: TimeSpan, rating: Int?, of channel: ContactChannel?
    ) {
        cases = Self.sum(cases, 1)
        self.contacts = Self.sum(self.contacts, contacts)
        if let wait {
            answered = Self.sum(answered, 1)
            waited = Self.sum(waited, wait)
            longestWait = max(longestWait, wait)
        }
        self.effort = Self.sum(self.effort, effort)
        let units = Int64(channel?.loadUnits ?? 100)
        let (whole, rest) = effort.microseconds.quotientAndRemainder(dividingBy: 100)
        load = Self.sum(load, TimeSpan(microseconds: whole * units + rest * units / 100))
        if let rating {
            rated = Self.sum(rated, 1)
            ratings = Self.sum(ratings, min(max(rating, 0), 100))
        }
        if let price = channel?.cost {
            add(cost: price.total(contacts: contacts, messages: 0) ?? .max, price.currency)
        }
    }

    /// Counts messages of the cases that went out on this channel, and what they cost.
    ///
    /// - Parameter amount: In millionths of a unit of the currency.
    public mutating func add(messages: Int, amount: Int64, currency: String) {
        self.messages = Self.sum(self.messages, messages)
        add(cost: amount, currency)
    }

    /// Counts everything that other figures count, as if it had been counted here: those of another time or machine, or
    /// those of another channel where only the sum of all is wanted.
    public mutating func add(_ other: ChannelFigures) {
        cases = Self.sum(cases, other.cases)
        contacts = Self.sum(contacts, other.contacts)
        answered = Self.sum(answered, other.answered)
        waited = Self.sum(waited, other.waited)
        longestWait = max(longestWait, other.longestWait)
        effort = Self.sum(effort, other.effort)
        load = Self.sum(load, other.load)
        rated = Self.sum(rated, other.rated)
        ratings = Self.sum(ratings, other.ratings)
        messages = Self.sum(messages, other.messages)
        for (currency, amount) in other.costs { add(cost: amount, currency) }
    }

    private mutating func add(cost amount: Int64, _ currency: String) {
        costs[currency] = Int64(Self.sum(Int(costs[currency] ?? 0), Int(amount)))
    }

    private static func sum(_ a: Int, _ b: Int) -> Int {
        let (sum, isOver) = a.addingReportingOverflow(b)
        return isOver ? (b > 0 ? .max : .min) : sum
    }

    private static func sum(_ a: TimeSpan, _ b: TimeSpan) -> TimeSpan {
        a.adding(b) ?? TimeSpan(microseconds: b > .zero ? .max : .min)
    }

    private enum CodingKeys: String, CodingKey {
        case channel, cases, contacts, answered, waited, longestWait, effort, load, rated, ratings, messages, costs
    }

    /// The most currencies that are read.
    public static let maximumCurrencies = 200

    /// Reads and checks an object: nothing counted or measured is negative, and costs are in at most ``maximumCurrencies``.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        channel = try object.decode(ChannelID.self, forKey: .channel)
        cases = try object.decode(Int.self, forKey: .cases)
        contacts = try object.decode(Int.self, forKey: .contacts)
        answered = try object.decode(Int.self, forKey: .answered)
        waited = try object.decode(TimeSpan.self, forKey: .waited)
        longestWait = try object.decode(TimeSpan.self, forKey: .longestWait)
        effort = try object.decode(TimeSpan.self, forKey: .effort)
        load = try object.decode(TimeSpan.self, forKey: .load)
        rated = try object.decode(Int.self, forKey: .rated)
        ratings = try object.decode(Int.self, forKey: .ratings)
        messages = try object.decodeIfPresent(Int.self, forKey: .messages) ?? 0
        costs = try object.decodeIfPresent([String: Int64].self, forKey: .costs) ?? [:]
        let figures = self
        try decoder.checked { () throws(Refusal) in
            for (name, count) in [
                ("cases", figures.cases), ("contacts", figures.contacts), ("answered", figures.answered),
                ("rated", figures.rated), ("ratings", figures.ratings), ("messages", figures.messages),
            ] where count < 0 { throw Refusal(.outOfRange, "negative", at: .field(name)) }
            for (name, span) in [
                ("waited", figures.waited), ("longestWait", figures.longestWait), ("effort", figures.effort),
                ("load", figures.load),
            ] where span < .zero { throw Refusal(.outOfRange, "negative", at: .field(name)) }
            try Limits.check(count: figures.costs.count, atMost: Self.maximumCurrencies, at: .field("costs"))
            for (currency, amount) in figures.costs.sorted(by: { $0.key < $1.key }) {
                _ = try ContactCost(currency: currency)
                guard amount >= 0 else { throw Refusal(.outOfRange, "negative", at: .field("costs").field(currency)) }
            }
        }
    }

    /// The mean wait; nil when nobody was answered.
    public var meanWait: TimeSpan? {
        answered == 0 ? nil : TimeSpan(microseconds: waited.microseconds / Int64(answered))
    }

    /// The mean effort of a case; nil without cases.
    public var meanEffort: TimeSpan? {
        cases == 0 ? nil : TimeSpan(microseconds: effort.microseconds / Int64(cases))
    }
}
