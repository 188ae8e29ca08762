/// A signer whose secret was changed: new tokens are made with the present one, those of earlier ones still open.
///
/// Leave an earlier signer out when the last invitation made with it has expired.
public struct RotatingTokenSigner: SurveyTokenSigner {
    private let current: any SurveyTokenSigner
    private let earlier: [any SurveyTokenSigner]

    /// Creates a signer.
    public init(current: any SurveyTokenSigner, earlier: [any SurveyTokenSigner]) {
        self.current = current
        self.earlier = earlier
    }

    /// The code of the present signer.
    public func code(of message: [UInt8]) -> [UInt8] { current.code(of: message) }

    /// Whether any of the signers made a code.
    public func isGenuine(_ code: [UInt8], of message: [UInt8]) -> Bool {
        ([current] + earlier).reduce(false) { found, signer in signer.isGenuine(code, of: message) || found }
    }
}
