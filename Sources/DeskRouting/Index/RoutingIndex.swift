import DeskPrimitives

/// The bit-vector index of a table: a row of bits, one for each rule, for every class of values of every attribute.
///
/// A contact stands in one row (or a few, for a set) of each attribute; the rules that match are those with a bit in
/// all of them, and the first bit is the first rule. Explanations read the same rows, so they cannot disagree with
/// decisions. This is the packet-classification bit vector of Lakshman and Stiliadis (SIGCOMM 1998).
struct RoutingIndex: Sendable {
    /// Memory that an index may take; larger tables are refused.
    static let byteLimit = 256 << 20

    let planes: BitPlanes
    let everyRule: Int
    let attributes: [AttributeIndex]
    let ruleCount: Int
    /// The attributes in the order of their names.
    private let byName: [Int]
    /// By attribute, its lane: those that usually leave the fewest rules come first, so that the others are seldom read.
    private let lanes: [Int]
    /// Lanes that attributes other than sets keep.
    private let laneCount: Int

    /// Builds the index from the cells of each attribute, rule by rule.
    init(_ schemas: [AttributeSchema], cells: [[CompiledCell?]], ruleCount: Int) {
        var planes = BitPlanes(bits: ruleCount)
        everyRule = planes.append(BitRow(full: ruleCount))
        let attributes = zip(schemas, cells).map { schema, cells in
            AttributeIndex(schema, cells: cells, planes: &planes)
        }
        self.planes = planes
        self.attributes = attributes
        let plain = attributes.indices.filter { attributes[$0].domain != .sets }
        let shares = attributes.map { planes.share(of: $0.rows) }
        let order = plain.sorted { (shares[$0], $0) < (shares[$1], $1) }
        var lanes = [Int](repeating: 0, count: attributes.count)
        for (lane, attribute) in order.enumerated() { lanes[attribute] = lane }
        self.lanes = lanes
        laneCount = plain.count
        let names = attributes.map(\.name)
        byName = names.indices.sorted { names[$0] < names[$1] }
        self.ruleCount = ruleCount
    }

    /// The bytes an index will take at most.
    static func byteCount(_ schemas: [AttributeSchema], cells: [[CompiledCell?]], ruleCount: Int) -> Int {
        let rows = zip(schemas, cells).reduce(1) { $0 + AttributeIndex.rowCount($1.0, cells: $1.1) }
        let (bytes, overflow) = rows.multipliedReportingOverflow(by: BitPlanes(bits: ruleCount).blocksPerRow * 32)
        return overflow ? .max : bytes
    }

    /// Facts in the form of the index.
    ///
    /// - Throws: `Refusal` at the name of an attribute that is required and missing, or cannot have its value.
    func key(_ facts: RoutingFacts, table: CompiledTable) throws(Refusal) -> RoutingKey.Storage {
        var rows = KeyRows(everyRule: everyRule, lanes: laneCount)
        var position = 0
        // Both are in the order of names, so one walk finds all.
        for number in byName {
            let attribute = attributes[number]
            try attribute.collect(facts.next(attribute.name, &position), into: &rows, lane: lanes[number])
        }
        return RoutingKey.Storage(table: table, rows: rows, facts: facts)
    }

    /// The first rule that matches, −1 for none.
    @inline(__always)
    func first(_ key: RoutingKey.Storage) -> Int { planes.first(in: key.rows) }

    /// All rules that match, in order.
    func all(_ key: RoutingKey.Storage) -> [Int] { planes.all(in: key.rows) }

    /// Whether a rule's condition on one attribute holds.
    func holds(rule: Int, attribute: Int, _ value: RoutingValue?) throws(Refusal) -> Bool {
        var rows = KeyRows(everyRule: everyRule, lanes: 1)
        try attributes[attribute].collect(value, into: &rows, lane: 0)
        return planes.contains(rule, in: rows)
    }
}
