public import DeskInsight
public import DeskPrimitives
public import DeskServiceLevels

/// How much of agents' time went beyond the service description: into what it does not cover, and over its limits.
///
/// Feed it encounters, each once. The desk then changes the description or the habit.
public struct OverServiceReport: Hashable, Sendable {
    /// Counts of some encounters.
    public struct Tally: Hashable, Sendable {
        /// Encounters of topics that the description mentions.
        public fileprivate(set) var encounters = 0
        /// Those that went beyond it.
        public fileprivate(set) var beyond = 0
        /// The time agents worked on all of them.
        public fileprivate(set) var effort = TimeSpan.zero
        /// The time that went beyond.
        public fileprivate(set) var over = TimeSpan.zero

        fileprivate mutating func add(effort: TimeSpan, over: TimeSpan) {
            encounters += 1
            self.effort += effort
            if over > .zero {
                beyond += 1
                self.over += over
            }
        }
    }

    private let description: ServiceDescription
    /// Everything.
    public private(set) var total = Tally()
    /// By topic.
    public private(set) var topics: [TopicID: Tally] = [:]
    /// By customer.
    public private(set) var persons: [PersonID: Tally] = [:]
    /// By the customers' organisations.
    public private(set) var organizations: [OrganizationID: Tally] = [:]
    /// By agent.
    public private(set) var agents: [AgentID: Tally] = [:]
    /// Encounters of topics that the description says nothing about, or of none; they are counted nowhere else.
    public private(set) var unstated = 0

    /// Creates an empty report on a description.
    public init(_ description: ServiceDescription) {
        self.description = description
    }

    /// How much of an encounter's effort went beyond the description; nil when it says nothing about its topic.
    public func over(_ encounter: Encounter) -> TimeSpan? {
        switch encounter.topic.map({ description.scope(of: $0) }) {
        case .outside: encounter.effort
        case .inside(let item): item.effort.map { max(.zero, encounter.effort - $0) } ?? .zero
        case .unstated, nil: nil
        }
    }

    /// Counts an encounter.
    public mutating func add(_ encounter: Encounter) {
        guard let topic = encounter.topic, let over = over(encounter) else {
            unstated += 1
            return
        }
        let effort = encounter.effort
        total.add(effort: effort, over: over)
        topics[topic, default: Tally()].add(effort: effort, over: over)
        if let person = encounter.person { persons[person, default: Tally()].add(effort: effort, over: over) }
        if let organization = encounter.organization {
            organizations[organization, default: Tally()].add(effort: effort, over: over)
        }
        if let agent = encounter.agent { agents[agent, default: Tally()].add(effort: effort, over: over) }
    }

    /// Those with time beyond the description, most of it first; equal ones by name.
    public static func ranked<Subject>(
        _ tallies: [Identifier<Subject>: Tally]
    ) -> [(id: Identifier<Subject>, tally: Tally)] {
        tallies.filter { $0.value.beyond > 0 }
            .sorted { a, b in a.value.over == b.value.over ? a.key < b.key : a.value.over > b.value.over }
            .map { ($0.key, $0.value) }
    }
}

extension OverServiceReport: Explained {
    /// The counts and hours of everything.
    ///
    /// For example: “3 of 40 matters went beyond the service description, 2.5 of 31 hours.”
    public func sentence(in language: LanguageTag) -> String {
        let (over, effort) = (HoursText.hours(total.over), HoursText.hours(total.effort))
        return language.pick(
            en: "\(total.beyond) of \(total.encounters) matters went beyond the service description, "
                + "\(over) of \(effort) hours.",
            fi: "\(total.beyond) asiaa \(total.encounters) asiasta ylitti palvelukuvauksen, "
                + "\(over) tuntia \(effort) tunnista.")
    }
}
