public import DeskPrimitives

/// One thing that is wrong with a document, with its path and its line and column.
public struct DocumentError: Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, and the path of the value in the document; a text that is no JSON has no path.
    public let refusal: Refusal
    /// Where it stands: at the name of a member that is not known or stands twice, at the brace of an object in which one is
    /// missing, else at the value.
    public let position: TextPosition
    /// Where the first of two members of one name stands.
    public let earlier: TextPosition?

    /// Creates an error.
    public init(_ refusal: Refusal, at position: TextPosition, earlier: TextPosition? = nil) {
        self.refusal = refusal
        self.position = position
        self.earlier = earlier
    }

    /// The path and what is wrong there, without the position.
    public var message: String {
        // The text that is no JSON has its line and column only.
        let hasPath = refusal.place.steps.contains {
            if case .field = $0 { true } else if case .index = $0 { true } else { false }
        }
        return hasPath ? "\(refusal.place): \(refusal.detail)" : refusal.detail
    }

    /// `line:column: path: what is wrong`, to stand behind the name of a file and a colon.
    public var description: String { "\(position): \(message)" }
}

/// Everything that is wrong with a document.
public struct DocumentErrors: Error, Hashable, Sendable, CustomStringConvertible {
    /// The most errors that are listed.
    public static let limit = 1_000

    /// The errors, at least one, in the order of the text.
    public let errors: [DocumentError]
    /// Whether there may be more than are listed: beyond ``limit``, in a text that is no JSON, or in a part whose meaning
    /// could not be guessed.
    public let isTruncated: Bool

    init(_ errors: [DocumentError], isTruncated: Bool) {
        let sorted = errors.enumerated().sorted {
            ($0.element.position.offset, $0.offset) < ($1.element.position.offset, $1.offset)
        }
        self.errors = sorted.prefix(Self.limit).map(\.element)
        self.isTruncated = isTruncated || errors.count > Self.limit
    }

    init(_ error: DocumentError) { self.init([error], isTruncated: true) }

    /// One line for each error.
    public var description: String {
        errors.map(\.description).joined(separator: "\n") + (isTruncated ? "\n… and perhaps more" : "")
    }
}
