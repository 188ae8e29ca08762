public import DeskPrimitives

/// A holiday of one year.
public struct Holiday: Hashable, Sendable {
    /// The date.
    public let date: LocalDate
    /// The name.
    public let name: LocalizedText
    /// What it does to the hours.
    public let effect: HolidayEffect
    /// Whether this is the working day that stands in for a date on a weekend.
    public let isObserved: Bool

    /// Creates a holiday.
    public init(date: LocalDate, name: LocalizedText, effect: HolidayEffect, isObserved: Bool = false) {
        self.date = date
        self.name = name
        self.effect = effect
        self.isObserved = isObserved
    }
}
