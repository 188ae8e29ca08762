/// The kinds of sets that some rules tell apart, found symbol by symbol.
///
/// A set has exponentially many values, but a rule asks of it only that some symbols are there, some are not, and that
/// one of some is. So it is enough to keep, after each symbol, which rules are still possible and of which the symbol
/// asked for was seen, and to forget what another state makes needless.
struct SetClasses {
    private struct State {
        /// Rules that what was chosen so far does not exclude.
        var alive: [UInt64]
        /// Those of them that have one of the symbols they ask for, or ask for none in particular.
        var met: [UInt64]
        /// The rules in the box that still need one of the symbols they ask for, a bit for each.
        var wanting: UInt64
        var chosen: [Int]

        /// Whether whatever becomes of the other becomes of this one with no more rules left.
        func makesNeedless(_ other: State) -> Bool {
            guard chosen.isEmpty == other.chosen.isEmpty, wanting & ~other.wanting == 0 else { return false }
            for word in alive.indices
            where alive[word] & ~other.alive[word] != 0 || met[word] & alive[word] & ~other.met[word] != 0 {
                return false
            }
            return true
        }
    }

    private let space: ClassSpace
    private let dimension: ClassSpace.Dimension
    private let local: LocalRules
    /// The cells of the rules that must match.
    private let box: [CompiledCell.SetCell]

    /// Nil when no set that is there can match all of the box.
    init?(_ space: ClassSpace, _ dimension: ClassSpace.Dimension, box rules: [Int], _ local: LocalRules) {
        var box: [CompiledCell.SetCell] = []
        for rule in rules {
            switch space.cells[dimension.attribute][rule]?.accepted {
            case nil, .anything?: break
            case .sets(let cell)?: box.append(cell)
            default: return nil
            }
        }
        guard dimension.admits(box) else { return nil }
        self.space = space
        self.dimension = dimension
        self.local = local
        self.box = box
    }

    private func row(_ start: Int) -> [UInt64] {
        start < 0 ? local.all : local.local(space.bits, at: start * 4)
    }

    /// The symbols that matter to the rules or the box, by position, and behind them the first that does not.
    private func symbols() -> [Int] {
        var found: Set<Int> = []
        func add(_ cell: CompiledCell.SetCell) { found.formUnion((cell.any ?? []) + cell.all + cell.none) }
        for cell in box { add(cell) }
        for rule in local.rules {
            if case .sets(let cell)? = space.cells[dimension.attribute][rule]?.accepted { add(cell) }
        }
        let count = dimension.index.table.symbols.count
        let other = (0..<count).first { !found.contains($0) } ?? (dimension.isOpen ? count : nil)
        return found.sorted() + (other.map { [$0] } ?? [])
    }

    /// Appends a signature for each kind of set in the box; false when the budget ends.
    func append(to list: inout SignatureList, steps: inout Int, limit: Int) -> Bool {
        let rows = dimension.index.sets
        let count = dimension.index.table.symbols.count
        let asked = box.compactMap(\.any)
        var states = [
            State(
                alive: local.all, met: rows.withoutAny.map { row($0) } ?? local.all,
                wanting: asked.count < 64 ? (1 << UInt64(asked.count)) - 1 : .max, chosen: [])
        ]
        guard asked.count <= 64 else { return false }
        let (required, forbidden) = (Set(box.flatMap(\.all)), Set(box.flatMap(\.none)))
        let mustBeEmpty = box.contains { $0.empty == true }
        for symbol in symbols() {
            let isDeclared = symbol < count
            let present = isDeclared ? row(rows.present[symbol]) : local.all
            let absent = isDeclared ? row(rows.absent[symbol]) : local.all
            let offered = isDeclared && rows.any[symbol] >= 0 ? row(rows.any[symbol]) : nil
            var fills: UInt64 = 0
            for (number, choice) in asked.enumerated() where choice.contains(symbol) { fills |= 1 << UInt64(number) }
            var next: [State] = []
            for state in states {
                if !required.contains(symbol) {
                    var state = state
                    for word in 0..<local.width { state.alive[word] &= absent[word] }
                    next.append(state)
                }
                if !forbidden.contains(symbol), !mustBeEmpty {
                    var state = state
                    state.chosen.append(symbol)
                    state.wanting &= ~fills
                    for word in 0..<local.width {
                        state.alive[word] &= present[word]
                        if let offered { state.met[word] |= offered[word] }
                    }
                    next.append(state)
                }
            }
            steps += next.count * local.width
            states = Self.pruned(next, width: local.width, steps: &steps)
            if steps > limit { return false }
        }
        let (some, none) = (row(rows.content.some), row(rows.content.none))
        let mustHaveSome = box.contains { $0.empty == false }
        for state in states where state.wanting == 0 && !(mustHaveSome && state.chosen.isEmpty) {
            let content = state.chosen.isEmpty ? none : some
            list.append(
                (0..<local.width).map { state.alive[$0] & state.met[$0] & content[$0] }, .set(state.chosen))
        }
        return true
    }

    private static func pruned(_ states: [State], width: Int, steps: inout Int) -> [State] {
        guard states.count <= 512 else {
            var seen: Set<[UInt64]> = []
            return states.filter { state in
                seen.insert(state.alive + state.met + [state.wanting, state.chosen.isEmpty ? 0 : 1]).inserted
            }
        }
        var kept: [State] = []
        for state in states {
            steps += kept.count * width
            if kept.contains(where: { $0.makesNeedless(state) }) { continue }
            kept.removeAll { state.makesNeedless($0) }
            kept.append(state)
        }
        return kept
    }
}
