/// What an importer has met so far.
public struct ImportCounts: Hashable, Sendable {
    /// Rows read below the header, taken or not.
    public var rows = 0
    /// Rows that became an observation.
    public var taken = 0
    /// Rows that were kept out and reported.
    public var rejected = 0
    /// Rows taken whose state the log does not say understandably.
    public var withoutStatus = 0

    /// Nothing met.
    public init() {}
}
