import DeskPrimitives

/// Whether rules of which no two overlap leave a gap, by counting: they cover everything exactly when the classes in
/// them add up to all classes there are.
///
/// Complete tables without a catch-all rule are the hard case of the search and the easy case of this. Where there is
/// a gap, some class of the first attribute has too few covered, and so on to a contact, without ever going back.
struct DisjointCover {
    private let space: ClassSpace
    private let rules: [Int]
    /// Classes of each dimension in the box of each rule.
    private let boxes: [[[Int]]]

    /// Nil when counting does not work: for sets, whose values are too many, or numbers that grow too large.
    init?(_ space: ClassSpace, rules: [Int]) {
        guard !space.dimensions.contains(where: \.isSet) else { return nil }
        var total = BigCount.one
        for dimension in space.dimensions {
            guard total.multiply(by: dimension.rows.count - dimension.firstClass) else { return nil }
        }
        self.space = space
        self.rules = rules
        boxes = space.dimensions.indices.map { number in rules.map { space.box([$0], number) } }
    }

    /// What a search would say.
    func answer(steps: inout Int, limit: Int) -> CoverSearch.Answer {
        var alive = Array(rules.indices)
        // By rule, the classes in the later dimensions; by dimension, all of them.
        var volumes = Array(repeating: [BigCount](), count: space.dimensions.count + 1)
        var totals = [BigCount.one]
        volumes[space.dimensions.count] = Array(repeating: .one, count: rules.count)
        for number in space.dimensions.indices.reversed() {
            let dimension = space.dimensions[number]
            var (total, rest) = (totals[totals.count - 1], volumes[number + 1])
            _ = total.multiply(by: dimension.rows.count - dimension.firstClass)
            for rule in rules.indices { _ = rest[rule].multiply(by: boxes[number][rule].count) }
            totals.append(total)
            volumes[number] = rest
        }
        totals.reverse()
        var covered = BigCount.zero
        for volume in volumes[0] { covered.add(volume) }
        guard covered != totals[0] else { return .covers(rules) }
        var path: [(dimension: Int, choice: SignatureList.Choice)] = []
        for (number, dimension) in space.dimensions.enumerated() {
            var sums = [BigCount](repeating: .zero, count: dimension.rows.count)
            for rule in alive {
                steps += boxes[number][rule].count
                for value in boxes[number][rule] { sums[value].add(volumes[number + 1][rule]) }
            }
            guard steps <= limit,
                let value = (dimension.firstClass..<dimension.rows.count).first(where: {
                    sums[$0] != totals[number + 1]
                })
            else { return .unknown }
            alive = alive.filter { space.has(rules[$0], at: dimension.rows[value]) }
            path.append((number, .value(value)))
        }
        return .leaves(space.contact(path: path, box: []))
    }
}

/// A count of up to 128 bits.
struct BigCount: Equatable {
    private var high: UInt64
    private var low: UInt64

    static let zero = BigCount(high: 0, low: 0)
    static let one = BigCount(high: 0, low: 1)

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// False when the product would not fit.
    mutating func multiply(by factor: Int) -> Bool {
        let factor = UInt64(max(0, factor))
        let product = low.multipliedFullWidth(by: factor)
        let (upper, overflow) = high.multipliedReportingOverflow(by: factor)
        let (sum, carry) = upper.addingReportingOverflow(product.high)
        (high, low) = (sum, product.low)
        return !overflow && !carry
    }

    /// Adds a part of a whole that fits.
    mutating func add(_ other: BigCount) {
        let (sum, carry) = low.addingReportingOverflow(other.low)
        low = sum
        high = high &+ other.high &+ (carry ? 1 : 0)
    }
}
