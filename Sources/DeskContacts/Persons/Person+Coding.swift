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
        var content = PersonContent(
            id: try object.decode(PersonID.self, forKey: .id),
            createdAt: try object.decode(Instant.self, forKey: .createdAt))
        content.name = try object.decodeIfPresent(String.self, forKey: .name)
        content.strongIdentifiers = try object.decodeList(forKey: .strongIdentifiers)
        content.points = try object.decodeList(forKey: .points)
        content.organizations = try object.decodeList(forKey: .organizations)
        content.roles = try object.decodeList(forKey: .roles)
        content.language = try object.decodeIfPresent(LanguageTag.self, forKey: .language)
        content.consents = try object.decodeList(forKey: .consents)
        content.isProvisional = try object.decodeIfPresent(Bool.self, forKey: .isProvisional) ?? false
        content.updatedAt = try object.decode(Instant.self, forKey: .updatedAt)
        content.mergedInto = try object.decodeIfPresent(PersonID.self, forKey: .mergedInto)
        content.standsForOthers = try object.decodeIfPresent(Bool.self, forKey: .standsForOthers) ?? false
        let read = content
        try decoder.checked { () throws(Refusal) in try read.checkLimits() }
        self.init(read)
    }
}
