/// How many answers a number needs before it is shown.
///
/// The two gates have different reasons and are not to be merged: below the privacy gate a number could tell who
/// answered what; below the coach gate it says too little to talk to somebody about it.
public struct DisplayGate: Hashable, Sendable, Codable {
    /// What a gate protects from.
    public enum Purpose: String, Hashable, Sendable, Codable {
        case privacy, coach
    }

    /// What the gate protects from.
    public let purpose: Purpose
    /// The fewest answers that pass, at least 1.
    public let needed: Int

    /// Creates a gate; fewer than 1 is taken as 1.
    public init(_ purpose: Purpose, needed: Int) {
        self.purpose = purpose
        self.needed = max(needed, 1)
    }

    /// Nobody can be recognised: from 5 answers on.
    public static let privacy = DisplayGate(.privacy, needed: 5)
    /// Worth a talk between agent and team leader: from 10 answers on, always with its interval.
    public static let coach = DisplayGate(.coach, needed: 10)
    /// Every number with at least one answer: for sums that no person sees, such as an input of another computation.
    public static let open = DisplayGate(.privacy, needed: 1)

    /// Why a number of so many answers is not shown; nil when it is.
    public func withholds(_ n: Int) -> Withheld? {
        if n <= 0 { return .noAnswers }
        if n >= needed { return nil }
        return purpose == .privacy ? .belowPrivacy(n: n, needed: needed) : .belowCoach(n: n, needed: needed)
    }
}

/// Why a number is not shown.
public enum Withheld: Hashable, Sendable, Codable {
    /// Nobody answered.
    case noAnswers
    /// So few answered that one could tell who.
    case belowPrivacy(n: Int, needed: Int)
    /// So few answered that the number says too little.
    case belowCoach(n: Int, needed: Int)
    /// There are too few of anything else for an interval.
    case tooFew(n: Int, needed: Int)
    /// With it one could compute a number that is not shown.
    case protectsOthers
    /// So few of the answers to expect have come that the number would still change with the late ones.
    case immature(percent: Int)
    /// So much of the difference is noise that it is not held against, or in favour of, anybody.
    case unreliable(percent: Int)
    /// Nobody differs from the others by more than noise.
    case noMeasurableDifference
    /// The one who is scored could choose who was asked.
    case influenced
    /// The viewer may not see it, whatever it is.
    case notAllowed
}
