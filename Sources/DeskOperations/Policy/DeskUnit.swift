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
