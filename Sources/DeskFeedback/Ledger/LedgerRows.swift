import DeskPrimitives

/// The counts of every node and day in dense rows; a path is looked up once and its rows are numbers from then on.
struct LedgerRows: Sendable {
    private struct Leaf: Hashable {
        let node: NodePath
        let day: Int
    }

    private var numbers: [TallyRow.Key: Int] = [:]
    private var leaves: [Leaf: [Int]] = [:]
    private var counters = TallyCounters(rows: 0)
    /// What the counters have no place for: invitations and lags.
    private var others: [Tally] = []

    private mutating func rows(for node: NodePath, _ day: Int) -> [Int] {
        let leaf = Leaf(node: node, day: day)
        if let known = leaves[leaf] { return known }
        let found = ((try? TallyRow.rows(for: node, day: day)) ?? []).map { key -> Int in
            if let number = numbers[key] { return number }
            let number = others.count
            numbers[key] = number
            counters.appendRow()
            others.append(.zero)
            return number
        }
        leaves[leaf] = found
        return found
    }

    /// Counts a state, or takes it out; a withdrawn one counts nowhere.
    mutating func count(_ event: LedgerAnswer, by step: Int) {
        guard let scores = event.scores, let code = try? ScoreCode(scores, isComplete: event.isComplete) else { return }
        for row in rows(for: event.node, event.day) {
            if step > 0 { counters.add(Int(code.bits), to: row) } else { counters.subtract(Int(code.bits), from: row) }
            if let lag = event.lag { others[row].lagLanes[LagHistogram.lane(of: lag)] &+= Int64(step) }
        }
    }

    /// Adds to every row of a path what the counters have no place for.
    mutating func count(_ delta: Tally, for node: NodePath, day: Int) {
        for row in rows(for: node, day) { others[row] += delta }
    }

    private func tally(row: Int) -> Tally { counters.tally(of: row) + others[row] }

    func tally(_ level: TallyRow.Level, _ node: String, days: Range<Int>) -> Tally {
        // Whichever is shorter: the days, or what there is.
        if days.count <= numbers.count {
            return days.reduce(into: Tally.zero) { sum, day in
                if let row = numbers[TallyRow.Key(checked: level, node, day)] { sum += tally(row: row) }
            }
        }
        return numbers.reduce(into: Tally.zero) { sum, entry in
            let key = entry.key
            if key.level == level, key.node == node, days.contains(key.day) { sum += tally(row: entry.value) }
        }
    }

    func nodes(of level: TallyRow.Level) -> [String] {
        Set(numbers.keys.filter { $0.level == level }.map(\.node)).sorted()
    }

    /// Every row that is not zero, by key.
    func all() -> [(key: TallyRow.Key, tally: Tally)] {
        numbers.map { (key: $0.key, tally: tally(row: $0.value)) }.filter { $0.tally != .zero }
            .sorted { $0.key < $1.key }
    }
}

extension Tally {
    /// All counts, eight bytes each.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for lane in 0..<11 { bytes.append(number: UInt64(bitPattern: recommendLanes[lane])) }
        for lane in 0..<7 { bytes.append(number: UInt64(bitPattern: effortLanes[lane])) }
        for lane in 0..<18 { bytes.append(number: UInt64(bitPattern: jointLanes[lane])) }
        for lane in 0..<4 { bytes.append(number: UInt64(bitPattern: responseLanes[lane])) }
        for lane in 0..<15 { bytes.append(number: UInt64(bitPattern: lagLanes[lane])) }
        return bytes
    }
}
