public import DeskPrimitives

/// A time in which people are called back, and how many can be.
public struct CallbackWindow: Hashable, Sendable, Codable {
    /// The most contacts that are reckoned with in one window.
    public static let limit = 1_000_000

    /// From when.
    public let start: Instant
    /// Before when.
    public let end: Instant
    /// How many callbacks can be made in it.
    public let capacity: Int
    /// How many were promised.
    public private(set) var sold: Int

    /// What is forecast for a time.
    public struct Forecast: Hashable, Sendable, Codable {
        /// Agents who serve the line.
        public var agents: Int
        /// Contacts that will arrive on their own.
        public var contacts: Int
        /// The time an agent needs for one.
        public var handling: TimeSpan

        /// Creates a forecast; negative counts are taken as 0.
        public init(agents: Int, contacts: Int, handling: TimeSpan) {
            self.agents = max(0, agents)
            self.contacts = max(0, contacts)
            self.handling = handling
        }
    }

    /// The window whose capacity is the rule's share of what the agents can do beyond the contacts forecast.
    ///
    /// - Throws: `Refusal` with code `outOfRange` when the window does not end after it starts, is longer than a day, or the
    ///   handling time is not positive.
    public init(from start: Instant, to end: Instant, _ forecast: Forecast, rule: CallbackRule) throws(Refusal) {
        guard start.isAccepted, end.isAccepted, start < end, end - start <= .days(1) else {
            throw Refusal(.outOfRange, "a window ends after it starts and lasts at most a day", at: .field("end"))
        }
        guard forecast.handling > .zero else {
            throw Refusal(.outOfRange, "handling takes some time", at: .field("handling"))
        }
        self.start = start
        self.end = end
        let perAgent = Int((end - start).microseconds / forecast.handling.microseconds)
        let (able, overflow) = forecast.agents.multipliedReportingOverflow(by: perAgent)
        let free = max(0, min(overflow ? Self.limit : able, Self.limit) - forecast.contacts)
        capacity = free * rule.sharePercent / 100
        sold = 0
    }

    /// How many are left.
    public var left: Int { capacity - sold }

    /// The window with one more promised.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is sold out or over.
    public func selling(at now: Instant) throws(Refusal) -> CallbackWindow {
        guard now < end else { throw Refusal(.wrongState, "the window is over", at: .field("window")) }
        guard left > 0 else { throw Refusal(.wrongState, "the window is sold out", at: .field("window")) }
        var next = self
        next.sold += 1
        return next
    }

    /// The window with one given back; nothing changes when none was promised.
    public func givingBack() -> CallbackWindow {
        var next = self
        next.sold = max(0, sold - 1)
        return next
    }

    /// The windows that can still be had, the earliest first.
    public static func offered(_ windows: [CallbackWindow], at now: Instant) -> [CallbackWindow] {
        windows.filter { $0.end > now && $0.left > 0 }.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    }
}
