import DeskPrimitives
import DeskRouting
import DeskServiceLevels

/// How an open case stood when it was merged, for the day that is undone.
struct CaseStanding: Hashable, Sendable, Codable {
    /// A callback that was promised.
    struct PromisedCallback: Hashable, Sendable, Codable {
        /// When its window began; nil for as soon as possible.
        let window: Instant?
        /// Whether the survivor was promised one instead.
        var isPassedOn = false
    }

    /// Its clocks, with every breach said that lay behind it.
    var clocks: [CaseClock]
    /// How much had happened to it by then.
    var timelineCount: Int
    /// The rules it went by.
    var edition: String?
    /// Its work.
    var work: WorkItem?
    /// Its place in line, as far as anybody was told of it.
    var place: WaitingPlace?
    /// What was promised.
    var callback: PromisedCallback?
    /// What of its entitlement was set aside.
    var reserved: EntitlementAmount?
    /// Since when the person waited for a reply; nil when nobody waited.
    var askedSince: Instant?
    /// Whether the survivor got a clock for that.
    var hasPassedOnReply: Bool?
    /// Whether it was on an automated path.
    var wasAutomated = false
}
