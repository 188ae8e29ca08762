public import DeskPrimitives

/// What a channel brought, took and gave in some time.
///
/// Sums only, so figures of two times or two machines add up to those of both.
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
    /// What they cost besides people's time, in millionths of a unit; nil when nobody has said.
    public private(set) var cost: Int64?
    /// The currency of ``cost``.
    public private(set) var currency: String?

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
        if let price = channel?.cost, currency == nil || currency == price.currency {
            let own = price.total(contacts: contacts, messages: 0) ?? .max
            cost = Int64(Self.sum(Int(cost ?? 0), Int(own)))
            currency = price.currency
        }
    }

    private static func sum(_ a: Int, _ b: Int) -> Int {
        let (sum, isOver) = a.addingReportingOverflow(b)
        return isOver ? (b > 0 ? .max : .min) : sum
    }

    private static func sum(_ a: TimeSpan, _ b: TimeSpan) -> TimeSpan {
        a.adding(b) ?? TimeSpan(microseconds: b > .zero ? .max : .min)
    }

    private enum CodingKeys: String, CodingKey {
        case channel, cases, contacts, answered, waited, longestWait, effort, load, rated, ratings, cost, currency
    }

    /// Reads and checks an object: nothing counted or measured is negative, and a cost has a currency.
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
        cost = try object.decodeIfPresent(Int64.self, forKey: .cost)
        currency = try object.decodeIfPresent(String.self, forKey: .currency)
        let figures = self
        try decoder.checked { () throws(Refusal) in
            for (name, count) in [
                ("cases", figures.cases), ("contacts", figures.contacts), ("answered", figures.answered),
                ("rated", figures.rated), ("ratings", figures.ratings), ("cost", Int(figures.cost ?? 0)),
            ] where count < 0 { throw Refusal(.outOfRange, "negative", at: .field(name)) }
            for (name, span) in [
                ("waited", figures.waited), ("longestWait", figures.longestWait), ("effort", figures.effort),
                ("load", figures.load),
            ] where span < .zero { throw Refusal(.outOfRange, "negative", at: .field(name)) }
            guard (figures.cost == nil) == (figures.currency == nil) else {
                throw Refusal(.malformed, "a cost has a currency, and a currency a cost", at: .field("currency"))
            }
            if let currency = figures.currency { _ = try ContactCost(currency: currency) }
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
