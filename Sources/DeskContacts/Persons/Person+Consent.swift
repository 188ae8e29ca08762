public import DeskPrimitives

extension Person {
    /// The last word on a purpose and channel; nil when there is none.
    ///
    /// Words about all channels and words about this one count alike; the latest wins, of two at the same instant the
    /// withdrawal. With no channel given only words about all channels count.
    public func lastConsent(_ purpose: ConsentPurpose, on channel: ChannelID? = nil) -> Consent? {
        consents
            .filter { $0.purpose == purpose && ($0.channel == nil || $0.channel == channel) }
            .max { a, b in a.at == b.at ? a.isGiven && !b.isGiven : a.at < b.at }
    }

    /// Whether the person has agreed to a purpose on a channel and not taken it back.
    public func isGiven(_ purpose: ConsentPurpose, on channel: ChannelID? = nil) -> Bool {
        lastConsent(purpose, on: channel)?.isGiven ?? false
    }

    /// The person with one more word on consent.
    ///
    /// - Throws: `Refusal` with code `tooLong` at `consents` beyond ``maximumConsents``, `wrongState` when the person
    ///   was merged into another.
    public func recording(_ consent: Consent, at now: Instant) throws(Refusal) -> Person {
        guard mergedInto == nil else {
            throw Refusal(.wrongState, "person \(id) was merged into another", at: .field("mergedInto"))
        }
        guard consents.count < Self.maximumConsents else {
            throw Refusal(.tooLong, "at most \(Self.maximumConsents) words of consent", at: .field("consents"))
        }
        var person = self
        person.consents.append(consent)
        person.updatedAt = max(updatedAt, now)
        return person
    }
}
