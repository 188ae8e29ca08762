/// A value of a document: where it stands, and which one follows it in its list or object.
///
/// The nodes of a document stand in one list, each before what is in it, so that the first child of a node is the next one.
struct DocumentNode {
    enum Kind: UInt8 { case object, list, text, number, word }

    var kind: Kind
    /// Whether there is something in it.
    var hasChildren = false
    /// The bytes of the value.
    var start: Int32
    var end: Int32
    /// The bytes of its name with the quotes, for a member of an object; −1 for others.
    var nameStart: Int32 = -1
    var nameEnd: Int32 = -1
    /// The next one of the same list or object; −1 for the last.
    var next: Int32 = -1
}
