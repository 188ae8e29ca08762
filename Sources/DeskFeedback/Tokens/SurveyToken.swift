public import DeskPrimitives

/// The text in a survey link that lets one person answer one survey about one case once.
///
/// It is 32 hexadecimal digits: half a locator, half the beginning of a code over the locator. Both depend on the
/// survey, the case, the person and the invitation, so a token serves for no other. What was made up is told from what
/// was issued without reading a single record.
public struct SurveyToken: Hashable, Sendable, CustomStringConvertible {
    /// The text.
    public let text: String

    static let halfBytes = 8

    /// Makes the token of an invitation that has been decided.
    public init(
        survey: SurveyID, case caseID: CaseID, person: PersonID, invitation: InvitationID,
        signer: some SurveyTokenSigner
    ) {
        var message = Array("survey-invitation".utf8)
        for part in [survey.rawValue, caseID.rawValue, person.rawValue, invitation.rawValue] {
            // Identifiers hold no zero byte, so parts cannot run into one another.
            message.append(0)
            message.append(contentsOf: part.utf8)
        }
        let locator = Array(signer.code(of: message).prefix(Self.halfBytes))
        let proof = signer.code(of: Self.proven(locator)).prefix(Self.halfBytes)
        text = Hexadecimal.text(locator + proof)
    }

    /// Reads a token and sees whether it was issued.
    ///
    /// - Throws: `Refusal` with code `malformed` for what is no token, `notAllowed` for one that was never issued.
    public init(_ text: String, signer: some SurveyTokenSigner) throws(Refusal) {
        guard text.utf8.count == Self.halfBytes * 4, let bytes = Hexadecimal.bytes(text) else {
            throw Refusal(.malformed, "a token is \(Self.halfBytes * 4) hexadecimal digits")
        }
        let locator = Array(bytes.prefix(Self.halfBytes))
        guard signer.isGenuine(Array(bytes.dropFirst(Self.halfBytes)), of: Self.proven(locator)) else {
            throw Refusal(.notAllowed, "the token was never issued")
        }
        self.text = Hexadecimal.text(bytes)
    }

    private static func proven(_ locator: [UInt8]) -> [UInt8] { Array("survey-locator".utf8) + locator }

    public var description: String { text }
}
