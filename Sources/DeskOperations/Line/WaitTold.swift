public import DeskPrimitives
public import DeskRouting

/// What somebody who waits is told and offered.
public struct WaitTold: Hashable, Sendable, Codable {
    /// What is said about the wait; nil when it is too early to say something anew.
    public let announcement: WaitAnnouncement?
    /// What the person can choose.
    public let options: [WaitingOption]
    /// What is said to everybody while a surge lasts.
    public let notices: [LocalizedText]
}
