public import DeskPrimitives

/// What people are offered while they wait.
public struct WaitingMenu: Hashable, Sendable {
    /// The most options of a menu.
    public static let optionLimit = 9

    /// The options in their order.
    public let options: [WaitingOption]
    /// The menu is offered for waits that are likely to last so long.
    public let from: TimeSpan

    /// Creates a menu.
    ///
    /// - Throws: `Refusal` with code `tooLong`, `duplicateName`, `malformed` or `outOfRange` at the option or member.
    public init(_ options: [WaitingOption], from: TimeSpan = .minutes(1)) throws(Refusal) {
        guard options.count <= Self.optionLimit else {
            throw Refusal(.tooLong, "more than \(Self.optionLimit) options", at: .field("options"))
        }
        guard from >= .zero else { throw Refusal(.outOfRange, "a time before now", at: .field("from")) }
        for (number, option) in options.enumerated() {
            let place = Place.field("options").index(number).field("id")
            guard (1...Limits.identifierBytes).contains(option.id.utf8.count) else {
                throw Refusal(.malformed, "an option's name has 1 to \(Limits.identifierBytes) bytes", at: place)
            }
            guard !options[..<number].contains(where: { $0.id.utf8.elementsEqual(option.id.utf8) }) else {
                throw Refusal(.duplicateName, "two options are called “\(option.id)”", at: place)
            }
        }
        self.options = options
        self.from = from
    }

    /// The options to offer somebody with this estimate: none when the wait is short, a callback only when one can be
    /// had, another channel only when it is open.
    public func offered(
        _ estimate: WaitEstimate, callbackIsPossible: Bool, openChannels: Set<ChannelID>
    ) -> [WaitingOption] {
        switch estimate {
        case .now: return []
        case .range(let range) where range.likely < from: return []
        case .range, .withheld: break
        }
        return options.filter { option in
            switch option.kind {
            case .music, .podcast, .silence: true
            case .callback: callbackIsPossible
            case .otherChannel(let channel): openChannels.contains(channel)
            }
        }
    }
}

extension WaitingMenu: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case options
        case from
    }

    /// Reads a menu, refusing unknown members and what ``init(_:from:)`` refuses.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let options = try container.decode([WaitingOption].self, forKey: .options)
        let from = try container.decodeIfPresent(TimeSpan.self, forKey: .from) ?? .minutes(1)
        self = try decoder.checked { () throws(Refusal) in try WaitingMenu(options, from: from) }
    }

    /// Writes the menu.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(options, forKey: .options)
        try container.encode(from, forKey: .from)
    }
}
