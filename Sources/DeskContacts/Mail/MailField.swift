import DeskPrimitives

/// One field of a mail's header block.
public struct MailField: Hashable, Sendable {
    /// The name in lower case, such as `message-id`.
    public let name: String
    /// The bytes behind the colon, unfolded, without space around them.
    public let bytes: [UInt8]
    /// The line it begins on, counted from 1.
    public let line: Int

    /// What it says, with encoded words decoded and every control character and separator of lines as a space.
    ///
    /// Bytes that are not UTF-8 are read as Windows-1252; a word in a character set that is not known stays as it stands.
    public var text: String { bytes.withView { EncodedWords.decode($0).text } }
}
