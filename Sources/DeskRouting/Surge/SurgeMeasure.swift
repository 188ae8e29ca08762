/// What tells a surge.
public enum SurgeMeasure: String, Hashable, Sendable, Codable, CaseIterable {
    /// Contacts that arrived in the last interval, in percent of those expected.
    case arrivalsPercent
    /// Contacts that wait.
    case waiting
    /// The age of the oldest waiting contact, in whole minutes.
    case oldestMinutes
}
