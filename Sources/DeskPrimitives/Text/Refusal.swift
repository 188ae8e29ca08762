/// Why the library did not do what was asked, and where in the input the reason stands.
///
/// A refusal is made before anything is changed: nothing half-happens. The detail is for developers and holds no
/// personal data. Match on ``code``.
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of reason it is.
    public let code: Code
    /// What is wrong, in English, without personal data.
    public let detail: String
    /// Where in the input it is wrong.
    public let place: Place

    /// Creates a refusal.
    public init(_ code: Code, _ detail: String, at place: Place = .root) {
        self.code = code
        self.detail = detail
        self.place = place
    }

    /// The same refusal as seen from an outer place.
    public func within(_ outer: Place) -> Refusal {
        Refusal(code, detail, at: place.within(outer))
    }

    public var description: String {
        place.steps.isEmpty ? "\(code): \(detail)" : "\(code) at \(place): \(detail)"
    }

    /// The kinds of reasons; more may come.
    public struct Code: Hashable, Sendable, Codable, CustomStringConvertible {
        /// The name of the code.
        public let rawValue: String
        private init(_ rawValue: String) { self.rawValue = rawValue }
        public var description: String { rawValue }

        /// The input cannot be read as what it should be.
        public static let malformed = Code("malformed")
        /// A text, list or nesting is beyond its limit.
        public static let tooLong = Code("tooLong")
        /// A number or time lies outside its range.
        public static let outOfRange = Code("outOfRange")
        /// A name that nothing in the policy or the store has.
        public static let unknownName = Code("unknownName")
        /// Two things have the same name where only one may.
        public static let duplicateName = Code("duplicateName")
        /// An event that lies before what has already happened.
        public static let outOfOrder = Code("outOfOrder")
        /// The thing is not in a state that allows what was asked.
        public static let wrongState = Code("wrongState")
        /// Somebody asked for what they may not do.
        public static let notAllowed = Code("notAllowed")
        /// Others changed the same records too often for the desk to get its turn.
        public static let busy = Code("busy")
        /// What is stored cannot be read.
        public static let corrupt = Code("corrupt")
    }
}
