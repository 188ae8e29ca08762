public import DeskPrimitives

extension ContactPoint {
    /// The network of a handle, such as `mastodon`; nil for every other kind.
    public var network: String? {
        guard kind == .handle, let colon = value.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        return String(value[..<colon])
    }

    /// The address as it is handed to a network: a telephone number in E.164, the bare name of a handle, a mail or postal
    /// address as it was written, since its local part may tell case apart.
    public var address: String {
        switch kind {
        case .phone, .ticket: return value
        case .mail, .postal: return display
        case .handle:
            guard let colon = value.utf8.firstIndex(of: UInt8(ascii: ":")) else { return value }
            // By bytes: a combining mark behind the colon would make one character with it.
            return String(decoding: value.utf8[value.utf8.index(after: colon)...], as: UTF8.self)
        }
    }

    /// A name on a network, such as `@anna` on `mastodon`, in normal form `mastodon:anna`.
    ///
    /// The network is 1 to ``maximumNameBytes`` ASCII letters, digits, dots and hyphens, put in lower case. `@` in
    /// front of the name is left out. The case of the name is kept, since some networks' account numbers tell case
    /// apart, and two persons taken for one is the worse harm here.
    ///
    /// - Throws: `Refusal` with code `malformed` at `network` or `handle`; it does not repeat the name.
    public static func handle(network: String, name: String) throws(Refusal) -> ContactPoint {
        let lower = network.asciiLowercased
        guard (1...maximumNameBytes).contains(lower.utf8.count),
            lower.utf8.allSatisfy({
                ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
            })
        else { throw malformed("network", "a network is named by letters, digits, dots and hyphens") }
        guard name.utf8.count <= Limits.lineBytes else { throw malformed("handle") }
        let display = name.trimmedASCII
        let bare = String(decoding: display.utf8.drop { $0 == UInt8(ascii: "@") }, as: UTF8.self).trimmedASCII
        guard (1...maximumHandleBytes).contains(bare.utf8.count), bare.utf8.first != UInt8(ascii: "@"),
            hasNoHiddenScalar(bare)
        else { throw malformed("handle") }
        return ContactPoint(kind: .handle, value: "\(lower):\(bare)", display: display)
    }

    /// An address on paper mail, at most `Limits.lineBytes`; its normal form is one line in lower case.
    ///
    /// - Throws: `Refusal` with code `malformed` at `postal`; it does not repeat the address.
    public static func postal(_ text: String) throws(Refusal) -> ContactPoint {
        guard text.utf8.count <= Limits.lineBytes else { throw malformed("postal") }
        let line = text.collapsedASCII
        guard !line.isEmpty, line.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw malformed("postal") }
        return ContactPoint(kind: .postal, value: line.asciiLowercased, display: text.trimmedASCII)
    }

    /// A queue number at a counter, such as `a42`, in normal form `A42`; at most ``maximumNameBytes``.
    ///
    /// - Throws: `Refusal` with code `malformed` at `ticket`.
    public static func ticket(_ text: String) throws(Refusal) -> ContactPoint {
        guard text.utf8.count <= Limits.lineBytes else { throw malformed("ticket") }
        let display = text.trimmedASCII
        guard (1...maximumNameBytes).contains(display.utf8.count),
            display.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw malformed("ticket") }
        return ContactPoint(kind: .ticket, value: display.asciiUppercased, display: display)
    }
}
