public import DeskPrimitives
public import DeskSchedules

/// The editions of a desk's targets one after the other, each holding from its instant until the next.
///
/// In a document it is the bare list of editions in rising order of their instants.
public struct TargetHistory: Hashable, Sendable {
    /// The editions, the oldest first.
    public let editions: [TargetEdition]

    /// The most editions kept.
    public static let editionLimit = 1_000

    /// Creates a history.
    ///
    /// - Throws: `Refusal` with code `malformed` without editions, `outOfOrder` at an edition that does not take effect
    ///   after the one before it, `duplicateName` at the second edition of a version, `tooLong` beyond ``editionLimit``.
    public init(_ editions: [TargetEdition]) throws(Refusal) {
        guard !editions.isEmpty else { throw Refusal(.malformed, "at least one edition is needed") }
        guard editions.count <= Self.editionLimit else {
            throw Refusal(.tooLong, "at most \(Self.editionLimit) editions are taken")
        }
        var versions: Set<[UInt8]> = []
        for (index, edition) in editions.enumerated() {
            if index > 0, edition.effectiveFrom <= editions[index - 1].effectiveFrom {
                throw Refusal(
                    .outOfOrder, "an edition takes effect after the one before it",
                    at: Place([.index(index)]).field("effectiveFrom"))
            }
            guard versions.insert(Array(edition.version.utf8)).inserted else {
                throw Refusal(
                    .duplicateName, "another edition has the same version",
                    at: Place([.index(index)]).field("version"))
            }
        }
        self.editions = editions
    }

    /// The edition in force at an instant; nil before the first.
    public func edition(at instant: Instant) -> TargetEdition? {
        let index = editions.partitioningIndex { $0.effectiveFrom > instant }
        return index > 0 ? editions[index - 1] : nil
    }

    /// The edition of a version.
    public func edition(named version: String) -> TargetEdition? {
        editions.first { $0.version.utf8.elementsEqual(version.utf8) }
    }

    /// The editions that take effect after one instant and at or before another, the oldest first.
    public func editions(after start: Instant, through end: Instant) -> [TargetEdition] {
        editions.filter { $0.effectiveFrom > start && $0.effectiveFrom <= end }
    }
}

extension TargetHistory: Codable {
    /// Reads and checks a bare list of editions.
    public init(from decoder: any Decoder) throws {
        let editions = try decoder.singleValueContainer().decode([TargetEdition].self)
        do throws(Refusal) {
            try self.init(editions)
        } catch {
            throw decoder.failure(error)
        }
    }

    /// Writes a bare list of editions.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(editions)
    }
}

extension ServiceClock {
    /// The clock after a new edition of the targets has taken effect, by that edition's rule.
    ///
    /// It is the same clock when the rule is ``RunningCaseRule/keep``, when it has ended, or when the edition has no target
    /// of its metric for the case. Where the target has the same calendar, pauses and landing the change is an event in its
    /// history; otherwise the clock goes on as ``continued(as:priority:by:at:from:in:zone:version:)`` says.
    ///
    /// - Parameters:
    ///   - target: the target of the edition that holds for the case, if any.
    ///   - old: the open hours of the clock's own calendar.
    ///   - new: those of the target's calendar.
    /// - Throws: `Refusal` when the clock can take no more events.
    public func following(
        _ edition: TargetEdition, target: ServiceTarget?, priority: CasePriority, from old: OpenTime,
        in new: OpenTime, zone: ZoneRules = .utc
    ) throws(Refusal) -> ServiceClock {
        guard case .follow(let policy) = edition.runningCases, let target,
            status(at: edition.effectiveFrom, in: old).phase.isOpen
        else { return self }
        let reasons = target.pausesOn ?? PauseReason.allCases.filter(target.metric.pausesOn).sorted()
        let isSameMeasure =
            calendar == target.calendar && landing == target.landing && pausesOn == reasons
            && old.fingerprint == new.fingerprint
        guard isSameMeasure else {
            return try continued(
                as: target, priority: priority, by: policy, at: edition.effectiveFrom, from: old, in: new, zone: zone,
                version: edition.version)
        }
        let begin = policy == .restart ? max(edition.effectiveFrom, startedAt) : startedAt
        let span = target.span(for: priority, from: begin, in: new, zone: zone)
        var clock = try ServiceClock(
            metric: metric, targetName: target.name, target: self.target, calendar: calendar, startedAt: startedAt,
            pausesOn: pausesOn, atRisk: target.atRisk, landing: landing, alreadyUsed: alreadyUsed,
            version: edition.version)
        clock.events = events
        try clock.apply(.retarget(span, policy), at: max(edition.effectiveFrom, startedAt))
        return clock
    }
}
