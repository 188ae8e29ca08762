public import DeskPrimitives

/// One word of a person on one purpose: given or withdrawn, when, and how that can be shown.
///
/// Words are kept one after another, since the proof of a consent is needed after it was withdrawn, too.
public struct Consent: Hashable, Sendable, Codable {
    /// The longest proof, in bytes.
    public static let maximumProofBytes = 4_096

    /// What it is for.
    public let purpose: ConsentPurpose
    /// The channel it is about; nil for all of them.
    public let channel: ChannelID?
    /// Whether it is given, or withdrawn.
    public let isGiven: Bool
    /// When it was given or withdrawn.
    public let at: Instant
    /// How that can be shown, such as the wording agreed to and where; may hold personal data.
    public let proof: String

    /// Writes down a word.
    ///
    /// - Throws: `Refusal` at the field: `malformed` without a proof, `tooLong` beyond ``maximumProofBytes``,
    ///   `outOfRange` for an instant outside the accepted years.
    public init(
        _ purpose: ConsentPurpose, on channel: ChannelID? = nil, isGiven: Bool = true, at: Instant, proof: String
    ) throws(Refusal) {
        try Limits.check(at, at: .field("at"))
        guard !proof.isEmpty else { throw Refusal(.malformed, "empty", at: .field("proof")) }
        try Limits.check(proof, atMost: Self.maximumProofBytes, at: .field("proof"))
        self.purpose = purpose
        self.channel = channel
        self.isGiven = isGiven
        self.at = at
        self.proof = proof
    }
}

extension Consent {
    private enum CodingKeys: String, CodingKey { case purpose, channel, isGiven, at, proof }

    /// Reads and checks an object.
    public init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let purpose = try object.decode(ConsentPurpose.self, forKey: .purpose)
        let channel = try object.decodeIfPresent(ChannelID.self, forKey: .channel)
        let isGiven = try object.decode(Bool.self, forKey: .isGiven)
        let at = try object.decode(Instant.self, forKey: .at)
        let proof = try object.decode(String.self, forKey: .proof)
        self = try decoder.checked { () throws(Refusal) in
            try Consent(purpose, on: channel, isGiven: isGiven, at: at, proof: proof)
        }
    }
}
