package import DeskPrimitives

// What every document type of these rooms needs: a mistake in a document is an error that says where and what was
// expected.

extension Decoder {
    /// Refuses an object with a member that is not among the keys, so that a misspelt key is not silently a default.
    package func refuseUnknownKeys<Keys: CodingKey & CaseIterable>(_ keys: Keys.Type) throws {
        let known = keys.allCases.map(\.stringValue)
        let written = try container(keyedBy: DocumentKey.self).allKeys
        let unknown = written.filter { !known.contains($0.stringValue) }.min { $0.stringValue < $1.stringValue }
        guard let unknown else { return }
        throw DecodingError.dataCorrupted(
            .init(
                codingPath: codingPath + [unknown],
                debugDescription: "unknown key, expected one of \(known.joined(separator: ", "))"))
    }

    /// Reads one of a fixed set of names.
    package func name<Named: RawRepresentable<String> & CaseIterable>(of type: Named.Type) throws -> Named {
        let container = try singleValueContainer()
        guard let text = try? container.decode(String.self), let value = Named(rawValue: text) else {
            let names = Named.allCases.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected one of \(names)")
        }
        return value
    }

    /// A refusal as an error of decoding, at the place of the refusal seen from here.
    package func corrupted(_ refusal: Refusal) -> DecodingError {
        let path = refusal.place.steps.map { step -> DocumentKey in
            switch step {
            case .field(let name): DocumentKey(stringValue: name)
            case .index(let number), .line(let number), .column(let number): DocumentKey(intValue: number)
            }
        }
        return .dataCorrupted(.init(codingPath: codingPath + path, debugDescription: refusal.detail))
    }
}
