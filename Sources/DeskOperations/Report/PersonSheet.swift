public import DeskContacts
public import DeskFeedback
public import DeskPrimitives
public import DeskServiceLevels

/// What whoever serves a person is shown of them when a contact is opened: one overview over all channels and over everybody
/// who was merged into the person.
///
/// Made of what was read of each part, newest first; ``cut`` says of which part there is more. Internal notes are not in it.
public struct PersonSheet: Sendable {
    /// A part that can be longer than what is shown of it.
    public enum Part: String, Hashable, Sendable, CaseIterable {
        /// Contacts, and with them the use of channels.
        case contacts
        /// Cases.
        case cases
        /// Promises, and with them their tally.
        case promises
        /// Ratings.
        case ratings
        /// What is owned.
        case entitlements
        /// Ratings that are being put right.
        case recoveries
    }

    /// A contract or product of the person's or of one of the person's organisations.
    public struct Owned: Hashable, Sendable {
        /// The entitlement.
        public let entitlement: Entitlement
        /// How it stands now, whatever it is used for.
        public let standing: EntitlementStanding
    }

    /// One answer of the person to a survey.
    public struct Rating: Hashable, Sendable {
        /// When it was given.
        public let at: Instant
        /// The channel of the contact.
        public let channel: ChannelID
        /// What the contact was about.
        public let topic: TopicID?
        /// The scores, larger is better.
        public let scores: ScoreSet
        /// Whose work was rated; nil when it was nobody's alone, or may not be seen by the viewer.
        public let agent: AgentID?
        /// The case; nil when whose work was rated may not be seen by the viewer.
        public let caseID: CaseID?
        /// What the person wrote; nil for nothing, or when whose work was rated may not be seen by the viewer.
        public let comment: String?
    }

    /// A bad rating that somebody is putting right.
    public struct OpenRecovery: Hashable, Sendable {
        /// The recovery.
        public let id: RecoveryID
        /// Who has to see to it.
        public let owner: AgentID
        /// By when the person is to be contacted.
        public let contactDue: Instant
    }

    /// Contacts, channels used and the person.
    public let contacts: PersonOverview
    /// The person and everybody merged into it, the person first.
    public let persons: [PersonID]
    /// Cases that are not settled, newest first.
    public let openCases: [ServiceCase]
    /// Cases that are settled, newest first.
    public let pastCases: [ServiceCase]
    /// Promises that can still be kept in time, soonest first.
    public let openPromises: [Promise]
    /// Promises whose time has passed and that are still owed, longest overdue first.
    public let brokenPromises: [Promise]
    /// All promises by what became of them.
    public let promises: PromiseTally
    /// Ratings, latest first.
    public let ratings: [Rating]
    /// Bad ratings that are being put right, the most urgent first.
    public let recoveries: [OpenRecovery]
    /// What the person and the person's organisations own, in order of the names.
    public let owned: [Owned]
    /// What applies to the person, in the order of the policy.
    public let hints: [PersonHint]
    /// The last word on each purpose on all channels.
    public let consents: [Consent]
    /// The parts of which there is more than was read.
    public let cut: [Part]

    /// The person.
    public var person: Person { contacts.person }
    /// The language to answer in.
    public var language: LanguageTag? { contacts.language }

    /// Puts an overview together.
    ///
    /// - Parameters:
    ///   - cut: The parts that were not read to their end.
    ///   - mayKnow: Whether the viewer may see whose work was rated.
    public init(
        of person: Person, persons: [PersonID], contacts: [Contact], cases: [ServiceCase], promises: [Promise],
        responses: [SurveyResponse], recoveries: [Recovery], entitlements: [Entitlement], hints: [PersonHint],
        cut: Set<Part> = [], at now: Instant, mayKnow: (SurveyResponse) -> Bool
    ) {
        self.contacts = PersonOverview(of: person, contacts: contacts)
        self.persons = persons
        let cases = cases.sorted { ($1.openedAt, $1.id) < ($0.openedAt, $0.id) }
        openCases = cases.filter { !$0.status.isSettled }
        pastCases = cases.filter { $0.status.isSettled }
        let owed = promises.filter(\.isOwed).sorted { ($0.due, $0.id) < ($1.due, $1.id) }
        openPromises = owed.filter { $0.outcome(at: now) == .open }
        brokenPromises = owed.filter { $0.outcome(at: now) == .broken }
        self.promises = PromiseTally(of: promises, at: now)
        let answered = responses.filter(\.isAnswered).sorted { ($1.at, $1.invitation) < ($0.at, $0.invitation) }
        ratings = answered.map { response in
            let isKnown = mayKnow(response)
            return Rating(
                at: response.at, channel: response.node.channel, topic: response.node.topic,
                scores: ScoreSet(answersOf: response), agent: isKnown ? response.node.agent : nil,
                caseID: isKnown ? response.case : nil, comment: isKnown ? response.comment : nil)
        }
        self.recoveries = recoveries.filter { $0.closedAt == nil }
            .sorted { ($0.contactDue, $0.id) < ($1.contactDue, $1.id) }
            .map { OpenRecovery(id: $0.id, owner: $0.owner, contactDue: $0.contactDue) }
        owned = entitlements.sorted { $0.id < $1.id }.map { item in
            Owned(entitlement: item, standing: item.standing(for: item.topics?.first, at: now))
        }
        self.hints = hints.filter { $0.applies(to: person, owned: entitlements, cases: cases, at: now) }
        consents = self.contacts.consents(on: nil)
        self.cut = Part.allCases.filter(cut.contains)
    }
}
