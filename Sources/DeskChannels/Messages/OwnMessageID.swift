public import DeskPrimitives

/// The ids the desk gives to its own messages: what stands before the `@` of their Message-ID.
///
/// An id is a keyed digest of the message's key, so nobody who lacks the desk's secret can make one up and have a mail
/// taken for the answer to it. A host puts `@` and its own domain behind it. What refers to it is found by the id alone:
/// whatever domain stands behind it, with angle brackets or without.
public enum OwnMessageID {
    /// What every id begins with.
    static let prefix = "desk."
    /// How many hexadecimal digits follow: 128 bits.
    static let digits = 32

    /// The id of a message.
    public static func make(for key: MessageKey, digest: KeyedDigest) -> String {
        let code = digest.key(Array("message-id".utf8), Array(key.rawValue.utf8)).bytes
        return prefix + Hexadecimal.text(code.prefix(digits / 2))
    }

    /// How many bytes of a name are an id of this form that ends there or goes on with `@` and a domain; nil for a name of
    /// another form.
    ///
    /// - Complexity: O(1).
    package static func length(in name: ByteView) -> Int? {
        let end = prefix.utf8.count + digits
        guard name.count >= end, name.count == end || name[end] == UInt8(ascii: "@"), name.starts(with: prefix.utf8),
            name[prefix.utf8.count..<end].allSatisfy({ ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) })
        else { return nil }
        return end
    }

    /// The name of a message in the form in which it is compared: without space around it and one pair of angle brackets,
    /// and of a desk's own id without the domain.
    package static func bare(_ name: ByteView) -> ByteView {
        var (start, end) = (0, name.count)
        while start < end, name[start].isSpace { start += 1 }
        while start < end, name[end - 1].isSpace { end -= 1 }
        if end - start > 2, name[start] == UInt8(ascii: "<"), name[end - 1] == UInt8(ascii: ">") {
            start += 1
            end -= 1
        }
        let bare = name.part(start..<end)
        return length(in: bare).map { bare.part(0..<$0) } ?? bare
    }
}
