/// What a closed holiday cuts out of night shifts.
public enum HolidayCut: String, Hashable, Sendable, Codable, CaseIterable {
    /// The date of the holiday from 00:00 to 24:00, whenever the shift began.
    case date
    /// The shifts that begin on the date, with what of them lies on the next one.
    case shiftStart = "shift-start"
}
