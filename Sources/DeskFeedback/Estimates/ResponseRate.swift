/// How many of those who were asked have answered, in the terms of AAPOR.
public struct ResponseRate: Hashable, Sendable, Codable {
    /// Invitations sent.
    public let invited: Int
    /// Those that never reached anybody; they are no refusals.
    public let undeliverable: Int
    /// Every question answered.
    public let complete: Int
    /// Some questions answered.
    public let partial: Int

    /// Creates a rate.
    public init(invited: Int, undeliverable: Int, complete: Int, partial: Int) {
        self.invited = invited
        self.undeliverable = undeliverable
        self.complete = complete
        self.partial = partial
    }

    /// Those who could answer: invited less undeliverable; 0 when the counts make no sense.
    public var eligible: Int {
        guard invited >= 0, undeliverable >= 0, complete >= 0, partial >= 0 else { return 0 }
        let (answered, overflow) = complete.addingReportingOverflow(partial)
        let eligible = invited - undeliverable
        return !overflow && eligible >= answered ? eligible : 0
    }

    /// RR1: complete answers of those who could answer; nil when nobody could.
    public var rr1: Double? {
        eligible > 0 ? Double(complete) / Double(eligible) : nil
    }

    /// RR2: complete and partial answers of those who could answer; nil when nobody could.
    public var rr2: Double? {
        eligible > 0 ? Double(complete + partial) / Double(eligible) : nil
    }

    /// Between what a net promoter score would be if everybody who did not answer the recommend question were a
    /// detractor, and if they were all promoters (Manski bounds).
    ///
    /// Nil when nobody could answer or more answered than could.
    public func netPromoterBounds(_ counts: NetPromoterCounts) -> ClosedRange<Double>? {
        let eligible = eligible
        let n = counts.n
        guard eligible > 0, n <= eligible else { return nil }
        let silent = Double(eligible - n)
        let lead = Double(counts.promoters - counts.detractors)
        // Counts that are no counts have n = 0, and then nothing is known of anybody.
        guard n > 0 else { return -1...1 }
        return ((lead - silent) / Double(eligible))...((lead + silent) / Double(eligible))
    }
}
