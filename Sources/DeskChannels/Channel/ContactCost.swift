public import DeskPrimitives

/// What a contact on a channel costs besides the time of the people: a number, a licence, a fee for each message.
///
/// In a document: `{"currency": "EUR", "perContact": 150000, "perMessage": 60000}`. Amounts are millionths of the currency's
/// unit, so that sums are exact.
public struct ContactCost: Hashable, Sendable {
    /// The largest amount, a million units.
    public static let largestAmount: Int64 = 1_000_000_000_000

    /// The currency, three capital letters as in ISO 4217.
    public let currency: String
    /// What each contact costs, in millionths.
    public let perContact: Int64
    /// What each message sent costs, in millionths; on text messages each part.
    public let perMessage: Int64

    /// Creates a cost.
    ///
    /// - Throws: `Refusal` at the field: `malformed` for a currency, `outOfRange` for an amount outside 0 …
    ///   ``largestAmount``.
    public init(currency: String, perContact: Int64 = 0, perMessage: Int64 = 0) throws(Refusal) {
        guard currency.utf8.count == 3, currency.utf8.allSatisfy({ (65...90).contains($0) }) else {
            throw Refusal(.malformed, "a currency is three capital letters", at: .field("currency"))
        }
        for (name, amount) in [("perContact", perContact), ("perMessage", perMessage)]
        where !(0...Self.largestAmount).contains(amount) {
            throw Refusal(.outOfRange, "an amount is 0 to \(Self.largestAmount)", at: .field(name))
        }
        self.currency = currency
        self.perContact = perContact
        self.perMessage = perMessage
    }

    /// What so many contacts and messages cost, in millionths; nil when it does not fit 64 bits.
    public func total(contacts: Int, messages: Int) -> Int64? {
        let (a, overA) = perContact.multipliedReportingOverflow(by: Int64(contacts))
        let (b, overB) = perMessage.multipliedReportingOverflow(by: Int64(messages))
        let (sum, over) = a.addingReportingOverflow(b)
        return overA || overB || over ? nil : sum
    }
}

extension ContactCost: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case currency, perContact, perMessage }

    /// Reads and checks an object; amounts left out are 0.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let currency = try object.decode(String.self, forKey: .currency)
        let perContact = try object.decodeIfPresent(Int64.self, forKey: .perContact) ?? 0
        let perMessage = try object.decodeIfPresent(Int64.self, forKey: .perMessage) ?? 0
        self = try decoder.checked { () throws(Refusal) in
            try ContactCost(currency: currency, perContact: perContact, perMessage: perMessage)
        }
    }
}
