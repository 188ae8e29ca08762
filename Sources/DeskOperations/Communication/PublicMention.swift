public import DeskChannels

/// What a channel adapter knows about a review or another mention in public.
public struct PublicMention: Hashable, Sendable {
    /// What it is about.
    public var subject: Mention.Subject
    /// The stars that were given, 1 … ``mostStars``; nil when the site has none.
    public var stars: Int?
    /// The most stars of the site, 2 … 100.
    public var mostStars: Int

    /// Creates a mention.
    public init(_ subject: Mention.Subject, stars: Int? = nil, of mostStars: Int = 5) {
        self.subject = subject
        self.stars = stars
        self.mostStars = mostStars
    }
}
