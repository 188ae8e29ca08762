import DeskChannels
public import DeskPrimitives

/// Why a contact was taken to be from a person, and who else it might be from.
public struct IdentityReason: Hashable, Sendable {
    /// What decided.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// A register's name is this person's.
        case strongIdentifier
        /// A mail address is this person's only.
        case mail
        /// A telephone number is this person's only.
        case phone
        /// A handle is this person's only.
        case handle
        /// Nobody could tell which of several it is, and this person was made when that happened before.
        case sameDoubtAsBefore
        /// Nothing was claimed by which a person could be found.
        case nothingClaimed
        /// Nobody is known by what was claimed.
        case nobodyKnown
        /// Several persons share the contact point that was claimed.
        case sharedByMany
        /// The telephone number is a person's whose mail address is another one.
        case otherMailAtPhone
        /// The register's names claimed are several persons'.
        case strongIdentifiersOfMany
        /// The person found has another name in the same register.
        case otherStrongIdentifier
    }

    /// The most candidates that are kept: every holder of everything that can be claimed.
    public static let maximumCandidates =
        IdentityClaims.maximumStrongIdentifiers + IdentityClaims.maximumPoints * Person.maximumHolders

    /// What decided.
    public let code: Code
    /// Others who hold something that was claimed, in order of their ids: possible duplicates for a human to look at.
    public let candidates: [PersonID]

    init(_ code: Code, candidates: [PersonID] = []) {
        self.code = code
        self.candidates = candidates
    }
}

extension IdentityReason: Codable {
    private enum CodingKeys: String, CodingKey {
        case code, candidates
    }

    /// Writes an object; no candidates are left out.
    public func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(code, forKey: .code)
        try object.encodeUnlessEmpty(candidates, forKey: .candidates)
    }

    /// Reads what ``encode(to:)`` wrote; more than ``maximumCandidates`` are an error.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let candidates = try object.decodeList(PersonID.self, forKey: .candidates)
        try decoder.checked { () throws(Refusal) in
            try Limits.check(count: candidates.count, atMost: Self.maximumCandidates, at: .field("candidates"))
        }
        self.init(try object.decode(Code.self, forKey: .code), candidates: candidates)
    }
}
