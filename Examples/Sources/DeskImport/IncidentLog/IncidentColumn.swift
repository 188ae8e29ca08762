import DeskPrimitives

/// The columns of the log that the importer reads; the raw value is the name in the header.
enum IncidentColumn: String, CaseIterable {
    case number
    case state = "incident_state"
    case changeCount = "sys_mod_count"
    case updatedAt = "sys_updated_at"
    case openedAt = "opened_at"
    case contactType = "contact_type"
    case caller = "caller_id"
    case category
    case priority
    case team = "assignment_group"
    case agent = "assigned_to"
    case handOvers = "reassignment_count"
    case reopens = "reopen_count"
    case targetsKept = "made_sla"
}

/// Where each column stands in this log.
struct IncidentHeader: Sendable {
    let fieldCount: Int
    private let places: [Int]

    /// Finds the columns by name in the record that a reader holds, in whatever order they come.
    init(of reader: CSVReader) throws(Refusal) {
        var places = [Int](repeating: -1, count: IncidentColumn.allCases.count)
        for place in 0..<reader.fieldCount {
            guard let column = reader.text(of: place).flatMap(IncidentColumn.init(rawValue:)) else { continue }
            guard places[column.order] < 0 else {
                throw Refusal(
                    .duplicateName, "the header has the column \(column.rawValue) twice",
                    at: .line(reader.line).column(place + 1))
            }
            places[column.order] = place
        }
        if let missing = IncidentColumn.allCases.first(where: { places[$0.order] < 0 }) {
            throw Refusal(.malformed, "the header has no column \(missing.rawValue)", at: .line(reader.line))
        }
        fieldCount = reader.fieldCount
        self.places = places
    }

    subscript(column: IncidentColumn) -> Int { places[column.order] }
}

extension IncidentColumn {
    /// The position among all cases.
    fileprivate var order: Int {
        switch self {
        case .number: 0
        case .state: 1
        case .changeCount: 2
        case .updatedAt: 3
        case .openedAt: 4
        case .contactType: 5
        case .caller: 6
        case .category: 7
        case .priority: 8
        case .team: 9
        case .agent: 10
        case .handOvers: 11
        case .reopens: 12
        case .targetsKept: 13
        }
    }
}
