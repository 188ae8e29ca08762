public import DeskPrimitives

/// Personal data that can be told by its form alone.
public enum PersonalDataKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// A Finnish personal identity code with a right check character.
    case personalIdentityCode
    /// An international bank account number (ISO 13616) with right check digits.
    case bankAccount
    /// The number of a payment card, with a right check digit (Luhn).
    case paymentCard
    /// A mail address.
    case mailAddress
    /// A telephone number.
    case phoneNumber
    /// A number too long to be harmless that is none of the others, or one of them with a slip of the pen.
    case longNumber

    /// What stands in its place in a masked text.
    public func placeholder(in language: LanguageTag) -> String {
        switch self {
        case .personalIdentityCode: language.pick(en: "[personal identity code]", fi: "[henkilötunnus]")
        case .bankAccount: language.pick(en: "[bank account]", fi: "[tilinumero]")
        case .paymentCard: language.pick(en: "[payment card]", fi: "[maksukortti]")
        case .mailAddress: language.pick(en: "[mail address]", fi: "[sähköpostiosoite]")
        case .phoneNumber: language.pick(en: "[telephone number]", fi: "[puhelinnumero]")
        case .longNumber: language.pick(en: "[number]", fi: "[numero]")
        }
    }
}
