public import DeskPrimitives

/// One step of an escalation ladder: when it is taken and who is told.
///
/// In a policy document one of `used` (per cent), `beforeDue`, `afterDue` (spans) or `atDue` (true) says when:
///
///     { "name": "lead", "beforeDue": "PT1H", "inform": { "agent": "liisa" } }
public struct EscalationStep: Hashable, Sendable {
    /// The name, unique in its ladder; a step that was taken is known by it.
    public let name: String
    /// When it is taken.
    public let moment: EscalationMoment
    /// Who is told.
    public let inform: EscalationAddressee

    /// Creates a step.
    ///
    /// - Throws: `Refusal` with the place of an empty or overlong name, a percentage outside 1 … 99, a span that is not
    ///   positive or beyond ``ServiceTarget/longestSpan``.
    public init(name: String, moment: EscalationMoment, inform: EscalationAddressee) throws(Refusal) {
        try checkName(name, at: .field("name"))
        switch moment {
        case .used(let percent):
            guard (1...99).contains(percent) else {
                throw Refusal(.outOfRange, "1 to 99 per cent of the target", at: .field("used"))
            }
        case .beforeDue(let span): try checkSpan(span, at: .field("beforeDue"))
        case .atDue: break
        case .afterDue(let span): try checkSpan(span, at: .field("afterDue"))
        }
        self.name = name
        self.moment = moment
        self.inform = inform
    }
}

extension EscalationStep: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, used, beforeDue, atDue, afterDue, inform
    }

    /// Reads and checks a step; exactly one member says when.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var moments: [EscalationMoment] = []
        if let percent = try container.decodeIfPresent(Int.self, forKey: .used) {
            moments.append(.used(percent: percent))
        }
        if let span = try container.decodeIfPresent(TimeSpan.self, forKey: .beforeDue) {
            moments.append(.beforeDue(span))
        }
        if try container.decodeIfPresent(Bool.self, forKey: .atDue) == true { moments.append(.atDue) }
        if let span = try container.decodeIfPresent(TimeSpan.self, forKey: .afterDue) {
            moments.append(.afterDue(span))
        }
        guard let moment = moments.first, moments.count == 1 else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "exactly one of used, beforeDue, atDue and afterDue says when"))
        }
        let name = try container.decode(String.self, forKey: .name)
        let inform = try container.decode(EscalationAddressee.self, forKey: .inform)
        do throws(Refusal) {
            try self.init(name: name, moment: moment, inform: inform)
        } catch {
            throw decoder.failure(error)
        }
    }

    /// Writes the form that ``init(from:)`` reads.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        switch moment {
        case .used(let percent): try container.encode(percent, forKey: .used)
        case .beforeDue(let span): try container.encode(span, forKey: .beforeDue)
        case .atDue: try container.encode(true, forKey: .atDue)
        case .afterDue(let span): try container.encode(span, forKey: .afterDue)
        }
        try container.encode(inform, forKey: .inform)
    }
}
