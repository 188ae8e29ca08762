/// Puts the bits of rules into rows.
struct RowBuilder {
    let cells: [CompiledCell?]
    /// Rules without a condition on the attribute, and those that accept anything that is there.
    private let free: BitRow
    /// Rules that a missing attribute leaves possible.
    let missing: BitRow

    init(cells: [CompiledCell?]) {
        self.cells = cells
        var free = BitRow(bits: cells.count)
        var missing = free
        for (rule, cell) in cells.enumerated() {
            guard let cell else {
                free[rule] = true
                missing[rule] = true
                continue
            }
            if case .anything = cell.accepted { free[rule] = true }
            if cell.acceptsMissing { missing[rule] = true }
        }
        self.free = free
        self.missing = missing
    }

    /// Stores a row, unless it rules nothing out.
    func finish(_ row: BitRow, _ planes: inout BitPlanes) -> Int {
        row.isFull ? -1 : planes.append(row)
    }

    func symbolRows(count: Int, _ planes: inout BitPlanes) -> [Int] {
        var usual = free
        var listed = [[(rule: Int, isIn: Bool)]](repeating: [], count: count)
        for (rule, cell) in cells.enumerated() {
            guard case .symbols(let positions, let negated) = cell?.accepted else { continue }
            usual[rule] = negated
            for position in positions { listed[position].append((rule, !negated)) }
        }
        var rows = listed.map { changes in
            var row = usual
            for change in changes { row[change.rule] = change.isIn }
            return finish(row, &planes)
        }
        rows.append(finish(usual, &planes))
        return rows
    }

    func flagRows(_ planes: inout BitPlanes) -> [Int] {
        [false, true].map { flag in
            var row = free
            for (rule, cell) in cells.enumerated() {
                if case .flag(flag) = cell?.accepted { row[rule] = true }
            }
            return finish(row, &planes)
        }
    }

    /// Where the answer of some cell changes, ascending.
    static func cuts(_ cells: [CompiledCell?]) -> [Int64] {
        var cuts: Set<Int64> = []
        for cell in cells {
            guard case .spans(let spans) = cell?.accepted else { continue }
            for span in spans {
                if span.lowerBound > .min { cuts.insert(span.lowerBound) }
                if span.upperBound < .max { cuts.insert(span.upperBound + 1) }
            }
        }
        return cuts.sorted()
    }

    func stretchRows(_ planes: inout BitPlanes) -> (cuts: [Int64], rows: [Int]) {
        let cuts = Self.cuts(cells)
        var row = free
        var changes = [[(rule: Int, isIn: Bool)]](repeating: [], count: cuts.count)
        for (rule, cell) in cells.enumerated() {
            guard case .spans(let spans) = cell?.accepted else { continue }
            for span in spans {
                if span.lowerBound == .min {
                    row[rule] = true
                } else {
                    changes[AttributeIndex.stretch(span.lowerBound, cuts) - 1].append((rule, true))
                }
                if span.upperBound < .max {
                    changes[AttributeIndex.stretch(span.upperBound + 1, cuts) - 1].append((rule, false))
                }
            }
        }
        var rows = [finish(row, &planes)]
        for change in changes {
            // A rule's ranges are apart, so at one cut it is never both left and entered.
            for (rule, isIn) in change { row[rule] = isIn }
            rows.append(finish(row, &planes))
        }
        return (cuts, rows)
    }

    func setRows(count: Int, _ planes: inout BitPlanes) -> AttributeIndex.SetRows {
        var content = (some: free, none: free)
        var withoutAny = BitRow(full: cells.count)
        var asksForAny = false
        let full = withoutAny
        var without = [BitRow?](repeating: nil, count: count)
        var with = without
        var any = without
        for (rule, cell) in cells.enumerated() {
            guard case .sets(let cell) = cell?.accepted else { continue }
            content.some[rule] = cell.empty != true
            content.none[rule] = cell.empty != false
            for position in cell.all { without[position, default: full][rule] = false }
            for position in cell.none { with[position, default: full][rule] = false }
            guard let asked = cell.any else { continue }
            asksForAny = true
            withoutAny[rule] = false
            for position in asked { any[position, default: BitRow(bits: cells.count)][rule] = true }
        }
        var rows = AttributeIndex.SetRows()
        rows.content = (finish(content.some, &planes), finish(content.none, &planes))
        for position in 0..<count {
            rows.present.append(with[position].map { planes.append($0) } ?? -1)
            rows.absent.append(without[position].map { planes.append($0) } ?? -1)
            rows.any.append(any[position].map { planes.append($0) } ?? -1)
        }
        if asksForAny { rows.withoutAny = planes.append(withoutAny) }
        return rows
    }
}

extension Array {
    fileprivate subscript<Value>(position: Int, default fallback: @autoclosure () -> Value) -> Value
    where Element == Value? {
        get { self[position] ?? fallback() }
        set { self[position] = newValue }
    }
}
