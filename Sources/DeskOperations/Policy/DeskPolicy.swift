public import DeskChannels
public import DeskContacts
public import DeskFeedback
public import DeskPrimitives
public import DeskRouting
public import DeskSchedules
public import DeskServiceLevels

/// Everything a desk has decided about itself, in one document.
///
/// The same document routes, times and scores, is rendered for the customer, is checked for holes before use and can be
/// replayed against history. It is plain data: ``CompiledPolicy`` makes it ready for use and refuses it when names do not
/// fit together.
public struct DeskPolicy: Hashable, Sendable {
    /// The version of the document's form; this library reads 1.
    public var version: Int
    /// What the desk is called.
    public var name: LocalizedText
    /// The language the desk writes in to people of whom no language is known.
    public var language: LanguageTag
    /// The time zone of the desk, such as `Europe/Helsinki`.
    public var zone: String
    /// Opening hours by name.
    public var calendars: [CalendarID: BusinessCalendar]
    /// The ways to reach the desk.
    public var channels: [ContactChannel]
    /// What contacts can be about.
    public var topics: [DeskTopic]
    /// The parts of the organisation.
    public var units: [DeskUnit]
    /// The teams.
    public var teams: [DeskTeam]
    /// What agents can be able to do.
    public var skills: [DeskSkill]
    /// The people who answer.
    public var agents: [Agent]
    /// Where work waits.
    public var queues: [WorkQueue]
    /// Which contact goes to which queue.
    public var routing: RoutingTable
    /// How waiting work is handed out.
    public var distribution: DistributionPolicy
    /// What the customer is promised in words.
    public var description: ServiceDescription
    /// What the customer is promised in hours.
    public var targets: [ServiceTarget]
    /// How impact and urgency make a priority.
    public var priorities: PriorityMatrix
    /// Which contacts belong to one case.
    public var threading: ThreadPolicy
    /// The questionnaires.
    public var surveys: [Survey]
    /// Who is asked how it was; nil when nobody is.
    public var surveyPlan: SurveyPlan?
    /// What follows from an answer, and who reads feedback.
    public var feedback: FeedbackPolicy
    /// How people who wait are treated.
    public var lines: LinePolicy
    /// What the desk says and knows beforehand.
    public var communication: CommunicationPolicy
    /// How long after being resolved a case closes; ``DeskPolicy/defaultClosing`` unless said.
    public var closesAfter: TimeSpan
    /// How the desk goes about what it has promised.
    public var serviceLevels: ServiceLevelPlan
    /// Which version of the policy this is; nil when the host keeps none.
    public var edition: PolicyEdition?
    /// How cases that belong together are treated.
    public var cases: CasePolicy

    /// Seven days.
    public static let defaultClosing = TimeSpan.days(7)
    /// The version of the form that this library writes.
    public static let currentVersion = 1

    /// Creates a policy; what is left out is empty or the default of its type.
    public init(
        name: LocalizedText, language: LanguageTag = .english, zone: String,
        calendars: [CalendarID: BusinessCalendar] = [:],
        channels: [ContactChannel], topics: [DeskTopic] = [], units: [DeskUnit] = [], teams: [DeskTeam] = [],
        skills: [DeskSkill] = [], agents: [Agent] = [], queues: [WorkQueue], routing: RoutingTable,
        distribution: DistributionPolicy = DistributionPolicy(), description: ServiceDescription,
        targets: [ServiceTarget] = [], priorities: PriorityMatrix = .standard,
        threading: ThreadPolicy = .standard, surveys: [Survey] = [], surveyPlan: SurveyPlan? = nil,
        feedback: FeedbackPolicy = FeedbackPolicy(), lines: LinePolicy = LinePolicy(),
        communication: CommunicationPolicy = CommunicationPolicy(),
        closesAfter: TimeSpan = DeskPolicy.defaultClosing, serviceLevels: ServiceLevelPlan = ServiceLevelPlan(),
        edition: PolicyEdition? = nil, cases: CasePolicy = CasePolicy()
    ) {
        version = Self.currentVersion
        self.name = name
        self.language = language
        self.zone = zone
        self.calendars = calendars
        self.channels = channels
        self.topics = topics
        self.units = units
        self.teams = teams
        self.skills = skills
        self.agents = agents
        self.queues = queues
        self.routing = routing
        self.distribution = distribution
        self.description = description
        self.targets = targets
        self.priorities = priorities
        self.threading = threading
        self.surveys = surveys
        self.surveyPlan = surveyPlan
        self.feedback = feedback
        self.lines = lines
        self.communication = communication
        self.closesAfter = closesAfter
        self.serviceLevels = serviceLevels
        self.edition = edition
        self.cases = cases
    }
}

