import DeskPrimitives
import DeskSchedules
import Foundation
import Testing

/// How many random cases a property runs: `SERVICE_DESK_CASES`, else a number that fits a normal test run.
func cases(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["SERVICE_DESK_CASES"].flatMap(Int.init) ?? usual
}

/// The instant of a literal such as `2026-03-01T09:00:00Z`.
func at(_ text: String) -> Instant {
    guard let instant = Instant(text) else {
        Issue.record("“\(text)” is no instant")
        return .epoch
    }
    return instant
}

func refusal(_ body: () throws -> some Any) -> Refusal? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? Refusal
    }
}

/// Decodes a JSON text; the error names its place.
func decode<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(json.utf8))
}

func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// The description and path of the error that decoding a JSON text ends in.
func mistake<Value: Decodable>(_ type: Value.Type, _ json: String) -> (text: String, path: [String])? {
    do {
        _ = try decode(type, json)
        return nil
    } catch DecodingError.dataCorrupted(let context) {
        return (context.debugDescription, context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue })
    } catch {
        return ("\(error)", [])
    }
}
