public import DeskPrimitives

/// A period that was closed: what was reported of it, for good.
public struct ClosedPeriod: Hashable, Sendable, Codable {
    /// What was reported.
    public let report: PeriodReport

    /// Closes a period.
    public init(_ report: PeriodReport) { self.report = report }
}

extension ClosedPeriod: RecordContent {
    public static let collection = RecordCollection("closed-period")
    /// The period's first day and the day after its last one.
    public var recordID: ByteKey { Self.recordKey(of: report.days).id }
    public var indexEntries: [IndexEntry] { [] }

    /// Where the record of a period is stored.
    public static func recordKey(of days: Range<Int>) -> RecordKey {
        RecordKey(
            collection,
            ByteKey.composed {
                $0.append(Int64(days.lowerBound))
                $0.append(Int64(days.upperBound))
            })
    }
}

/// A closed period as one viewer may see it: as it was reported, and as it is known now.
///
/// What came late is shown in steps of several answers only (``ScoreRelease``), so that a change does not tell a single one.
public struct ScoreRestatement: Hashable, Sendable {
    /// As it was reported.
    public let asReported: ScoreBoard.Row
    /// As it is known now; as it was reported while too little has changed.
    public let restated: ScoreBoard.Row
    /// When the period was closed.
    public let closedAt: Instant

    /// Puts the two beside each other.
    public init(asReported: ScoreBoard.Row, restated: ScoreBoard.Row, closedAt: Instant) {
        self.asReported = asReported
        self.restated = restated
        self.closedAt = closedAt
    }

    /// Whether anything that may be shown has changed since.
    public var isChanged: Bool { asReported.estimates != restated.estimates }
}

extension ScoreRestatement: Explained {
    public func sentence(in language: LanguageTag) -> String {
        let before = asReported.sentence(in: language)
        guard isChanged else {
            return language.pick(en: "As reported. \(before)", fi: "Kuten raportoitu. \(before)")
        }
        let after = restated.sentence(in: language)
        return language.pick(
            en: "As reported: \(before) Restated: \(after)", fi: "Raportoitu: \(before) Tarkistettu: \(after)")
    }
}
