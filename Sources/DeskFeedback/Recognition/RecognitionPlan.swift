public import DeskPrimitives

/// How colleagues may recognise one another.
///
/// In documents: `{"perColleague": 10, "days": 30}`.
public struct RecognitionPlan: Hashable, Sendable, Codable {
    /// How many recognitions one colleague may give within the days, so that none is worth nothing.
    public let perColleague: Int
    /// Over how many times 24 hours that is counted.
    public let days: Int

    /// Ten in thirty days.
    public static let standard = RecognitionPlan(unchecked: 10, 30)

    private init(unchecked perColleague: Int, _ days: Int) {
        self.perColleague = perColleague
        self.days = days
    }

    /// Creates a plan.
    ///
    /// - Throws: `Refusal` with code `outOfRange`.
    public init(perColleague: Int, days: Int) throws(Refusal) {
        guard (0...1_000).contains(perColleague) else {
            throw Refusal(.outOfRange, "the count lies in 0 … 1000", at: .field("perColleague"))
        }
        guard (1...366).contains(days) else {
            throw Refusal(.outOfRange, "days lie in 1 … 366", at: .field("days"))
        }
        self.init(unchecked: perColleague, days)
    }

    /// Reads and checks a plan.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(["perColleague", "days"])
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let perColleague = try container.decode(Int.self, forKey: .perColleague)
        let days = try container.decode(Int.self, forKey: .days)
        self = try decoder.checked { () throws(Refusal) in
            try RecognitionPlan(perColleague: perColleague, days: days)
        }
    }

    /// Refuses a recognition of a colleague that is one too many, or the second to the same people about the same case.
    ///
    /// - Parameter given: What the colleague gave in the ``days`` before.
    /// - Throws: `Refusal` with code `notAllowed` beyond ``perColleague``, `duplicateName` at `agents`.
    public func check(_ recognition: Recognition, given: [Recognition]) throws(Refusal) {
        guard case .colleague = recognition.giver else { return }
        let counted = given.filter { $0.stands && $0.id != recognition.id && $0.giver == recognition.giver }
        if let caseID = recognition.case {
            for earlier in counted
            where earlier.case == caseID && !Set(earlier.agents).isDisjoint(with: recognition.agents) {
                throw Refusal(.duplicateName, "thanked for this case already", at: .field("agents"))
            }
        }
        guard counted.count < perColleague else {
            throw Refusal(.notAllowed, "\(perColleague) recognitions in \(days) days were given", at: .field("giver"))
        }
    }
}
