public import DeskPrimitives

/// What is known about a case when it is to be moved to another channel.
public struct ChannelMoveQuestion: Hashable, Sendable, Codable {
    /// The channel it is on.
    public var from: ChannelID
    /// How much care its content needs.
    public var sensitivity: DataSensitivity
    /// Whether the person can be reached on the new channel.
    public var hasAddress: Bool
    /// Whether the new channel is open at ``at``.
    public var isOpen: Bool
    /// When the new channel opens next; nil when it is open or nobody knows.
    public var nextOpening: Instant?
    /// The rule for the clocks; nil for that of the new channel.
    public var clock: ClockMoveRule?
    /// When it is asked.
    public var at: Instant

    /// Creates a question.
    public init(
        from: ChannelID, sensitivity: DataSensitivity = .personal, hasAddress: Bool, isOpen: Bool = true,
        nextOpening: Instant? = nil, clock: ClockMoveRule? = nil, at: Instant
    ) {
        self.from = from
        self.sensitivity = sensitivity
        self.hasAddress = hasAddress
        self.isOpen = isOpen
        self.nextOpening = nextOpening
        self.clock = clock
        self.at = at
    }
}

/// Whether a case goes on over another channel, and what that means for its clocks.
///
/// History and owner always stay with the case; only the way to the person changes.
public struct ChannelMoveDecision: Hashable, Sendable, Codable {
    /// What becomes of the move.
    public enum Outcome: Hashable, Sendable, Codable {
        /// The desk goes on over the new channel now.
        case move
        /// The person has to come there, and is told where; the case stays on its channel until then.
        case invite
        /// It cannot be moved there.
        case refuse(Reason)
    }

    /// Why a case cannot be moved to a channel.
    public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        /// It is there already.
        case sameChannel
        /// The channel is not for getting help.
        case wrongRole
        /// The content needs more care than the channel gives.
        case tooSensitive
    }

    /// The channel the case was on.
    public let from: ChannelID
    /// The channel it is to go to.
    public let to: ChannelID
    /// What becomes of the move.
    public let outcome: Outcome
    /// What becomes of the clocks when it moves.
    public let clock: ClockMoveRule
    /// When the new channel opens, for telling the person; nil while it is open or when nobody knows.
    public let nextOpening: Instant?
}

extension ContactChannel {
    /// Decides whether a case can be moved to this channel.
    public func takeOver(_ question: ChannelMoveQuestion) -> ChannelMoveDecision {
        let outcome: ChannelMoveDecision.Outcome =
            if question.from == id {
                .refuse(.sameChannel)
            } else if role != .support || capabilities.isPublic {
                .refuse(.wrongRole)
            } else if question.sensitivity > allows {
                .refuse(.tooSensitive)
            } else if question.hasAddress && kind != .counter && kind != .webForm && kind != .bot {
                .move
            } else {
                .invite
            }
        return ChannelMoveDecision(
            from: question.from, to: id, outcome: outcome, clock: question.clock ?? clockOnMove,
            nextOpening: question.isOpen ? nil : question.nextOpening)
    }
}

extension ChannelMoveDecision: Explained {
    /// What becomes of the case and its clocks.
    public func sentence(in language: LanguageTag) -> String {
        var text: String
        switch outcome {
        case .move:
            text = language.pick(
                en: "The case goes on over channel \(to) with its history and owner. ",
                fi: "Asia jatkuu kanavalla \(to), ja sen historia ja hoitaja säilyvät. ")
        case .invite:
            text = language.pick(
                en: "The person is invited to channel \(to); until then the case stays on channel \(from). ",
                fi: "Asiakas kutsutaan kanavalle \(to); siihen asti asia pysyy kanavalla \(from). ")
        case .refuse(.sameChannel):
            return language.pick(en: "The case is on channel \(to) already.", fi: "Asia on jo kanavalla \(to).")
        case .refuse(.wrongRole):
            return language.pick(
                en: "Channel \(to) is not for settling cases.", fi: "Kanava \(to) ei ole asioiden hoitamista varten.")
        case .refuse(.tooSensitive):
            return language.pick(
                en: "The content needs more protection than channel \(to) gives.",
                fi: "Sisältö vaatii parempaa suojaa kuin kanava \(to) antaa.")
        }
        switch clock {
        case .keep:
            text += language.pick(
                en: "Its clocks go on under the promises of channel \(from).",
                fi: "Määräajat jatkuvat kanavan \(from) lupausten mukaan.")
        case .convert:
            text += language.pick(
                en: "Its clocks go on under the promises of channel \(to); the time counted so far stays counted.",
                fi: "Määräajat jatkuvat kanavan \(to) lupausten mukaan, ja tähän asti kulunut aika lasketaan mukaan.")
        case .restart:
            text += language.pick(
                en: "Its clocks begin again under the promises of channel \(to).",
                fi: "Määräajat alkavat alusta kanavan \(to) lupausten mukaan.")
        }
        if let nextOpening {
            text += language.pick(
                en: " Channel \(to) opens at \(nextOpening).", fi: " Kanava \(to) aukeaa \(nextOpening).")
        }
        return text
    }
}
