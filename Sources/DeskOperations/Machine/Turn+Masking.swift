import DeskChannels
import DeskContacts
import DeskPrimitives

/// What is kept of what arrives, and what is not said, where others can read it.
extension Turn {
    static let maskedText = "[…]"

    /// The texts of an arrival without what is personal by its form; nil where nothing has to be masked.
    ///
    /// Where everybody can read, nobody's word is taken for it that a text holds no personal data.
    func mask(
        _ arrival: Arrival, on channel: ContactChannel
    ) -> MaskedArrival? {
        guard channel.capabilities.isPublic || arrival.sensitivity > channel.allows else { return nil }
        let mask = PersonalDataMask(language: arrival.language ?? policy.language)
        return MaskedArrival(
            subject: mask.mask(arrival.subject ?? ""), text: mask.mask(arrival.text),
            files: arrival.attachments.map { mask.mask($0.name) })
    }

    /// What is kept of a text: its masked form when its form gave away what was personal, nothing when the text is known to be
    /// personal but does not show where, or is confidential.
    static func kept(_ masked: MaskedText?, of sensitivity: DataSensitivity) -> String? {
        guard let masked, !masked.isClean, sensitivity < .confidential else { return nil }
        return masked.text
    }

    /// What is kept of who somebody says to be where everybody can read: no name that holds personal numbers.
    static func kept(_ claims: IdentityClaims, on channel: ContactChannel) throws(Refusal) -> IdentityClaims {
        guard channel.capabilities.isPublic, let name = claims.name, !PersonalDataMask().mask(name).isClean else {
            return claims
        }
        return try IdentityClaims(strong: claims.strong, points: claims.points, name: nil, language: claims.language)
    }

    /// Refuses to say where everybody can read what is somebody's alone by its form; the desk's own addresses and numbers
    /// are not.
    func requireHarmless(_ text: String, on channel: ContactChannel) throws(DeskHalt) {
        guard channel.capabilities.isPublic else { return }
        let masked = PersonalDataMask().mask(text)
        for kind in [PersonalDataKind.personalIdentityCode, .paymentCard, .bankAccount] where masked.count(of: kind) > 0
        {
            throw .refused(
                Refusal(
                    .notAllowed, "everybody can read channel \(channel.id), and the text holds \(kind.rawValue)",
                    at: .field("text")))
        }
    }
}

/// The words of an arrival without what is personal by its form.
struct MaskedArrival {
    let subject: MaskedText
    let text: MaskedText
    /// The names of its files.
    let files: [MaskedText]

    /// How many places were masked.
    var findings: Int { ([subject, text] + files).reduce(0) { $0 + $1.findings.reduce(0) { $0 + $1.count } } }
}
