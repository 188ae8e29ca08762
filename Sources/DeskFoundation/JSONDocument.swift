import DeskOperations
public import DeskPrimitives
public import Foundation

/// JSON documents with limits, and errors that say where.
public enum JSONDocument {
    /// The most bytes of a document.
    public static let byteLimit = 16 * 1_048_576

    /// Reads a value from a JSON document.
    ///
    /// - Throws: `Refusal`: `tooLong` beyond ``byteLimit`` or `Limits.depth`, `malformed` with the path of the value that
    ///   cannot be read, or the line and column at which the text is no JSON.
    public static func decode<Value: Decodable>(_ type: Value.Type, from json: Data) throws(Refusal) -> Value {
        try checkShape(json)
        do {
            return try JSONDecoder().decode(type, from: json)
        } catch let error as DecodingError {
            if case .dataCorrupted(let context) = error, context.codingPath.isEmpty,
                let fault = JSONSyntax.fault(in: json)
            {
                throw fault
            }
            throw refusal(of: error)
        } catch let refusal as Refusal {
            throw refusal
        } catch let errors as PolicyErrors {
            throw Refusal(.malformed, errors.description)
        } catch {
            throw Refusal(.malformed, "\(error)")
        }
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

    /// Refuses what is too large or too deep before a decoder sees it.
    private static func checkShape(_ json: Data) throws(Refusal) {
        guard json.count <= byteLimit else {
            throw Refusal(.tooLong, "a document of \(json.count) bytes, at most \(byteLimit) are taken")
        }
        var depth = 0
        var isText = false
        var isEscaped = false
        var line = 1
        for byte in json {
            if byte == UInt8(ascii: "\n") { line += 1 }
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                guard depth <= Limits.depth else {
                    throw Refusal(.tooLong, "nested deeper than \(Limits.depth)", at: .line(line))
                }
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
    }

    private static func refusal(of error: DecodingError) -> Refusal {
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

    private static func place(_ path: [any CodingKey]) -> Place {
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
