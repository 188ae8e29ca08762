public import DeskPrimitives

/// An invitation to answer a survey, from the decision to the answer.
///
/// The token in its link works once and is never stored: only its keyed digest is.
public struct SurveyInvitation: Hashable, Sendable, Codable {
    /// How it stands.
    public enum State: Hashable, Sendable, Codable {
        /// It can be answered until it expires.
        case open
        /// It was answered; what was answered can still be changed.
        case answered(at: Instant)
        /// Its time ran out.
        case expired
        /// The desk took it back: it counts as never sent.
        case withdrawn
        /// It never reached the person: not a refusal, and no part of the response rate.
        case undeliverable
        /// The person did not want to answer this time.
        case declined(at: Instant)
    }

    /// The name of the invitation.
    public let id: InvitationID
    /// The survey.
    public let survey: SurveyID
    /// The case it asks about.
    public let `case`: CaseID
    /// Who is asked.
    public let person: PersonID
    /// The channel it goes out on.
    public let channel: ChannelID
    /// Who handled the contact, as it was then.
    public let node: NodePath
    /// The local day of the contact, counted from 1970-01-01: the day its answers count for, whenever they come.
    public let day: Int
    /// When it was decided.
    public let decidedAt: Instant
    /// When it goes out: then, or after the quiet hours.
    public let sendAt: Instant
    /// When it can no longer be answered.
    public let expires: Instant
    /// The keyed digest of the token in its link.
    public private(set) var tokenKey: ByteKey
    /// How it stands.
    public internal(set) var state: State
    /// What the survey asked when it was decided; nil in records that were written before forms were kept.
    public let form: SurveyForm?
    /// How many of 1000 cases were asked then; the weight of its answers is 1000 divided by it.
    public let samplePerMille: Int?
    /// The questions asked one by one with messages; nil when it is a link.
    public internal(set) var dialogue: SurveyDialogue?
    /// The host's name of the message that carries it; nil in records that were written before it was kept.
    public let message: String?
    /// The recovery whose check-back it is; nil for the first invitation after a contact.
    public let recovery: RecoveryID?
    private let settling: Int?

    /// How often the case had been opened again before the settling it asks about.
    public var episode: Int { settling ?? 0 }

    /// Creates an open invitation.
    ///
    /// - Throws: `Refusal` with code `outOfOrder` when it would expire before it is sent, or be sent before it was
    ///   decided; `outOfRange` for instants or a day that are not accepted.
    public init(
        id: InvitationID, survey: SurveyID, case: CaseID, person: PersonID, channel: ChannelID, node: NodePath,
        day: Int,
        decidedAt: Instant, sendAt: Instant, expires: Instant, tokenKey: ByteKey, form: SurveyForm? = nil,
        samplePerMille: Int? = nil, episode: Int = 0, dialogue: SurveyDialogue? = nil, message: String? = nil,
        recovery: RecoveryID? = nil
    ) throws(Refusal) {
        try Limits.check(decidedAt, at: .field("decidedAt"))
        try Limits.check(expires, at: .field("expires"))
        try TallyRow.check(day: day)
        guard sendAt >= decidedAt else {
            throw Refusal(.outOfOrder, "sent before it was decided", at: .field("sendAt"))
        }
        guard expires >= sendAt else {
            throw Refusal(.outOfOrder, "expires before it is sent", at: .field("expires"))
        }
        self.id = id
        self.survey = survey
        self.case = `case`
        self.person = person
        self.channel = channel
        self.node = node
        self.day = day
        self.decidedAt = decidedAt
        self.sendAt = sendAt
        self.expires = expires
        self.tokenKey = tokenKey
        self.state = .open
        self.form = form
        self.samplePerMille = samplePerMille
        self.dialogue = dialogue
        self.message = message
        self.recovery = recovery
        settling = episode == 0 ? nil : episode
    }

    /// The key under which the invitation of a token is found.
    ///
    /// - Parameters:
    ///   - token: The text in the link; at least 128 random bits.
    ///   - digest: The host's secret.
    public static func tokenKey(of token: String, digest: KeyedDigest) -> ByteKey {
        digest.key(Array("survey-token".utf8), Array(token.utf8))
    }

    /// Whether it can be answered for the first time at an instant.
    public func isAnswerable(at instant: Instant) -> Bool { state == .open && instant < expires }