extension DeskPolicy: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case version, name, language, zone, calendars, channels, topics, units, teams, skills, agents, queues, routing
        case distribution, description, targets, priorities, threading, surveys, surveyPlan, feedback, lines
        case communication, closesAfter, serviceLevels, edition, cases
    }

    /// The members of the document, in the order in which they are described.
    static let members = CodingKeys.allCases.map(\.stringValue)

    /// Reads a document; unknown members and versions are errors at their place, so that a misspelt name is never a
    /// setting silently ignored.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(Self.members)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        version = try container.decode(Int.self, forKey: .version)
        guard version == Self.currentVersion else {
            throw DecodingError.dataCorruptedError(
                forKey: .version, in: container,
                debugDescription: "version \(version) is not known, only \(Self.currentVersion) is")
        }
        name = try container.decode(LocalizedText.self, forKey: .name)
        language = try container.decodeIfPresent(LanguageTag.self, forKey: .language) ?? .english
        zone = try container.decode(String.self, forKey: .zone)
        calendars = try container.decodeIfPresent([CalendarID: BusinessCalendar].self, forKey: .calendars) ?? [:]
        channels = try container.decode([ContactChannel].self, forKey: .channels)
        topics = try container.decodeIfPresent([DeskTopic].self, forKey: .topics) ?? []
        units = try container.decodeIfPresent([DeskUnit].self, forKey: .units) ?? []
        teams = try container.decodeIfPresent([DeskTeam].self, forKey: .teams) ?? []
        skills = try container.decodeIfPresent([DeskSkill].self, forKey: .skills) ?? []
        agents = try container.decodeIfPresent([Agent].self, forKey: .agents) ?? []
        queues = try container.decode([WorkQueue].self, forKey: .queues)
        routing = try container.decode(RoutingTable.self, forKey: .routing)
        distribution =
            try container.decodeIfPresent(DistributionPolicy.self, forKey: .distribution) ?? DistributionPolicy()
        description = try container.decode(ServiceDescription.self, forKey: .description)
        targets = try container.decodeIfPresent([ServiceTarget].self, forKey: .targets) ?? []
        priorities = try container.decodeIfPresent(PriorityMatrix.self, forKey: .priorities) ?? .standard
        threading = try container.decodeIfPresent(ThreadPolicy.self, forKey: .threading) ?? .standard
        surveys = try container.decodeIfPresent([Survey].self, forKey: .surveys) ?? []
        surveyPlan = try container.decodeIfPresent(SurveyPlan.self, forKey: .surveyPlan)
        feedback = try container.decodeIfPresent(FeedbackPolicy.self, forKey: .feedback) ?? FeedbackPolicy()
        lines = try container.decodeIfPresent(LinePolicy.self, forKey: .lines) ?? LinePolicy()
        communication =
            try container.decodeIfPresent(CommunicationPolicy.self, forKey: .communication) ?? CommunicationPolicy()
        closesAfter = try container.decodeIfPresent(TimeSpan.self, forKey: .closesAfter) ?? Self.defaultClosing
        serviceLevels =
            try container.decodeIfPresent(ServiceLevelPlan.self, forKey: .serviceLevels) ?? ServiceLevelPlan()
        edition = try container.decodeIfPresent(PolicyEdition.self, forKey: .edition)
        cases = try container.decodeIfPresent(CasePolicy.self, forKey: .cases) ?? CasePolicy()
    }
}
