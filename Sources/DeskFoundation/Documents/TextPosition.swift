/// Where in a text something stands, as an editor shows it.
///
/// Lines and columns count from 1; a column is a Unicode scalar of its line, so that `ä` is one column and a family emoji
/// several. A line ends with a line feed, a carriage return or both together. The end of the text is a position too: one
/// column behind its last character.
public struct TextPosition: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// The column, from 1.
    public let column: Int
    /// How many bytes of the text stand before it.
    public let offset: Int

    /// Creates a position.
    public init(line: Int, column: Int, offset: Int) {
        self.line = line
        self.column = column
        self.offset = offset
    }

    /// Whether it stands before another one of the same text.
    public static func < (a: TextPosition, b: TextPosition) -> Bool { a.offset < b.offset }

    /// `line:column`, as compilers write it.
    public var description: String { "\(line):\(column)" }
}
