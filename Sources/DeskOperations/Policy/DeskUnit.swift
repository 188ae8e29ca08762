public import DeskPrimitives

/// A part of the organisation that teams belong to.
public struct DeskUnit: Hashable, Sendable, Codable {
    /// The unit's own name.
    public var id: UnitID
    /// What people call it.
    public var name: LocalizedText

    /// Creates a unit.
    public init(_ id: UnitID, _ name: LocalizedText) {
        self.id = id
        self.name = name
    }
}

extension DeskUnit {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id, name
    }

    /// Reads an object; an unknown member is an error.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        id = try object.decode(UnitID.self, forKey: .id)
        name = try object.decode(LocalizedText.self, forKey: .name)
    }
}
