import DeskPrimitives
import DeskSchedules

/// The rows of one attribute: which rules a value leaves possible.
///
/// A class, so that passing over the attributes of a table copies nothing.
final class AttributeIndex: Sendable {
    /// How a value finds its row.
    enum Domain: Sendable {
        /// A row for each declared symbol, and behind them one for a symbol that nobody declared.
        case symbols
        /// A row for false and one for true.
        case flags
        /// A row for each stretch between cut points; stretch n begins at cut n − 1.
        case cuts
        /// As ``cuts``, on the wall clocks of a zone.
        case week
        /// The rows of ``SetRows``.
        case sets
    }

    /// The rows of a set, by the position of the symbol; −1 stands for a row that rules nothing out.
    struct SetRows: Sendable {
        /// Rules that the presence of the symbol leaves possible.
        var present: [Int] = []
        /// Rules that its absence leaves possible.
        var absent: [Int] = []
        /// Rules of which the symbol is one of those asked for; −1 for none.
        var any: [Int] = []
        /// Rules that ask for no symbol in particular; nil when all are such.
        var withoutAny: Int?
        /// Rules possible for a set with something in it, and for an empty one.
        var content: (some: Int, none: Int) = (-1, -1)
    }

    let name: String
    let isOptional: Bool
    let typeName: String
    let domain: Domain
    /// The declared symbols; none for other domains than symbols and sets.
    let table: SymbolTable
    /// The cut points, ascending.
    let cuts: [Int64]
    let zone: ZoneRules
    /// Where the rows begin, as the domain counts them; −1 stands for a row that rules nothing out.
    let rows: [Int]
    let sets: SetRows
    /// The row for a missing attribute.
    let missing: Int

    /// Builds the rows of an attribute from the cells that rules have for it, one place for each rule.
    init(_ schema: AttributeSchema, cells: [CompiledCell?], planes: inout BitPlanes) {
        let builder = RowBuilder(cells: cells)
        let symbols = schema.symbols ?? SymbolTable([])
        name = schema.attribute.name
        isOptional = schema.attribute.isOptional
        typeName = schema.attribute.type.name
        table = symbols
        zone = schema.zone ?? .utc
        missing = builder.finish(builder.missing, &planes)
        var found: (cuts: [Int64], rows: [Int]) = ([], [])
        var sets = SetRows()
        switch schema.attribute.type {
        case .enumeration:
            domain = .symbols
            found.rows = builder.symbolRows(count: symbols.symbols.count, &planes)
        case .boolean:
            domain = .flags
            found.rows = builder.flagRows(&planes)
        case .integer:
            domain = .cuts
            found = builder.stretchRows(&planes)
        case .timeOfWeek:
            domain = .week
            found = builder.stretchRows(&planes)
        case .set:
            domain = .sets
            sets = builder.setRows(count: symbols.symbols.count, &planes)
        }
        (cuts, rows) = found
        self.sets = sets
    }

    /// The rows in which a rule must stand for a contact with this value.
    ///
    /// - Parameters:
    ///   - value: The value; nil when it is missing.
    ///   - found: Where the rows are put.
    ///   - lane: The lane kept for the attribute, unless it is a set.
    /// - Throws: `Refusal` at the name of the attribute when it cannot have the value.
    func collect(_ value: RoutingValue?, into found: inout KeyRows, lane: Int) throws(Refusal) {
        guard let value else {
            guard isOptional else {
                throw Refusal(.malformed, "“\(name)” is not optional and missing", at: .field(name))
            }
            return domain == .sets ? found.add(missing) : found.put(missing, lane: lane)
        }
        switch domain {
        case .symbols:
            guard case .symbol(let symbol) = value else { throw wrongType }
            found.put(rows[table.position(symbol) ?? table.symbols.count], lane: lane)
        case .flags:
            guard case .boolean(let flag) = value else { throw wrongType }
            found.put(rows[flag ? 1 : 0], lane: lane)
        case .cuts:
            guard case .integer(let number) = value else { throw wrongType }
            found.put(rows[stretch(number)], lane: lane)
        case .week:
            found.put(rows[stretch(Int64(try minute(value)))], lane: lane)
        case .sets:
            guard case .set(let names) = value else { throw wrongType }
            guard names.count <= RoutingTable.symbolCount else {
                throw Refusal(.tooLong, "a set of more than \(RoutingTable.symbolCount) symbols", at: .field(name))
            }
            collect(names, into: &found)
        }
    }

    private var wrongType: Refusal {
        Refusal(.malformed, "the value is no \(typeName) as “\(name)” is", at: .field(name))
    }

    private func minute(_ value: RoutingValue) throws(Refusal) -> Int {
        switch value {
        case .minuteOfWeek(let minute):
            guard (0..<WeekRange.minutesPerWeek).contains(minute) else {
                throw Refusal(.outOfRange, "a minute of the week is 0 to 10079", at: .field(name))
            }
            return minute
        case .instant(let instant):
            try Limits.check(instant, at: .field(name))
            return WeekRange.minute(at: instant, in: zone)
        default: throw wrongType
        }
    }

    private func collect(_ names: [String], into found: inout KeyRows) {
        var isPresent = [Bool](repeating: false, count: table.symbols.count)
        for name in names {
            if let position = table.position(name) { isPresent[position] = true }
        }
        var choice = sets.withoutAny.map { [$0] }
        for position in isPresent.indices {
            found.add(isPresent[position] ? sets.present[position] : sets.absent[position])
            if isPresent[position], sets.any[position] >= 0 { choice?.append(sets.any[position]) }
        }
        found.add(names.isEmpty ? sets.content.none : sets.content.some)
        if let choice { found.add(choice: choice) }
    }

    private func stretch(_ number: Int64) -> Int { Self.stretch(number, cuts) }

    /// How many cut points are not above a number.
    static func stretch(_ number: Int64, _ cuts: [Int64]) -> Int {
        var (low, high) = (0, cuts.count)
        while low < high {
            let middle = (low + high) / 2
            if cuts[middle] <= number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension AttributeIndex {
    /// How many rows the attribute will need at most, to be asked before memory is taken.
    static func rowCount(_ schema: AttributeSchema, cells: [CompiledCell?]) -> Int {
        switch schema.attribute.type {
        case .enumeration: return (schema.symbols?.symbols.count ?? 0) + 2
        case .boolean: return 3
        case .integer, .timeOfWeek: return RowBuilder.cuts(cells).count + 2
        case .set: return 3 * (schema.symbols?.symbols.count ?? 0) + 4
        }
    }
}

extension WeekRange {
    /// The minute of the week on the wall clocks of a zone.
    static func minute(at instant: Instant, in zone: ZoneRules) -> Int {
        let instant = min(max(instant, .earliest), .latest)
        // 1970-01-01 was a Thursday, day 3 of its week.
        let local = instant.secondsRoundedDown + Int64(zone.offset(at: instant)) + 3 * 86_400
        let second = local % 604_800
        return Int((second < 0 ? second + 604_800 : second) / 60)
    }
}
