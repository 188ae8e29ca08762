/// The limits of every input; beyond one there is a ``Refusal`` with code `tooLong`, and nothing half-happens.
public enum Limits {
    /// Bytes of an identifier.
    public static let identifierBytes = 64
    /// Bytes of a storage or index key.
    public static let keyBytes = 512
    /// UTF-8 bytes of one text: a message, an answer, a description.
    public static let textBytes = 65_536
    /// UTF-8 bytes of one line: a name, a subject, an address.
    public static let lineBytes = 998
    /// Elements of one list in a document or record.
    public static let listCount = 100_000
    /// Nesting of a document or record.
    public static let depth = 64
    /// Bytes of one encoded record.
    public static let recordBytes = 4_194_304
    /// Writes of one batch.
    public static let batchWrites = 16_384
    /// Journal entries of one batch.
    public static let batchEntries = 16_384
    /// Index entries of one record.
    public static let indexEntries = 64
    /// Records or entries a query may ask for at once.
    public static let pageCount = 10_000

    /// Refuses a text that is longer than a limit in UTF-8 bytes.
    public static func check(_ text: String, atMost limit: Int, at place: @autoclosure () -> Place) throws(Refusal) {
        guard text.utf8.count <= limit else {
            throw Refusal(.tooLong, "\(text.utf8.count) bytes, at most \(limit) are taken", at: place())
        }
    }

    /// Refuses an instant outside the accepted years.
    public static func check(_ instant: Instant, at place: @autoclosure () -> Place) throws(Refusal) {
        guard instant.isAccepted else { throw Refusal(.outOfRange, "outside the years 1 to 9999", at: place()) }
    }
}
