import DeskPrimitives

// What every document type of these rooms needs: a mistake in a document is an error that says where and what was
// expected.

extension Decoder {
    /// Reads one of a fixed set of names.
    package func name<Named: RawRepresentable<String> & CaseIterable>(of type: Named.Type) throws -> Named {
        let container = try singleValueContainer()
        guard let text = try? container.decode(String.self), let value = Named(rawValue: text) else {
            let names = Named.allCases.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected one of \(names)")
        }
        return value
    }
}

extension KeyedEncodingContainer {
    /// Writes a list unless it is empty: most lists of most records are.
    package mutating func encodeUnlessEmpty(_ list: [some Encodable], forKey key: Key) throws {
        if !list.isEmpty { try encode(list, forKey: key) }
    }
}

extension KeyedDecodingContainer {
    /// Reads a list that is left out when it is empty, and that records older than the list do not have.
    package func decodeList<Element: Decodable>(
        _ type: Element.Type = Element.self, forKey key: Key
    ) throws -> [Element] {
        try decodeIfPresent([Element].self, forKey: key) ?? []
    }
}
