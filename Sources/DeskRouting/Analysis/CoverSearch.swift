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
        /// The rules that accept every class of this and all later levels.
        var fullFromHere: [UInt64] = []
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
    private var proven: [Set<[UInt64]>] = []
    private var used: [UInt64] = []
    private var path: [SignatureList.Choice] = []

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
        var full = local.all
        for number in levels.indices.reversed() {
            let common = levels[number].list.common(local.all)
            for word in full.indices { full[word] &= common[word] }
            levels[number].fullFromHere = full
        }
        proven = Array(repeating: [], count: levels.count)
        used = Array(repeating: 0, count: local.width)
        path = []
        switch descend(0, local.all) {
        case .found: return .leaves(contact(box))
        case .covered: return .covers(local.rules(in: used))
        case .stopped: return .unknown
        }
    }

    /// The signatures of the attributes on which the rules do not all accept the whole box, those with few kinds first.
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
                for value in space.box(box, number) {
                    list.append(local.local(space.bits, at: dimension.rows[value]), .value(value))
                    steps += local.width
                    if steps > limit { return false }
                }
            }
            guard list.count == 0 || list.common(local.all) != local.all else { continue }
            levels.append(Level(dimension: number, list: list.minimal(within: local.all, steps: &steps)))
            if steps > limit { return false }
        }
        levels.sort { ($0.list.count, $0.dimension) < ($1.list.count, $1.dimension) }
        return true
    }

    private mutating func descend(_ number: Int, _ alive: [UInt64]) -> Step {
        if alive.allSatisfy({ $0 == 0 }) { return .found }
        guard number < levels.count else {
            use(alive)
            return .covered
        }
        let full = levels[number].fullFromHere
        let certain = zip(alive, full).map { $0 & $1 }
        if certain.contains(where: { $0 != 0 }) {
            use(certain)
            return .covered
        }
        if proven[number].contains(alive) { return .covered }
        let list = levels[number].list.minimal(within: alive, steps: &steps)
        guard steps <= limit else { return .stopped }
        for choice in 0..<list.count {
            path.append(list.choices[choice])
            let step = descend(number + 1, Array(list.row(choice)))
            if step != .covered { return step }
            path.removeLast()
        }
        proven[number].insert(alive)
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

    // MARK: The contact

    /// A contact in the box that takes the classes on the path.
    private func contact(_ box: [Int]) -> RoutingFacts {
        var facts = RoutingFacts()
        var chosen: [Int: SignatureList.Choice] = [:]
        for (level, choice) in zip(levels, path) { chosen[level.dimension] = choice }
        var tested: Set<Int> = []
        for (number, dimension) in space.dimensions.enumerated() {
            tested.insert(dimension.attribute)
            let name = space.attributes[dimension.attribute].name
            facts[name] = dimension.value(of: chosen[number] ?? simplest(number, box))
        }
        for (position, attribute) in space.attributes.enumerated() where !tested.contains(position) {
            if !attribute.isOptional { facts[attribute.name] = Self.anyValue(attribute.type) }
        }
        return facts
    }

    private func simplest(_ number: Int, _ box: [Int]) -> SignatureList.Choice {
        let dimension = space.dimensions[number]
        if let missing = dimension.missing, box.allSatisfy({ space.has($0, at: missing) }) {
            return dimension.isSet ? .missing : .value(dimension.rows.count - 1)
        }
        guard dimension.isSet else { return .value(space.box(box, number).first ?? dimension.firstClass) }
        let cells = box.compactMap { rule -> CompiledCell.SetCell? in
            guard case .sets(let cell)? = space.cells[dimension.attribute][rule]?.accepted else { return nil }
            return cell
        }
        return .set(dimension.example(of: cells) ?? [])
    }

    private static func anyValue(_ type: RoutingAttributeType) -> RoutingValue {
        switch type {
        case .enumeration(let values): .symbol(values.first ?? "")
        case .integer: .integer(0)
        case .boolean: .boolean(false)
        case .set: .set([])
        case .timeOfWeek: .minuteOfWeek(0)
        }
    }
}

extension ClassSpace.Dimension {
    func value(of choice: SignatureList.Choice) -> RoutingValue? {
        switch choice {
        case .value(let number): value(of: number)
        case .missing: nil
        case .set(let positions):
            .set(
                positions.map { position in
                    let symbols = index.table.symbols
                    return position < symbols.count ? symbols[position] : Self.undeclared(symbols)
                })
        }
    }
}
