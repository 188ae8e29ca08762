/// A promise that a host's implementation did not keep.
public struct ConformanceFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The promise, in a sentence.
    public let law: String
    /// What a keeper of the promise would have shown.
    public let expected: String
    /// What was seen.
    public let actual: String
    /// The source file of the check that looked.
    public let file: String
    /// The line in it.
    public let line: Int

    /// Creates a failure.
    public init(law: String, expected: String, actual: String, file: String = #fileID, line: Int = #line) {
        self.law = law
        self.expected = expected
        self.actual = actual
        self.file = file
        self.line = line
    }

    public var description: String { "\(law): expected \(expected), got \(actual) (\(file):\(line))" }
}
