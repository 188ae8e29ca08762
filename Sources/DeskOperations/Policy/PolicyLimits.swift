/// The most that one policy document may list of each thing; beyond one the check says so and looks at nothing else.
///
/// Far above what a desk has, and low enough that a document of hostile making costs no more than a large one.
public enum PolicyLimits {
    /// Channels, calendars and surveys, each.
    public static let channels = 1_000
    /// Topics, units, teams, skills and queues, each.
    public static let names = 10_000
    /// Agents.
    public static let agents = 100_000
    /// Targets.
    public static let targets = 10_000
    /// Templates, hints, automated paths and surges, each.
    public static let templates = 2_000
    /// Briefings and announcements, each, and channels with a plan.
    public static let briefings = 1_000
    /// Readers of what is written in public.
    public static let readers = 10_000
    /// The most leaders of one team.
    public static let leaders = 64
}
