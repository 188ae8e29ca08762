/// What happened to a contact that may have cost goodwill: facts of the contact, known before the answer.
///
/// Never an exposure: anything measured after the answer, and who the agent was.
public struct ExposureSet: OptionSet, Hashable, Sendable, Codable {
    /// One bit for each exposure.
    public let rawValue: UInt8

    /// Creates a set of its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The person waited longer than agreed.
    public static let longWait = ExposureSet(rawValue: 1)
    /// The contact was handed over at least once.
    public static let handedOver = ExposureSet(rawValue: 2)
    /// The person had to change the channel.
    public static let channelSwitch = ExposureSet(rawValue: 4)
    /// The person came again about the same matter within seven days.
    public static let repeated = ExposureSet(rawValue: 8)
    /// A promise was broken.
    public static let brokenPromise = ExposureSet(rawValue: 16)
    /// The agent was interrupted.
    public static let interrupted = ExposureSet(rawValue: 32)
    /// The matter was opened again.
    public static let reopened = ExposureSet(rawValue: 64)
    /// It happened outside the opening hours.
    public static let outOfHours = ExposureSet(rawValue: 128)

    /// Each exposure on its own.
    public static let each: [ExposureSet] = (0..<8).map { ExposureSet(rawValue: 1 << $0) }
}
