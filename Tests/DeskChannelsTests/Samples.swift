import DeskChannels
import DeskPrimitives
import Foundation

/// 2026-03-02T08:00:00Z.
let morning = Instant(seconds: 1_772_438_400)

func channel(
    _ kind: ChannelKind, id: ChannelID = "here", role: ChannelRole? = nil, allows: DataSensitivity? = nil,
    inviteTo: ChannelID? = nil, outOfHours: OutOfHoursPlan = .queue, maximumTextBytes: Int? = nil
) throws -> ContactChannel {
    try ContactChannel(
        id: id, kind: kind, name: "Here", role: role, allows: allows, inviteTo: inviteTo, outOfHours: outOfHours,
        maximumTextBytes: maximumTextBytes)
}

func message(_ key: MessageKey = "case-1.ack", text: String = "We have got it.") throws -> OutboundMessage {
    try OutboundMessage(
        key: key, on: channel(.mail), person: "p-1", address: "anna@example.fi", kind: .acknowledgement,
        subject: "[#case-1] Bin", text: text, language: .english, caseID: "case-1")
}

func fromJSON<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
}

func toJSON(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// The path and words of the decoding error that a document causes; nil when it causes none.
func mistake<Value: Decodable>(_ type: Value.Type, _ text: String) -> (path: String, words: String)? {
    do {
        _ = try fromJSON(type, text)
        return nil
    } catch DecodingError.dataCorrupted(let context) {
        let path = context.codingPath.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
        return (path.joined(separator: "."), context.debugDescription)
    } catch {
        return ("?", "\(error)")
    }
}

/// The refusal that a call ends with; nil when it succeeds.
func refusal(_ body: () throws -> Void) -> Refusal? {
    do {
        try body()
        return nil
    } catch let refusal as Refusal {
        return refusal
    } catch {
        return nil
    }
}

/// How many cases a property test tries; `SERVICE_DESK_CASES` sets it.
func cases(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["SERVICE_DESK_CASES"].flatMap { Int($0) } ?? usual
}
