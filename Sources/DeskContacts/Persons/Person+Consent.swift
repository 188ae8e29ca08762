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
    /// Where there are ``maximumConsents`` words already the oldest one gives way that a later word replaced: one on the same
    /// purpose and the same channel, or on all of them. The proof of how things stand stays. Where no word was replaced a new
    /// consent is refused and a withdrawal never is: the oldest consent gives way to it, which is taken as not given then;
    /// where there are withdrawals alone, one about a channel counts for all channels and so replaces the others of its
    /// purpose; and where every word withdraws another purpose, the oldest gives way.
    ///
    /// - Throws: `Refusal` with code `tooLong` at `consents` for a consent beyond ``maximumConsents`` words none of which was
    ///   replaced, `wrongState` when the person was merged into another.
    public func recording(_ consent: Consent, at now: Instant) throws(Refusal) -> Person {
        guard mergedInto == nil else {
            throw Refusal(.wrongState, "person \(id) was merged into another", at: .field("mergedInto"))
        }
        var person = self
        person.consents = Consent.fitting(consents + [consent])
        if person.consents.count > Self.maximumConsents {
            guard !consent.isGiven else {
                throw Refusal(.tooLong, "at most \(Self.maximumConsents) words of consent", at: .field("consents"))
            }
            person.consents = try makingRoom(for: consent)
        }
        person.updatedAt = max(updatedAt, now)
        return person
    }

    /// The words with a withdrawal where none of them was replaced by a later one.
    private func makingRoom(for withdrawal: Consent) throws(Refusal) -> [Consent] {
        var words = consents
        if let oldest = words.indices.filter({ words[$0].isGiven }).min(by: { words[$0].at < words[$1].at }) {
            words.remove(at: oldest)
            return words + [withdrawal]
        }
        if words.contains(where: { $0.purpose == withdrawal.purpose }) {
            let at = words.reduce(withdrawal.at) { $1.purpose == withdrawal.purpose ? max($0, $1.at) : $0 }
            let all = try Consent(withdrawal.purpose, isGiven: false, at: at, proof: withdrawal.proof)
            return Consent.fitting(words + [all])
        }
        if let oldest = words.indices.min(by: { words[$0].at < words[$1].at }) { words.remove(at: oldest) }
        return words + [withdrawal]
    }
}

extension Consent {
    /// The place of a word in time: of two at one instant the withdrawal counts, of two that say the same the later written.
    private struct Rank: Comparable {
        let at: Instant
        let isGiven: Bool
        let index: Int

        static func < (a: Self, b: Self) -> Bool {
            guard a.at == b.at else { return a.at < b.at }
            return a.isGiven == b.isGiven ? a.index < b.index : a.isGiven
        }
    }

    /// The words without the oldest of those that later ones replaced, as few as ``Person/maximumConsents`` asks for.
    ///
    /// A word is replaced when a later one counts wherever it does: on the same purpose, about the same channel or all of
    /// them. So how things stand is as before, and the proof of it stays; where not enough words were replaced more are left.
    /// - Complexity: O(n log n) for each word that goes, O(n²) where hardly any was replaced.
    static func fitting(_ words: [Consent]) -> [Consent] {
        var words = words
        while words.count > Person.maximumConsents {
            let ranks = words.enumerated().map { Rank(at: $1.at, isGiven: $1.isGiven, index: $0) }
            // The latest words are the likeliest to have replaced an old one, so they are asked first.
            let oldest = words.indices.sorted { ranks[$0] < ranks[$1] }.first { index in
                let word = words[index]
                return words.indices.reversed().contains { other in
                    ranks[index] < ranks[other] && words[other].purpose == word.purpose
                        && (words[other].channel == nil || words[other].channel == word.channel)
                }
            }
            guard let oldest else { return words }
            words.remove(at: oldest)
        }
        return words
    }
}
