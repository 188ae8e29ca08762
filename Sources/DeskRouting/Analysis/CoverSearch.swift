import DeskPrimitives

/// Whether some rules leave any contact over of those that match some other rules: the question behind dead rules and
/// gaps.
///
/// A depth-first search over the attributes with the set of rules still possible, which takes smaller sets first, leaves
/// out those a smaller one makes needless, and remembers what was proven.
struct CoverSearch {
    enum Answer {
        /// A contact is left over.
        case leaves(RoutingFacts)
        /// These rules cover everything.
        case covers([Int])
        case unknown
    }

    private struct Level {
        let dimension: Int
        let list: SignatureList
        /// The rules that accept every class.
        let full: [UInt64]
    }

    /// What was proven covered: the levels still open and the rules still possible.
    private struct Proven: Hashable {
        let open: UInt64
        let alive: [UInt64]
    }

    private enum Step {
        case found
        case covered
        case stopped
    }

    private let space: ClassSpace
    private(set) var steps = 0
    private let limit: Int
    private var levels: [Level] = []
    private var proven: Set<Proven> = []
    private var used: [UInt64] = []
    private var path: [(dimension: Int, choice: SignatureList.Choice)] = []

    init(_ space: ClassSpace, limit: Int) {
        self.space = space
        self.limit = limit
    }

    /// Looks for a contact that matches all of `box` and none of `rules`.
    ///
    /// - Parameter rules: Ascending, each of them possible.
    mutating func search(box: [Int], against rules: [Int]) -> Answer {
        let local = LocalRules(rules)
        guard build(box, local) else { return .unknown }
        guard !levels.contains(where: { $0.list.count == 0 }) else { return .covers([]) }
        proven = []
        used = Array(repeating: 0, count: local.width)
        path = []
        switch descend((1 << UInt64(levels.count)) &- 1, local.all) {
        case .found: return .leaves(space.contact(path: path, box: box))
        case .covered: return .covers(local.rules(in: used))
        case .stopped: return .unknown
        }
    }

    /// The signatures of the attributes on which the rules do not all accept the whole box.
    private mutating func build(_ box: [Int], _ local: LocalRules) -> Bool {
        levels = []
        for number in space.dimensions.indices {
            let dimension = space.dimensions[number]
            var list = SignatureList(width: local.width)
            if dimension.isSet {
                if dimension.missing != nil, let row = dimension.missing, box.allSatisfy({ space.has($0, at: row) }) {
                    list.append(local.local(space.bits, at: row), .missing)
                }
                if let classes = SetClasses(space, dimension, box: box, local) {
                    guard classes.append(to: &list, steps: &steps, limit: limit) else { return false }
                }
            } else {
                // A missing attribute first: of several examples the one with the least to it.
                var values = space.box(box, number)
                if dimension.missing != nil, values.last == dimension.rows.count - 1 {
                    values.insert(values.removeLast(), at: 0)
                }
                for value in values {
                    list.append(local.local(space.bits, at: dimension.rows[value]), .value(value))
                    steps += local.width
                    if steps > limit { return false }
                }
            }
            let full = list.common(local.all)
            guard list.count == 0 || full != local.all else { continue }
            let minimal = list.minimal(within: local.all, steps: &steps)
            levels.append(Level(dimension: number, list: minimal, full: full))
            if steps > limit { return false }
        }
        return true
    }

    /// Tries the classes of one open level, the one that leaves the fewest to try.
    private mutating func descend(_ open: UInt64, _ alive: [UInt64]) -> Step {
        if alive.allSatisfy({ $0 == 0 }) { return .found }
        var certain = alive
        var rest = open
        while rest != 0 {
            let full = levels[rest.trailingZeroBitCount].full
            rest &= rest - 1
            for word in certain.indices { certain[word] &= full[word] }
        }
        if certain.contains(where: { $0 != 0 }) {
            use(certain)
            return .covered
        }
        let state = Proven(open: open, alive: alive)
        if proven.contains(state) { return .covered }
        var best: (level: Int, list: SignatureList)?
        rest = open
        while rest != 0 {
            let level = rest.trailingZeroBitCount
            rest &= rest - 1
            let list = levels[level].list.minimal(within: alive, steps: &steps)
            guard steps <= limit else { return .stopped }
            if list.count < best?.list.count ?? .max { best = (level, list) }
            if list.count <= 1 { break }
        }
        guard let best else { return .covered }
        for choice in 0..<best.list.count {
            path.append((levels[best.level].dimension, best.list.choices[choice]))
            let step = descend(open & ~(1 << UInt64(best.level)), Array(best.list.row(choice)))
            if step != .covered { return step }
            path.removeLast()
        }
        proven.insert(state)
        return .covered
    }

    /// Notes the first rule that covers a part; one that was noted already is taken again.
    private mutating func use(_ rules: [UInt64]) {
        for word in rules.indices where rules[word] & used[word] != 0 { return }
        for word in rules.indices where rules[word] != 0 {
            used[word] |= rules[word] & (0 &- rules[word])
            return
        }
    }
}
