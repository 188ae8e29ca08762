public import DeskPrimitives

/// The priority that follows from how many are hit (impact) and how soon it hurts (urgency).
///
/// Both run from 1 (most) to 3 (least). In a policy document it is three rows, one for each impact, of three priorities,
/// one for each urgency:
///
///     [["critical", "high", "normal"], ["high", "normal", "low"], ["normal", "low", "low"]]
public struct PriorityMatrix: Hashable, Sendable {
    /// The priorities: a row for each impact, in it one for each urgency.
    public let rows: [[CasePriority]]

    /// The usual matrix of incident management.
    public static let standard = PriorityMatrix(
        checked: [[.critical, .high, .normal], [.high, .normal, .low], [.normal, .low, .low]])

    private init(checked rows: [[CasePriority]]) { self.rows = rows }

    /// Creates a complete matrix.
    ///
    /// - Throws: `Refusal` with code `malformed` unless there are three rows of three priorities.
    public init(_ rows: [[CasePriority]]) throws(Refusal) {
        guard rows.count == 3 else { throw Refusal(.malformed, "three rows are needed, one for each impact") }
        for (index, row) in rows.enumerated() where row.count != 3 {
            throw Refusal(
                .malformed, "three priorities are needed, one for each urgency", at: Place([.index(index)]))
        }
        self.rows = rows
    }

    /// The priority of an impact and an urgency.
    ///
    /// - Throws: `Refusal` with code `outOfRange` outside 1 … 3.
    public func priority(impact: Int, urgency: Int) throws(Refusal) -> CasePriority {
        guard (1...3).contains(impact) else {
            throw Refusal(.outOfRange, "an impact is 1, 2 or 3", at: .field("impact"))
        }
        guard (1...3).contains(urgency) else {
            throw Refusal(.outOfRange, "an urgency is 1, 2 or 3", at: .field("urgency"))
        }
        return rows[impact - 1][urgency - 1]
    }
}

extension PriorityMatrix: Codable {
    /// Reads and checks the rows.
    public init(from decoder: any Decoder) throws {
        let rows = try decoder.singleValueContainer().decode([[CasePriority]].self)
        do throws(Refusal) {
            try self.init(rows)
        } catch {
            throw decoder.failure(error)
        }
    }

    /// Writes the rows.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rows)
    }
}
