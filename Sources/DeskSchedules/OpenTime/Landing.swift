/// Where a count of open time ends when it is used up exactly at a closing instant.
public enum Landing: String, Hashable, Sendable, Codable, CaseIterable {
    /// The first instant that is reached: going forward the closing instant, going back the opening instant.
    case earliest
    /// The last instant before more would be used: going forward the next opening, going back the closing before.
    case latest

    /// ``earliest`` by the name it has going back.
    public static let nearest = Landing.earliest
    /// ``latest`` by the name it has going back.
    public static let farthest = Landing.latest
}
