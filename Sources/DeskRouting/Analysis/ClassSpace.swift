import DeskPrimitives

/// The values of every attribute in classes that no rule tells apart, with the rules that each class leaves possible.
///
/// The rows are those of the index, so analyses and decisions cannot disagree.
final class ClassSpace {
    /// One attribute that some rule tests.
    struct Dimension {
        /// Its position among the attributes.
        let attribute: Int
        let index: AttributeIndex
        let isOpen: Bool
        /// Where the row of each class begins, in words; the class of a missing attribute is the last.
        ///
        /// Empty for sets.
        let rows: [Int]
        /// Where the row of a missing attribute begins; nil when it is never missing.
        let missing: Int?
        /// The first class, behind stretches no value lies in.
        let firstClass: Int
        /// By class of a number or time, the rules with a range that begins there.
        let entering: [[Int]]

        var isSet: Bool { index.domain == .sets }
    }

    let attributes: [RoutingAttribute]
    let cells: [[CompiledCell?]]
    let ruleCount: Int
    /// Words of a row.
    let stride: Int
    let bits: [UInt64]
    let fullRow: Int
    let dimensions: [Dimension]
    /// What no contact passes, rule by rule: the dimensions on which nothing is accepted.
    let impossible: [Int: [Int]]

    init(_ schemas: [AttributeSchema], cells: [[CompiledCell?]], index: RoutingIndex, domain: AnalysisDomain) {
        attributes = schemas.map(\.attribute)
        self.cells = cells
        ruleCount = index.ruleCount
        bits = index.planes.words()
        stride = index.planes.blocksPerRow * 4
        fullRow = index.everyRule * 4
        let full = fullRow
        dimensions = index.attributes.indices.compactMap { position in
            guard cells[position].contains(where: { $0 != nil }) else { return nil }
            return Dimension(
                index.attributes[position], at: position, cells: cells[position], full: full,
                isOpen: domain.isOpen(schemas[position].attribute.name))
        }
        var impossible: [Int: [Int]] = [:]
        for (number, dimension) in dimensions.enumerated() {
            for rule in 0..<ruleCount {
                guard let cell = cells[dimension.attribute][rule] else { continue }
                if !Self.accepts(cell, dimension) { impossible[rule, default: []].append(number) }
            }
        }
        self.impossible = impossible
    }

    /// Whether a bit stands in the row that begins at a word.
    @inline(__always)
    func has(_ rule: Int, at row: Int) -> Bool { bits[row + rule / 64] & (1 << UInt64(rule % 64)) != 0 }

    // MARK: Boxes

    /// The classes of a dimension that all of some rules accept.
    func box(_ rules: [Int], _ number: Int) -> [Int] {
        let dimension = dimensions[number]
        var ranges: [ClosedRange<Int>]?
        if rules.count == 1, case .spans(let spans)? = cells[dimension.attribute][rules[0]]?.accepted {
            let last = dimension.rows.count - (dimension.missing == nil ? 1 : 2)
            ranges = spans.compactMap { dimension.classes(of: $0, last: last) }
        }
        guard let ranges else {
            return (dimension.firstClass..<dimension.rows.count).filter { number in
                rules.allSatisfy { has($0, at: dimension.rows[number]) }
            }
        }
        var classes = ranges.flatMap(Array.init)
        if let missing = dimension.missing, has(rules[0], at: missing) { classes.append(dimension.rows.count - 1) }
        return classes
    }

    private static func accepts(_ cell: CompiledCell, _ dimension: Dimension) -> Bool {
        if dimension.missing != nil, cell.acceptsMissing { return true }
        switch cell.accepted {
        case .nothing: return false
        case .anything, .flag: return true
        case .spans(let spans): return !spans.isEmpty
        case .symbols(let listed, let negated):
            return negated ? dimension.isOpen || listed.count < dimension.index.table.symbols.count : !listed.isEmpty
        case .sets(let cell): return dimension.admits([cell])
        }
    }

    // MARK: Overlaps

    /// The rules before `limit` that some contact matches together with a rule that can be matched.
    ///
    /// - Parameter steps: What was looked at is added.
    func overlapping(_ rule: Int, before limit: Int, steps: inout Int) -> [Int] {
        let words = (limit + 63) / 64
        guard words > 0 else { return [] }
        var alive = [UInt64](repeating: .max, count: words)
        if limit % 64 != 0 { alive[words - 1] = (1 << UInt64(limit % 64)) - 1 }
        for (number, dimension) in dimensions.enumerated() where !dimension.isSet {
            guard let cell = cells[dimension.attribute][rule] else { continue }
            intersect(&alive, with: cell, rule, number, &steps)
        }
        var found: [Int] = []
        for word in alive.indices {
            var rest = alive[word]
            while rest != 0 {
                let other = word * 64 + rest.trailingZeroBitCount
                rest &= rest - 1
                if impossible[other] == nil, meet(rule, other) { found.append(other) }
            }
        }
        return found
    }

