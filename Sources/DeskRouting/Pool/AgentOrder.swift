/// A way to choose among the agents who could take a piece of work.
public enum AgentOrder: String, Hashable, Sendable, Codable, CaseIterable {
    /// Agents who work on nothing before those who do, then who became free or took up work the longest ago.
    case longestIdle
    /// Who has the smallest share of the capacity in use.
    case leastUtilised
    /// Who has the highest levels in the skills that are asked for, added up.
    case bestProficiency
    /// Who has the fewest skills, so that those who can do much stay free for what only they can do.
    case leastFlexible
    /// Whose finished work was lightest, added up.
    case leastEffort
}
