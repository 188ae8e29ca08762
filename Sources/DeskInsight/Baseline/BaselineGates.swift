public import DeskFeedback

/// From how many answers on a baseline shows a score, and how sure its intervals are.
public struct BaselineGates: Hashable, Sendable, Codable {
    /// How sure all intervals are.
    public var confidence: Confidence
    /// The answers a score needs so that nobody can be recognised; parts that would give away a hidden one are hidden
    /// too.
    public var privacy: DisplayGate
    /// The answers a score of a single agent needs to say enough.
    public var coach: DisplayGate

    /// Creates gates.
    public init(confidence: Confidence = .p95, privacy: DisplayGate = .privacy, coach: DisplayGate = .coach) {
        self.confidence = confidence
        self.privacy = privacy
        self.coach = coach
    }
}