    /// Keeps the rules that accept a class that the rule accepts.
    private func intersect(
        _ alive: inout [UInt64], with cell: CompiledCell, _ rule: Int, _ number: Int, _ steps: inout Int
    ) {
        let dimension = dimensions[number]
        var union = [UInt64](repeating: 0, count: alive.count)
        func add(_ row: Int) {
            for word in union.indices { union[word] |= bits[row + word] }
            steps += union.count
        }
        if case .spans(let spans) = cell.accepted {
            let last = dimension.rows.count - (dimension.missing == nil ? 1 : 2)
            for span in spans {
                guard let classes = dimension.classes(of: span, last: last) else { continue }
                add(dimension.rows[classes.lowerBound])
                for number in classes.dropFirst() {
                    steps += dimension.entering[number].count
                    for other in dimension.entering[number] where other < alive.count * 64 {
                        union[other / 64] |= 1 << UInt64(other % 64)
                    }
                }
            }
            if cell.acceptsMissing, let missing = dimension.missing { add(missing) }
        } else {
            for number in box([rule], number) { add(dimension.rows[number]) }
        }
        for word in alive.indices { alive[word] &= union[word] }
    }

    /// Whether two rules that overlap on all other attributes do on the sets too.
    private func meet(_ a: Int, _ b: Int) -> Bool {
        dimensions.allSatisfy { dimension in
            guard dimension.isSet else { return true }
            guard let first = cells[dimension.attribute][a], let second = cells[dimension.attribute][b] else {
                return true
            }
            if dimension.missing != nil, first.acceptsMissing, second.acceptsMissing { return true }
            var asked: [CompiledCell.SetCell] = []
            for cell in [first, second] {
                switch cell.accepted {
                case .sets(let cell): asked.append(cell)
                case .anything: break
                default: return false
                }
            }
            return dimension.admits(asked)
        }
    }
}

extension ClassSpace.Dimension {
    init(_ index: AttributeIndex, at attribute: Int, cells: [CompiledCell?], full: Int, isOpen: Bool) {
        func start(_ row: Int) -> Int { row < 0 ? full : row * 4 }
        self.attribute = attribute
        self.index = index
        self.isOpen = isOpen
        missing = index.isOptional ? start(index.missing) : nil
        var rows = index.rows.map(start)
        var first = 0
        var entering: [[Int]] = []
        switch index.domain {
        case .symbols: if !isOpen { rows.removeLast() }
        case .flags, .sets: break
        case .cuts, .week:
            if index.domain == .week {
                // No time lies before Monday 00:00 or behind Sunday 23:59.
                if index.cuts.first == 0 { first = 1 }
                if index.cuts.last == Int64(WeekRange.minutesPerWeek) { rows.removeLast() }
            }
            entering = Array(repeating: [], count: rows.count)
            for (rule, cell) in cells.enumerated() {
                guard case .spans(let spans) = cell?.accepted else { continue }
                for span in spans { entering[AttributeIndex.stretch(span.lowerBound, index.cuts)].append(rule) }
            }
        }
        if let missing, index.domain != .sets { rows.append(missing) }
        self.rows = rows
        firstClass = first
        self.entering = entering
    }

    /// The classes of a range of numbers or minutes.
    func classes(of span: ClosedRange<Int64>, last: Int) -> ClosedRange<Int>? {
        let low = max(firstClass, AttributeIndex.stretch(span.lowerBound, index.cuts))
        let high = min(last, AttributeIndex.stretch(span.upperBound, index.cuts))
        return low <= high ? low...high : nil
    }

    /// A value of a class; nil for the class of a missing attribute.
    func value(of number: Int) -> RoutingValue? {
        if missing != nil, number == rows.count - 1 { return nil }
        switch index.domain {
        case .symbols:
            let symbols = index.table.symbols
            return .symbol(number < symbols.count ? symbols[number] : Self.undeclared(symbols))
        case .flags: return .boolean(number == 1)
        case .cuts:
            if number > 0 { return .integer(index.cuts[number - 1]) }
            guard let cut = index.cuts.first else { return .integer(0) }
            return .integer(cut - 1)
        case .week:
            return .minuteOfWeek(number == 0 ? 0 : max(0, Int(index.cuts[number - 1])))
        case .sets: return .set([])
        }
    }

    /// A symbol that is not one of those declared.
    static func undeclared(_ symbols: [String]) -> String {
        var name = "other"
        while symbols.contains(name) { name += "*" }
        return name
    }

    /// Whether one set satisfies all of some cells.
    func admits(_ cells: [CompiledCell.SetCell]) -> Bool { example(of: cells) != nil }

    /// The positions of the symbols of a set that satisfies all of some cells, the number of symbols standing for one
    /// that nobody declared.
    func example(of cells: [CompiledCell.SetCell]) -> [Int]? {
        let none = Set(cells.flatMap(\.none))
        var chosen = Set(cells.flatMap(\.all))
        guard chosen.isDisjoint(with: none) else { return nil }
        for choice in cells.compactMap(\.any) where chosen.isDisjoint(with: choice) {
            guard let first = choice.first(where: { !none.contains($0) }) else { return nil }
            chosen.insert(first)
        }
        if cells.contains(where: { $0.empty == true }), !chosen.isEmpty { return nil }
        if cells.contains(where: { $0.empty == false }), chosen.isEmpty {
            if cells.contains(where: { $0.empty == true }) { return nil }
            let count = index.table.symbols.count
            guard let any = (0..<count).first(where: { !none.contains($0) }) ?? (isOpen ? count : nil) else {
                return nil
            }
            chosen.insert(any)
        }
        return chosen.sorted()
    }
}
