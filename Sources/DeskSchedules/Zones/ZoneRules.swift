public import DeskPrimitives

/// The offsets from UTC that a time zone had, has and, by its present rule, will have.
///
/// Made from the embedded table (``named(_:)``), from the bytes of a TZif file (``init(tzif:name:dataVersion:)``), from a
/// POSIX rule or from a fixed offset. Immutable; lookups are O(log n) in the number of transitions.
public struct ZoneRules: Hashable, Sendable {
    /// The name, such as `Europe/Helsinki`.
    public let name: String
    /// The release of the time zone database the rules come from, such as `2025b`, or what the host calls its bytes.
    public let dataVersion: String
    /// Seconds east of UTC before the first change.
    let initialOffset: Int
    /// What is known change by change, ascending in time.
    let changes: [ZoneChange]
    /// What holds after the last change.
    let rule: PosixRule?
    /// A hash of what the rules were read from; 0 for the built-in ones, which name and release identify.
    let digest: UInt64

    /// Coordinated Universal Time.
    public static let utc = ZoneRules(name: "UTC", dataVersion: "", initialOffset: 0, changes: [], rule: nil)

    init(
        name: String, dataVersion: String, initialOffset: Int, changes: [ZoneChange], rule: PosixRule?,
        digest: UInt64 = 0
    ) {
        self.name = name
        self.dataVersion = dataVersion
        self.initialOffset = initialOffset
        self.changes = changes
        self.rule = rule
        self.digest = digest
    }

    /// A zone that is always the same number of seconds east of UTC.
    ///
    /// - Throws: `Refusal` with code `outOfRange` beyond 24 hours, and `malformed` or `tooLong` for a name.
    public static func fixed(offsetSeconds: Int, name: String) throws(Refusal) -> ZoneRules {
        try checkName(name)
        guard offsetSeconds.magnitude <= 86_400 else {
            throw Refusal(.outOfRange, "an offset of more than 24 hours", at: .field("offset"))
        }
        return ZoneRules(
            name: name, dataVersion: "", initialOffset: offsetSeconds, changes: [], rule: nil,
            digest: UInt64(bitPattern: Int64(offsetSeconds)))
    }

    /// A zone by a POSIX rule such as `EET-2EEST,M3.5.0/3,M10.5.0/4`, which holds in all years.
    ///
    /// - Throws: `Refusal` with code `malformed` and the column of the mistake.
    public init(posix rule: String, name: String) throws(Refusal) {
        try Self.checkName(name)
        let read = try PosixRule(rule.utf8)
        var hash = Fingerprint()
        hash.add(rule)
        self.init(
            name: name, dataVersion: "", initialOffset: read.standard, changes: [], rule: read, digest: hash.value)
    }

    /// Refuses an empty or long name and one with other characters than printable ASCII.
    static func checkName(_ name: String) throws(Refusal) {
        guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Refusal(.malformed, "a zone name is printable ASCII without spaces", at: .field("zone"))
        }
        try Limits.check(name, atMost: 255, at: .field("zone"))
    }

    /// Seconds east of UTC at an instant; instants outside the years 1 to 9999 read as the nearest that is inside.
    public func offset(at instant: Instant) -> Int {
        offset(atSecond: min(max(instant, .earliest), .latest).secondsRoundedDown)
    }

    func offset(atSecond time: Int64) -> Int {
        guard let last = changes.last else { return rule?.offset(at: time) ?? initialOffset }
        if time >= last.time { return rule?.offset(at: time) ?? last.offset }
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? initialOffset : changes[low - 1].offset
    }

    /// What the wall clock shows at an instant, in the years 1 to 9999.
    public func wallClock(at instant: Instant) -> LocalReading {
        let time = min(max(instant, .earliest), .latest).secondsRoundedDown
        let offset = offset(atSecond: time)
        let local = time + Int64(offset)
        let day = Int(local.dividedDown(by: 86_400))
        let date = min(max(LocalDate(checked: day), .earliest), .latest)
        return LocalReading(
            date: date, time: LocalTime(checked: Int(local - Int64(day) * 86_400)), offset: offset)
    }

    /// The date on the wall at an instant.
    public func localDate(at instant: Instant) -> LocalDate { wallClock(at: instant).date }
}
