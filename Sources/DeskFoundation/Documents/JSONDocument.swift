public import DeskPrimitives
public import Foundation

/// JSON documents with limits, and errors that say where.
public enum JSONDocument {
    /// The most bytes of a document.
    public static let byteLimit = 16 * 1_048_576
    /// The most values of a document, those in others included.
    public static let valueLimit = 4_000_000

    /// Reads a value from a JSON document.
    ///
    /// - Throws: `Refusal` for the first thing that is wrong: `tooLong` beyond ``byteLimit``, ``valueLimit``,
    ///   `Limits.depth` or `Limits.listCount`, `malformed` with the path of the value that cannot be read, or the line and
    ///   column at which the text is no JSON.
    public static func decode<Value: Decodable>(_ type: Value.Type, from json: Data) throws(Refusal) -> Value {
        let map: DocumentMap
        do throws(DocumentErrors) {
            map = try DocumentMap(json: json)
        } catch {
            throw error.errors.first?.refusal ?? Refusal(.malformed, "no JSON")
        }
        if let twice = DocumentReader<Value>.duplicates(map).first { throw twice.refusal }
        do {
            return try JSONDecoder().decode(type, from: json)
        } catch let error as DecodingError {
            throw refusal(of: error)
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw Refusal(.malformed, "\(error)")
        }
    }

    /// Reads a value from a JSON document, or finds everything that is wrong with it, each error with its path and its line
    /// and column.
    ///
    /// - Parameters:
    ///   - type: What to read.
    ///   - json: The document.
    /// - Returns: The value, and where everything in the document stands.
    /// - Throws: ``DocumentErrors`` in the order of the text. A text that is no JSON, or goes beyond a limit, is one error.
    /// - Complexity: O(n) for a document that is taken; for one that is not, as often again as there are errors, up to a
    ///   stated effort.
    public static func read<Value: Decodable>(
        _ type: Value.Type, from json: Data
    ) throws(DocumentErrors) -> (value: Value, map: DocumentMap) {
        let map = try DocumentMap(json: json)
        return (try DocumentReader<Value>.read(json, map), map)
    }

    /// Writes a value as a JSON document with sorted members.
    public static func encode(_ value: some Encodable) throws(Refusal) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return try encoder.encode(value)
        } catch {
            throw Refusal(.malformed, "\(type(of: value)) cannot be encoded: \(error)")
        }
    }

    static func refusal(of error: DecodingError) -> Refusal {
        switch error {
        case .keyNotFound(let key, let context):
            return Refusal(
                .malformed, "“\(key.stringValue)” is missing", at: place(context.codingPath).field(key.stringValue))
        case .typeMismatch(let type, let context):
            return Refusal(.malformed, "expected \(name(of: type))", at: place(context.codingPath))
        case .valueNotFound(let type, let context):
            return Refusal(.malformed, "expected \(name(of: type)), found null", at: place(context.codingPath))
        case .dataCorrupted(let context):
            if let refusal = context.underlyingError as? Refusal {
                return refusal.within(place(context.codingPath))
            }
            return Refusal(.malformed, context.debugDescription, at: place(context.codingPath))
        @unknown default:
            return Refusal(.malformed, "\(error)")
        }
    }

    static func place(_ path: [any CodingKey]) -> Place {
        Place(
            path.map { key in
                // The key of a dictionary has a number, too, where its name is one.
                guard let number = key.intValue, key.stringValue != "\(number)" else { return .field(key.stringValue) }
                return .index(number)
            })
    }

    private static func name(of type: Any.Type) -> String {
        switch type {
        case is String.Type: "text"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "a whole number"
        case is any BinaryFloatingPoint.Type: "a number"
        case is [Any].Type: "a list"
        case is [String: Any].Type: "an object"
        default: "\(type)"
        }
    }
}
