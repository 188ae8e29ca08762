public import DeskPrimitives

/// How the feedback of a time was dealt with: what is unread, what was decided, what came of it.
public struct ReviewSummary: Hashable, Sendable {
    /// How many came.
    public let total: Int
    /// How many nobody has read.
    public let unread: Int
    /// Those of them that are late.
    public let unreadLate: Int
    /// How many were read in time, of those that were read.
    public let readInTime: Int
    /// How many decisions wait for what comes of them.
    public let waiting: Int
    /// Those of them that are late.
    public let waitingLate: Int
    /// How many are over.
    public let done: Int
    /// How often each was decided, in the order in which decisions are listed; those never taken are left out.
    public let decisions: [(decision: FeedbackReview.Decision, count: Int)]

    /// Summarises reviews as they stand at an instant.
    public init(_ reviews: some Sequence<FeedbackReview>, at instant: Instant) {
        var counts = (total: 0, unread: 0, unreadLate: 0, inTime: 0, waiting: 0, waitingLate: 0, done: 0)
        var decided: [FeedbackReview.Decision: Int] = [:]
        for review in reviews {
            counts.total += 1
            if let readAt = review.readAt, readAt <= review.due { counts.inTime += 1 }
            switch review.state {
            case .unread:
                counts.unread += 1
                if review.isLate(at: instant) { counts.unreadLate += 1 }
            case .decided(let decision, _, _, _):
                counts.waiting += 1
                if review.isLate(at: instant) { counts.waitingLate += 1 }
                decided[decision, default: 0] += 1
            case .done(let decision, _):
                counts.done += 1
                decided[decision, default: 0] += 1
            }
        }
        (total, unread, unreadLate) = (counts.total, counts.unread, counts.unreadLate)
        (readInTime, waiting, waitingLate) = (counts.inTime, counts.waiting, counts.waitingLate)
        done = counts.done
        decisions = FeedbackReview.Decision.allCases.compactMap { decision in
            decided[decision].map { (decision, $0) }
        }
    }

    public static func == (a: Self, b: Self) -> Bool {
        a.total == b.total && a.unread == b.unread && a.unreadLate == b.unreadLate && a.readInTime == b.readInTime
            && a.waiting == b.waiting && a.waitingLate == b.waitingLate && a.done == b.done
            && a.decisions.map(\.decision) == b.decisions.map(\.decision)
            && a.decisions.map(\.count) == b.decisions.map(\.count)
    }

    /// Hashes the counts.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(total)
        hasher.combine(unread)
        hasher.combine(done)
    }
}

extension ReviewSummary: Explained {
    public func sentence(in language: LanguageTag) -> String {
        language.pick(
            en:
                "Of \(total) pieces of feedback \(unread) are unread (\(unreadLate) late), \(waiting) decisions wait for "
                + "what comes of them (\(waitingLate) late), \(done) are over.",
            fi: "Palautteita on \(total): lukematta \(unread) (myöhässä \(unreadLate)), päätöksiä odottamassa tulosta "
                + "\(waiting) (myöhässä \(waitingLate)), valmiina \(done).")
    }
}

extension FeedbackReview.Decision: Explained {
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .noAction: language.pick(en: "Nothing follows.", fi: "Ei toimenpiteitä.")
        case .answer: language.pick(en: "The person is answered.", fi: "Henkilölle vastataan.")
        case .correct: language.pick(en: "The cause is corrected.", fi: "Syy korjataan.")
        case .coach:
            language.pick(en: "It is talked about with who served.", fi: "Asiasta keskustellaan palvelleen kanssa.")
        case .recognise: language.pick(en: "Who served is thanked.", fi: "Palvellutta kiitetään.")
        case .assessIdea: language.pick(en: "The idea is looked into.", fi: "Ideaa selvitetään.")
        case .forward: language.pick(en: "It is handed on.", fi: "Palaute välitetään eteenpäin.")
        }
    }
}
