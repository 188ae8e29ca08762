import DeskPrimitives
import DeskSchedules
import Foundation
import Testing

@testable import DeskServiceLevels

/// An instant from RFC 3339 text; a mistake in a test gives an instant that no expectation names.
func at(_ text: String) -> Instant {
    Instant(text) ?? Instant(microseconds: .min)
}

/// A Monday morning in Helsinki, 9 o'clock local time, as the hours of ``office`` begin.
let mondayOpening = at("2026-03-02T07:00:00Z")

/// Monday to Friday 9–17 in Helsinki.
let office: OpenTime = {
    let calendar = BusinessCalendar(zone: "Europe/Helsinki", week: .mondayToFriday(["09:00-17:00"]))
    do {
        return try calendar.compiled()
    } catch {
        Issue.record("the office calendar does not compile: \(error)")
        return .always
    }
}()

/// A resolution clock that waits for everybody but another team.
func resolutionClock(
    _ target: TimeSpan? = .hours(8), from start: Instant = mondayOpening, atRisk: [Int] = [75],
    pausesOn: [PauseReason]? = nil
) throws -> ServiceClock {
    try ServiceClock(
        metric: .resolution, targetName: "resolution", target: target, calendar: "office", startedAt: start,
        pausesOn: pausesOn, atRisk: atRisk)
}

extension ServiceClock {
    /// The clock with events applied in the order given.
    func applying(_ events: (ClockEvent, String)...) throws -> ServiceClock {
        var clock = self
        for (event, time) in events { try clock.apply(event, at: DeskServiceLevelsTests.at(time)) }
        return clock
    }
}

let microsecond = TimeSpan(microseconds: 1)

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers for the same seed everywhere.
struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but not including a bound.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func chance(_ hits: Int, in total: Int) -> Bool { below(total) < hits }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var result = elements
        for index in result.indices.reversed() where index > 0 { result.swapAt(index, below(index + 1)) }
        return result
    }
}

/// The error of a document: its path and what it says.
func documentError<Value: Decodable>(_ type: Value.Type, _ json: String) -> String? {
    do {
        _ = try JSONDecoder().decode(type, from: Data(json.utf8))
        return nil
    } catch let error as DecodingError {
        switch error {
        case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context):
            return path(context.codingPath) + ": " + context.debugDescription
        case .keyNotFound(let key, let context):
            return path(context.codingPath + [key]) + ": missing"
        @unknown default: return "\(error)"
        }
    } catch {
        return "\(error)"
    }
}

/// A coding path with the steps through lists as plain numbers.
private func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
}

func document<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(json.utf8))
}

/// A value after a journey through JSON text.
func throughJSON<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
}

/// A value after a journey through the bytes of a record.
func throughRecord<Value: Codable>(_ value: Value) throws -> Value {
    try RecordDecoder().decode(Value.self, from: RecordEncoder().encode(value))
}
