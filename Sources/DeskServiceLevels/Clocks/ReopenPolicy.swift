/// What a completed clock does when its case is opened again.
public enum ReopenPolicy: String, Hashable, Sendable, Codable, CaseIterable {
    /// It goes on with what it had counted; the time while the case was closed is left out like a pause.
    case resume
    /// It begins again from nothing. A target that had been missed stays missed.
    case restart
    /// It stays completed.
    case ignore
}
