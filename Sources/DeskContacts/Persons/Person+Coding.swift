import DeskChannels
import DeskPrimitives

extension Person: Codable {
    private enum CodingKeys: String, CodingKey {
        case id, name, strongIdentifiers, points, organizations, roles, language, consents, isProvisional, createdAt
        case updatedAt, mergedInto, standsForOthers
    }

    /// Writes an object; what is nil, empty or false is left out.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(id, forKey: .id)
        try object.encodeIfPresent(name, forKey: .name)
        try object.encodeUnlessEmpty(strongIdentifiers, forKey: .strongIdentifiers)
        try object.encodeUnlessEmpty(points, forKey: .points)
        try object.encodeUnlessEmpty(organizations, forKey: .organizations)
        try object.encodeUnlessEmpty(roles, forKey: .roles)
        try object.encodeIfPresent(language, forKey: .language)
        try object.encodeUnlessEmpty(consents, forKey: .consents)
        if isProvisional { try object.encode(true, forKey: .isProvisional) }
        try object.encode(createdAt, forKey: .createdAt)
        try object.encode(updatedAt, forKey: .updatedAt)
        try object.encodeIfPresent(mergedInto, forKey: .mergedInto)
        if standsForOthers { try object.encode(true, forKey: .standsForOthers) }
    }

    /// Reads what ``encode(to:)`` wrote, and checks its limits.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            bare: try object.decode(PersonID.self, forKey: .id),
            createdAt: try object.decode(Instant.self, forKey: .createdAt))
        name = try object.decodeIfPresent(String.self, forKey: .name)
        strongIdentifiers = try object.decodeList(forKey: .strongIdentifiers)
        points = try object.decodeList(forKey: .points)
        organizations = try object.decodeList(forKey: .organizations)
        roles = try object.decodeList(forKey: .roles)
        language = try object.decodeIfPresent(LanguageTag.self, forKey: .language)
        consents = try object.decodeList(forKey: .consents)
        isProvisional = try object.decodeIfPresent(Bool.self, forKey: .isProvisional) ?? false
        updatedAt = try object.decode(Instant.self, forKey: .updatedAt)
        mergedInto = try object.decodeIfPresent(PersonID.self, forKey: .mergedInto)
        standsForOthers = try object.decodeIfPresent(Bool.self, forKey: .standsForOthers) ?? false
        let person = self
        try decoder.checked { () throws(Refusal) in try person.checkLimits() }
    }
}
