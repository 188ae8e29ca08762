import DeskPrimitives
import DeskSchedules

/// The rows of one attribute: which rules a value leaves possible.
struct AttributeIndex: Sendable {
    /// How a value finds its row.
    enum Domain: Sendable {
        /// A row for each declared symbol, and behind them one for a symbol that nobody declared.
        case symbols(SymbolTable)
        /// A row for false and one for true.
        case flags
        /// A row for each stretch between cut points; stretch n begins at cut n − 1.
        case cuts([Int64])
        /// As ``cuts(_:)``, on the wall clocks of a zone.
        case week([Int64], ZoneRules)
        /// The rows of ``SetRows``.
        case sets(SymbolTable, SetRows)
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

    let domain: Domain
    /// Where the rows begin, as the domain counts them; −1 stands for a row that rules nothing out.
    let rows: [Int]
    /// The row for a missing attribute.
    let missing: Int

    /// The rows in which a rule must stand for a contact with this value.
    func collect(_ value: RoutingValue?, rows found: inout [Int], choices: inout [[Int]]) {
        switch (value, domain) {
        case (nil, _): add(missing, to: &found)
        case (.symbol(let name), .symbols(let table)):
            add(rows[table.position(name) ?? table.symbols.count], to: &found)
        case (.boolean(let flag), .flags): add(rows[flag ? 1 : 0], to: &found)
        case (.integer(let number), .cuts(let cuts)): add(rows[Self.stretch(number, cuts)], to: &found)
        case (.minuteOfWeek(let minute), .week(let cuts, _)):
            add(rows[Self.stretch(Int64(minute), cuts)], to: &found)
        case (.instant(let instant), .week(let cuts, let zone)):
            add(rows[Self.stretch(Int64(WeekRange.minute(at: instant, in: zone)), cuts)], to: &found)
        case (.set(let names), .sets(let table, let sets)):
            collect(names, table, sets, rows: &found, choices: &choices)
        default: break
        }
    }

    private func collect(
        _ names: [String], _ table: SymbolTable, _ sets: SetRows, rows found: inout [Int], choices: inout [[Int]]
    ) {
        var isPresent = [Bool](repeating: false, count: table.symbols.count)
        for name in names {
            if let position = table.position(name) { isPresent[position] = true }
        }
        var choice = sets.withoutAny.map { [$0] }
        for position in isPresent.indices {
            add(isPresent[position] ? sets.present[position] : sets.absent[position], to: &found)
            if isPresent[position], sets.any[position] >= 0 { choice?.append(sets.any[position]) }
        }
        add(names.isEmpty ? sets.content.none : sets.content.some, to: &found)
        if let choice { choices.append(choice) }
    }

    private func add(_ row: Int, to found: inout [Int]) {
        if row >= 0 { found.append(row) }
    }

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
