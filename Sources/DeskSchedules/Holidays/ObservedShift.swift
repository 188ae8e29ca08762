/// What happens when a holiday falls on a weekend: whether another day is free as well.
///
/// The date itself stays a holiday, so a desk that is open on weekends closes on both.
public enum ObservedShift: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nothing.
    case none
    /// Saturday is observed on Friday, Sunday on Monday.
    case nearestWeekday = "nearest-weekday"
    /// Sunday is observed on Monday.
    case sundayToMonday = "sunday-to-monday"
    /// Saturday and Sunday are observed on the next Monday to Friday that is no holiday of the set yet.
    case nextWeekday = "next-weekday"
}
