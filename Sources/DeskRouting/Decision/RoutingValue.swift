public import DeskPrimitives

/// The value that a contact has for one attribute.
public enum RoutingValue: Hashable, Sendable {
    /// The symbol of an enumeration; one that nobody declared is in no list.
    case symbol(String)
    /// An integer.
    case integer(Int64)
    /// True or false.
    case boolean(Bool)
    /// The symbols of a set in any order; symbols that nobody declared count only for whether it is empty.
    case set([String])
    /// An instant, for a time of week in the zone of the attribute.
    case instant(Instant)
    /// A time of week in minutes since Monday 00:00, 0 … 10,079, read off the wall clocks of the zone.
    case minuteOfWeek(Int)
}

extension RoutingValue: Codable {
    private enum CodingKeys: String, CodingKey {
        case symbol
        case integer
        case boolean
        case set
        case instant
        case minuteOfWeek
    }

    /// Reads an object of one member that names the kind of value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard container.allKeys.count == 1, let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "expected one kind of value"))
        }
        switch key {
        case .symbol: self = .symbol(try container.decode(String.self, forKey: key))
        case .integer: self = .integer(try container.decode(Int64.self, forKey: key))
        case .boolean: self = .boolean(try container.decode(Bool.self, forKey: key))
        case .set: self = .set(try container.decode([String].self, forKey: key))
        case .instant: self = .instant(try container.decode(Instant.self, forKey: key))
        case .minuteOfWeek: self = .minuteOfWeek(try container.decode(Int.self, forKey: key))
        }
    }

    /// Writes an object of one member, such as `{"symbol": "chat"}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .symbol(let text): try container.encode(text, forKey: .symbol)
        case .integer(let number): try container.encode(number, forKey: .integer)
        case .boolean(let flag): try container.encode(flag, forKey: .boolean)
        case .set(let symbols): try container.encode(symbols, forKey: .set)
        case .instant(let instant): try container.encode(instant, forKey: .instant)
        case .minuteOfWeek(let minute): try container.encode(minute, forKey: .minuteOfWeek)
        }
    }
}
