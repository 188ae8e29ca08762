import DeskPrimitives
import DeskRouting
import Foundation
import Testing

/// What most tests of this room start from.
enum Samples {
    static let monday = Instant("2026-03-02T09:00:00Z") ?? .epoch

    /// A table with an attribute of every type.
    static func table(
        _ rules: [RoutingRule], otherwise: RoutingOutcome? = nil, policy: HitPolicy = .first
    ) throws(RoutingTableErrors) -> RoutingTable {
        try RoutingTable(attributes: attributes, rules: rules, otherwise: otherwise, policy: policy)
    }

    static let attributes = [
        RoutingAttribute("channel", .enumeration(["voice", "chat", "email"])),
        RoutingAttribute("language", .enumeration(["fi", "sv", "en"]), isOptional: true),
        RoutingAttribute("priority", .integer, isOptional: true),
        RoutingAttribute("known", .boolean, isOptional: true),
        RoutingAttribute("tags", .set(["fraud", "legal", "press"]), isOptional: true),
        RoutingAttribute("hour", .timeOfWeek(zone: "Europe/Helsinki"), isOptional: true),
    ]

    /// Seconds after ``monday``.
    static func at(_ seconds: Int64) -> Instant { monday + .seconds(seconds) }

    static func read(_ json: String) throws -> RoutingTable {
        try JSONDecoder().decode(RoutingTable.self, from: Data(json.utf8))
    }

    /// What is wrong with a document, as lines.
    static func mistakes(_ json: String) -> [String] {
        do {
            _ = try read(json)
            return []
        } catch DecodingError.dataCorrupted(let context) {
            guard let errors = context.underlyingError as? RoutingTableErrors else { return ["\(context)"] }
            return errors.errors.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    /// How many random cases a property test runs: the number given times `SERVICE_DESK_CASES`.
    static func cases(_ usual: Int) -> Int {
        let factor = ProcessInfo.processInfo.environment["SERVICE_DESK_CASES"].flatMap { Int($0) } ?? 1
        return usual * max(1, factor)
    }
}

/// The refusal that a piece of code throws; nil when it does not.
func refusal(_ body: () throws -> Void) -> Refusal? {
    do {
        try body()
        return nil
    } catch {
        return error as? Refusal
    }
}
