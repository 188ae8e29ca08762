public import DeskPrimitives

/// Less work at first for somebody who comes back after a long absence.
///
/// The capacity grows in equal steps from a share to the whole. In documents: `{"absence": "PT4H", "over": "PT1H",
/// "start": 25, "steps": 3}`.
public struct RampUp: Hashable, Sendable, Codable {
    /// How long an absence must have been.
    public let absence: TimeSpan
    /// How long it takes until the whole capacity is there.
    public let over: TimeSpan
    /// The share to begin with, in percent.
    public let start: Int
    /// In how many steps it grows.
    public let steps: Int

    /// Creates a ramp.
    ///
    /// - Throws: `Refusal` with code `outOfRange` for spans that are not positive, a share outside 0 … 100 or steps
    ///   outside 1 … 100.
    public init(absence: TimeSpan, over: TimeSpan, start: Int = 25, steps: Int = 3) throws(Refusal) {
        guard absence > .zero, over > .zero else { throw Refusal(.outOfRange, "a span is not positive") }
        guard (0...100).contains(start) else {
            throw Refusal(.outOfRange, "a share is 0 to 100 percent", at: .field("start"))
        }
        guard (1...100).contains(steps) else {
            throw Refusal(.outOfRange, "a ramp has 1 to 100 steps", at: .field("steps"))
        }
        self.absence = absence
        self.over = over
        self.start = start
        self.steps = steps
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case absence, over, start, steps }

    /// Reads the object and checks it.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let object = try decoder.container(keyedBy: CodingKeys.self)
        let absence = try object.decode(TimeSpan.self, forKey: .absence)
        let over = try object.decode(TimeSpan.self, forKey: .over)
        let start = try object.decodeIfPresent(Int.self, forKey: .start) ?? 25
        let steps = try object.decodeIfPresent(Int.self, forKey: .steps) ?? 3
        self = try decoder.checked { () throws(Refusal) in
            try RampUp(absence: absence, over: over, start: start, steps: steps)
        }
    }

    /// When a step from 1 on is reached by somebody who came back.
    func time(of step: Int, since returned: Instant) -> Instant {
        let part = over.microseconds / Int64(steps) * Int64(step)
        return returned.adding(TimeSpan(microseconds: step == steps ? over.microseconds : part)) ?? .latest
    }

    /// How much of a capacity is there, and when it next grows; nil when it is whole.
    func capacity(of whole: Int, since returned: Instant, at now: Instant) -> (units: Int, until: Instant)? {
        guard let step = (1...steps).first(where: { time(of: $0, since: returned) > now }) else { return nil }
        let percent = start + (100 - start) * (step - 1) / steps
        return (max(0, whole) * percent / 100, time(of: step, since: returned))
    }
}
