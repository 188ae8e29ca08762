public import DeskPrimitives

/// Identifiers that count up behind a prefix: `test-1`, `test-2`, …; safe to use from any thread.
public struct SequentialIdentifiers: IdentifierSource {
    private let prefix: String
    private let last = ExclusiveValue<UInt64>(0)

    /// Creates a source.
    ///
    /// - Parameter prefix: What every identifier begins with: at most 28 bytes of printable ASCII, so that a number always
    ///   fits into the 48 bytes of a command identifier.
    /// - Throws: `Refusal` with code `malformed` or `tooLong`.
    public init(prefix: String) throws(Refusal) {
        _ = try CommandID(prefix + "1")
        guard prefix.utf8.count <= 28 else {
            throw Refusal(.tooLong, "a prefix of identifiers is longer than 28 bytes")
        }
        self.prefix = prefix
    }

    /// Creates a source of `test-1`, `test-2`, ….
    public init() { prefix = "test-" }

    /// The next identifier.
    public func next() -> CommandID {
        let number = last.withValue { last in
            last &+= 1
            return last
        }
        return CommandID(checked: "\(prefix)\(number)")
    }
}
