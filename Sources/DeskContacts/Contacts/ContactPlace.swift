public import DeskPrimitives

/// A place in the order of contacts by time and then by name: where a page of a conversation ended.
public struct ContactPlace: Hashable, Comparable, Sendable, Codable {
    /// When the contact there occurred.
    public let occurredAt: Instant
    /// The contact there.
    public let contact: ContactID

    /// The place of a contact.
    public init(of contact: Contact) {
        occurredAt = contact.occurredAt
        self.contact = contact.id
    }

    /// The earlier first; of one instant by the bytes of the name.
    public static func < (a: Self, b: Self) -> Bool {
        a.occurredAt == b.occurredAt ? a.contact < b.contact : a.occurredAt < b.occurredAt
    }
}
