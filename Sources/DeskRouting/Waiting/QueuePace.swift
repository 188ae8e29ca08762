public import DeskPrimitives

/// How fast a line has been moving lately, as a few whole numbers.
///
/// Old observations fade: when ``memory`` of a kind have come in, what is held of it is halved.
public struct QueuePace: Hashable, Sendable, Codable {
    /// How many observations are held before they are halved.
    public static let memory = 256

    /// Contacts that were handled, faded.
    public private(set) var handled = 0
    /// The time agents spent on them, wrap-up included, faded.
    public private(set) var handlingTime = TimeSpan.zero
    /// Waits that ended, faded.
    public private(set) var waits = 0
    /// The time they took, faded.
    public private(set) var waitingTime = TimeSpan.zero
    /// How many came in front of those who waited, faded: more urgent matters, returned work.
    public private(set) var jumpers = 0
    /// How many in front of those who waited left without being served, faded.
    public private(set) var leavers = 0

    /// Creates a pace without observations.
    public init() {}

    /// Takes in a contact that was handled; negative and overlong times are taken as zero and one day.
    public mutating func recordHandling(_ time: TimeSpan) {
        handled += 1
        handlingTime += Self.bounded(time)
        guard handled >= Self.memory else { return }
        handled /= 2
        handlingTime = TimeSpan(microseconds: handlingTime.microseconds / 2)
    }

    /// Takes in a wait that ended, with how many came in front and how many in front left in the meantime.
    public mutating func recordWait(_ time: TimeSpan, jumpers: Int, leavers: Int) {
        waits += 1
        waitingTime += Self.bounded(time)
        self.jumpers += min(max(jumpers, 0), 1_000)
        self.leavers += min(max(leavers, 0), 1_000)
        guard waits >= Self.memory else { return }
        waits /= 2
        waitingTime = TimeSpan(microseconds: waitingTime.microseconds / 2)
        self.jumpers /= 2
        self.leavers /= 2
    }

    private static func bounded(_ time: TimeSpan) -> TimeSpan { min(max(time, .zero), .days(1)) }

    /// The mean time an agent needs for a contact; nil without observations.
    public var meanHandling: TimeSpan? {
        handled > 0 ? TimeSpan(microseconds: max(1, handlingTime.microseconds / Int64(handled))) : nil
    }

    /// By how many places a second somebody who waits moves forward when so many agents serve the line: what they
    /// finish, less those who come in front, plus those in front who leave.
    func placesPerSecond(agents: Int) -> Double? {
        guard let meanHandling else { return nil }
        let served = Double(agents) * 1_000_000 / Double(meanHandling.microseconds)
        guard waitingTime > .zero else { return served }
        return served + Double(leavers - jumpers) * 1_000_000 / Double(waitingTime.microseconds)
    }
}
