public import DeskPrimitives

/// Where the proof in survey links comes from.
///
/// A host that keeps its secrets in a hardware module or rotates them implements it; ``KeyedTokenSigner`` is right for
/// everybody else. It must be a pure function: the same message gives the same code as long as invitations made with it
/// can be answered.
///
/// ## Implementation guidance
/// Give a message authentication code of at least 16 bytes, such as HMAC-SHA-256; a plain hash can be made by anybody.
/// After a change of the secret keep accepting the old one in ``isGenuine(_:of:)`` until the last invitation has expired.
public protocol SurveyTokenSigner: Sendable {
    /// The authentication code of a message.
    func code(of message: [UInt8]) -> [UInt8]
    /// Whether a code, of which only the beginning may be given, was made by this signer for a message.
    func isGenuine(_ code: [UInt8], of message: [UInt8]) -> Bool
}

extension SurveyTokenSigner {
    /// Compares with ``code(of:)``, in a time that does not tell how much of it is right.
    public func isGenuine(_ code: [UInt8], of message: [UInt8]) -> Bool {
        let right = self.code(of: message)
        guard !code.isEmpty, right.count >= code.count else { return false }
        return zip(code, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// The reference signer: HMAC-SHA-256 with the host's secret.
public struct KeyedTokenSigner: SurveyTokenSigner {
    private let digest: KeyedDigest

    /// Creates a signer from a secret; 32 random bytes are right.
    public init(secret: [UInt8]) { digest = KeyedDigest(secret: secret) }

    /// Creates a signer that shares the secret of a digest.
    public init(_ digest: KeyedDigest) { self.digest = digest }

    /// HMAC-SHA-256 of the message under a name of its own, so that no other code made with the secret is a token.
    public func code(of message: [UInt8]) -> [UInt8] { digest.code(Array("survey-token-code".utf8), message) }
}
