public import DeskPrimitives

/// Something the policy check found.
public struct PolicyFinding: Hashable, Sendable, Explained {
    /// How bad it is.
    public enum Severity: String, Hashable, Sendable, Codable, Comparable {
        /// The policy cannot be used.
        case error
        /// Somebody will be disappointed.
        case warning
        /// It may well be meant; worth a look.
        case notice

        /// Errors first, notices last.
        public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

        private var rank: Int {
            switch self {
            case .error: 0
            case .warning: 1
            case .notice: 2
            }
        }
    }

    /// How bad it is.
    public let severity: Severity
    /// Where in the document.
    public let place: Place
    /// What was found.
    public let text: LocalizedText

    /// Creates a finding.
    public init(_ severity: Severity, _ place: Place, _ text: LocalizedText) {
        self.severity = severity
        self.place = place
        self.text = text
    }

    /// The place and what was found there.
    public func sentence(in language: LanguageTag) -> String { "\(place): \(text.text(in: language))" }
}

/// Why a policy cannot be used: all its errors, each with its place.
public struct PolicyErrors: Error, Hashable, Sendable, CustomStringConvertible {
    /// The errors, in the order of the document.
    public let findings: [PolicyFinding]

    /// One line for each error.
    public var description: String { findings.map { $0.sentence(in: .english) }.joined(separator: "\n") }
}
