/// How much may be attached to one message.
public struct AttachmentLimits: Hashable, Sendable, Codable {
    /// The most files; 0 where none can be sent.
    public let count: Int
    /// The most bytes of all files together.
    public let bytes: Int

    /// Creates limits; negative ones count as 0.
    public init(count: Int, bytes: Int) {
        self.count = max(0, count)
        self.bytes = max(0, bytes)
    }

    /// No files.
    public static let none = AttachmentLimits(count: 0, bytes: 0)

    /// Whether files of these sizes can be attached to one message.
    public func allow(_ sizes: [Int]) -> Bool {
        guard sizes.count <= count else { return false }
        var rest = bytes
        for size in sizes {
            guard size >= 0, size <= rest else { return false }
            rest -= size
        }
        return true
    }
}
