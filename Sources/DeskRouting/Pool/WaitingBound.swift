public import DeskPrimitives

/// How long work of an urgency can wait at most, computed from how waiting ages.
///
/// A contact of urgency u can only be overtaken by contacts that come within (100 − u) × the worth of a point after it:
/// later ones have waited so much less that no urgency makes up for it. Let m contacts of its kind of work or others
/// that the same n agents take be ahead of it or come to overtake it, and let no agent be with one of them longer than h,
/// offers and wrap-up included. While it waits each of the n agents begins on one of the m at least once in every span h,
/// so it begins within (⌊m / n⌋ + 1) × h. No starvation, whatever comes.
public struct WaitingBound: Hashable, Sendable {
    /// What the bound is computed from.
    public struct Load: Hashable, Sendable {
        /// How many contacts wait at the most when one comes.
        public var ahead: Int
        /// How many contacts of higher urgency come at the most at once.
        public var burst: Int
        /// And how many more in an hour.
        public var perHour: Int
        /// How many agents can take such work and are there all the time, each holding one at a time.
        public var agents: Int
        /// How long an agent is with one contact at the most, from offer to the end of wrap-up.
        public var longest: TimeSpan

        /// Creates a load.
        public init(ahead: Int, burst: Int = 0, perHour: Int = 0, agents: Int, longest: TimeSpan) {
            self.ahead = ahead
            self.burst = burst
            self.perHour = perHour
            self.agents = agents
            self.longest = longest
        }
    }

    /// The urgency.
    public let urgency: Int
    /// From how long after it nothing overtakes it any more; nil when later work can overtake it for ever.
    public let overtakingEnds: TimeSpan?
    /// How long it waits at the most; nil when nothing bounds it.
    public let longestWait: TimeSpan?
    /// How many may come to overtake it, at the most; nil when there is no end to them.
    public let coming: Int?
    /// How many turns of the agents it waits for, its own included; nil when nothing bounds them.
    public let turns: Int?

    /// Computes the bound.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for an urgency out of range, a negative count or a span not positive.
    public init(urgency: Int, policy: DistributionPolicy, load: Load) throws(Refusal) {
        guard RoutingOutcome.urgencies.contains(urgency) else {
            throw Refusal(.outOfRange, "an urgency is 0 to 100, not \(urgency)", at: .field("urgency"))
        }
        guard min(load.ahead, load.burst, load.perHour, load.agents) >= 0, load.longest > .zero,
            max(load.ahead, load.burst, load.perHour, load.agents) <= WorkPool.workCount
        else { throw Refusal(.outOfRange, "a load is not negative", at: .field("load")) }
        self.urgency = urgency
        switch policy.contacts {
        case .urgencyThenWait:
            overtakingEnds = policy.urgencyPoint.map { $0 * Int64(RoutingOutcome.urgencies.upperBound - urgency) }
        case .serviceClock, .queueRatio, .newestFirst: overtakingEnds = nil
        }
        guard let window = overtakingEnds, load.agents > 0 else {
            longestWait = nil
            coming = nil
            turns = nil
            return
        }
        // As many as can come in the window, rounded up: a burst, and the steady stream.
        let hours = window.microseconds / 3_600_000_000 + 1
        let coming = urgency == RoutingOutcome.urgencies.upperBound ? 0 : load.burst + load.perHour * Int(hours)
        let turns = (load.ahead + coming) / load.agents + 1
        self.coming = coming
        self.turns = turns
        let (wait, overflow) = load.longest.microseconds.multipliedReportingOverflow(by: Int64(turns))
        longestWait = overflow ? nil : TimeSpan(microseconds: wait)
    }
}

extension WaitingBound: Explained {
    /// The bound, or that there is none.
    public func sentence(in language: LanguageTag) -> String {
        guard let overtakingEnds else {
            return language.pick(
                en: "Work of urgency \(urgency) can be overtaken for ever: nothing bounds its wait.",
                fi: "Kiireellisyyden \(urgency) työn ohi voidaan mennä loputtomiin: sen odotusta ei rajoita mikään.")
        }
        let first = language.pick(
            en: "Nothing that comes more than \(overtakingEnds) after work of urgency \(urgency) overtakes it.",
            fi: "Mikään, mikä saapuu yli \(overtakingEnds) kiireellisyyden \(urgency) työn jälkeen, ei mene sen ohi.")
        guard let longestWait else {
            return first
                + language.pick(
                    en: " How long it waits is not bounded: nobody is sure to be there.",
                    fi: " Odotusaikaa ei voi rajata: kenenkään ei ole varmaa olla paikalla.")
        }
        return first
            + language.pick(
                en: " It waits \(longestWait) at the most.", fi: " Se odottaa enintään \(longestWait).")
    }
}