    /// In which round it asks.
    public var phase: SurveyResponse.Phase { recovery == nil ? .initial : .recovery }

    /// Whether it starts the cool-down of its person: it was sent or is about to be, and is no check-back.
    public var countsForCooldown: Bool {
        switch state {
        case .open, .answered, .expired, .declined: recovery == nil
        case .withdrawn, .undeliverable: false
        }
    }
}

extension SurveyInvitation {
    /// The invitation with its token used up.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it was answered already, has expired or was taken back.
    public func answering(at instant: Instant) throws(Refusal) -> SurveyInvitation {
        switch state {
        case .open:
            guard instant < expires else { throw Self.wrongState("the invitation has expired") }
        case .answered: throw Self.wrongState("the invitation was answered already")
        case .expired: throw Self.wrongState("the invitation has expired")
        case .withdrawn: throw Self.wrongState("the invitation was taken back")
        case .undeliverable: throw Self.wrongState("the invitation never reached anybody")
        case .declined: throw Self.wrongState("the person did not want to answer")
        }
        return with(.answered(at: instant))
    }

    /// The invitation with its time run out.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is not open, `outOfOrder` before ``expires``.
    public func expiring(at instant: Instant) throws(Refusal) -> SurveyInvitation {
        guard state == .open else { throw Self.wrongState("the invitation is not open") }
        guard instant >= expires else { throw Refusal(.outOfOrder, "it can still be answered", at: .field("expires")) }
        return with(.expired)
    }

    /// The invitation taken back before anybody answered it.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is not open.
    public func withdrawing() throws(Refusal) -> SurveyInvitation {
        guard state == .open else { throw Self.wrongState("the invitation is not open") }
        return with(.withdrawn)
    }

    /// The invitation after its transport said that it cannot be delivered.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is neither open nor expired.
    public func failingDelivery() throws(Refusal) -> SurveyInvitation {
        guard state == .open || state == .expired else { throw Self.wrongState("the invitation is not open") }
        return with(.undeliverable)
    }

    /// The invitation after its person did not want to answer it.
    ///
    /// - Throws: `Refusal` with code `wrongState` when it is not open.
    public func declining(at instant: Instant) throws(Refusal) -> SurveyInvitation {
        guard state == .open else { throw Self.wrongState("the invitation is not open") }
        var copy = with(.declined(at: instant))
        copy.dialogue = dialogue?.ending()
        return copy
    }

    /// The invitation with another standing of its dialogue.
    public func continuing(_ dialogue: SurveyDialogue) -> SurveyInvitation {
        var copy = self
        copy.dialogue = dialogue
        return copy
    }

    /// Whether a message from the person at an instant may be an answer to what was asked last.
    public func awaitsMessage(at instant: Instant) -> Bool {
        guard let dialogue, dialogue.step != .over, instant >= sendAt, instant < expires else { return false }
        switch state {
        case .open, .answered: return true
        case .expired, .withdrawn, .undeliverable, .declined: return false
        }
    }

    /// Refuses answers that are not to what the invitation asked.
    ///
    /// - Throws: As ``SurveyForm/check(_:against:)``; nothing for invitations that hold no form.
    public func check(_ edit: SurveyEdit, against survey: Survey) throws(Refusal) {
        try form?.check(edit.answers, against: survey)
    }

    /// Refuses a change of the answers after their time.
    ///
    /// - Throws: `Refusal` with code `wrongState` when the invitation was not answered or has expired.
    public func checkChangeable(at instant: Instant) throws(Refusal) {
        guard case .answered = state else { throw Self.wrongState("the invitation was not answered") }
        guard instant < expires else { throw Self.wrongState("the invitation has expired") }
    }

    /// The invitation as nobody can answer it any more: its token leads nowhere.
    public func scrubbed() -> SurveyInvitation {
        var copy = self
        copy.tokenKey = .composed {
            $0.append("scrubbed".utf8)
            $0.append(id)
        }
        return copy
    }

    private func with(_ state: State) -> SurveyInvitation {
        var copy = self
        copy.state = state
        return copy
    }

    private static func wrongState(_ detail: String) -> Refusal {
        Refusal(.wrongState, detail, at: .field("invitation"))
    }
}
