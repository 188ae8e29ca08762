public import DeskPrimitives

/// What somebody who waits is told, and how it differs from what they were told before.
///
/// A wait that has grown is never told as if it had not: the announcement is ``Change/longer(_:)`` with its cause, and the
/// sentence says so. It is held against what was said when the wait was last said to be otherwise, so that it cannot creep
/// up by a little every time.
public struct WaitAnnouncement: Hashable, Sendable, Codable {
    /// When it is told.
    public let at: Instant
    /// What is told.
    public let estimate: WaitEstimate
    /// The agents who served the line.
    public let agents: Int
    /// The place in the line.
    public let position: Int
    /// How it differs from the announcement before.
    public let change: Change
    /// By when it was to be over at the latest, as it was said when it was last said to be otherwise; nil when no time was
    /// named then.
    public let heldTo: Instant?

    /// How an announcement differs from the one before.
    public enum Change: Hashable, Sendable, Codable {
        /// There was none before.
        case first
        /// The wait is as was said.
        case asSaid
        /// The wait is shorter than was said.
        case shorter
        /// The wait is longer than was said.
        case longer(Cause)
    }

    /// Why a wait has grown.
    public enum Cause: String, Hashable, Sendable, Codable {
        /// More urgent matters came in front.
        case overtaken
        /// Fewer agents serve the line.
        case fewerAgents
        /// Matters take longer than usual.
        case slower
        /// No time can be named any more.
        case unknown
    }

    /// How much time lies between two announcements at least, unless the wait is over.
    public static let interval = TimeSpan.seconds(60)

    /// The announcement to make now; nil when it is too early for another.
    public static func next(
        after previous: WaitAnnouncement?, _ question: WaitQuestion, _ estimate: WaitEstimate, at now: Instant
    ) -> WaitAnnouncement? {
        guard let previous else { return announcement(.first, heldTo: nil) }
        if estimate != .now, now - previous.at < interval { return nil }
        return announcement(change(from: previous), heldTo: previous.end)

        func announcement(_ change: Change, heldTo before: Instant?) -> WaitAnnouncement {
            var end: Instant?
            if case .range(let range) = estimate { end = now + range.latest }
            // What is as said is held to what was said.
            if change == .asSaid, end != nil, let before { end = before }
            return WaitAnnouncement(
                at: now, estimate: estimate, agents: question.agents, position: question.position, change: change,
                heldTo: end)
        }

        func change(from previous: WaitAnnouncement) -> Change {
            guard case .range(let said) = previous.estimate, let saidEnd = previous.end else { return .asSaid }
            switch estimate {
            case .now: return .asSaid
            case .withheld: return .longer(.unknown)
            case .range(let range):
                let end = now + range.latest
                // A minute is what the words are rounded to.
                if end > saidEnd + .minutes(1) {
                    if question.position > previous.position { return .longer(.overtaken) }
                    return .longer(question.agents < previous.agents ? .fewerAgents : .slower)
                }
                return end + .minutes(1) < previous.at + said.likely ? .shorter : .asSaid
            }
        }
    }
}

extension WaitAnnouncement {
    /// By when the wait is to be over by what was said; of an announcement kept before that was noted, by its own words.
    private var end: Instant? {
        if let heldTo { return heldTo }
        guard case .range(let range) = estimate else { return nil }
        return at + range.latest
    }
}

extension WaitAnnouncement: Explained {
    /// What the person hears.
    public func sentence(in language: LanguageTag) -> String {
        let told = estimate.sentence(in: language)
        guard case .longer(let cause) = change else { return told }
        let apology =
            switch cause {
            case .overtaken:
                language.pick(
                    en: "More urgent matters came first, so the wait has grown. We are sorry.",
                    fi: "Kiireellisempiä asioita tuli väliin, joten odotus on pidentynyt. Pahoittelemme.")
            case .fewerAgents:
                language.pick(
                    en: "Fewer of us are answering, so the wait has grown. We are sorry.",
                    fi: "Vastaajia on vähemmän, joten odotus on pidentynyt. Pahoittelemme.")
            case .slower:
                language.pick(
                    en: "Matters take longer than usual, so the wait has grown. We are sorry.",
                    fi: "Asioiden hoitaminen kestää tavallista kauemmin, joten odotus on pidentynyt. Pahoittelemme.")
            case .unknown:
                language.pick(
                    en: "What we said about your wait no longer holds. We are sorry.",
                    fi: "Aiempi arviomme odotuksestasi ei enää pidä paikkaansa. Pahoittelemme.")
            }
        return "\(apology) \(told)"
    }
}
