import DeskPrimitives

/// A table that was checked, with its index: what ``RoutingTable``, its keys and its decisions share.
final class CompiledTable: Sendable {
    let attributes: [RoutingAttribute]
    let schemas: [AttributeSchema]
    let rules: [RoutingRule]
    let otherwise: RoutingOutcome?
    let policy: HitPolicy
    let merge: CollectMerge
    let warnings: [RoutingFinding]
    let fingerprint: RoutingFingerprint
    let index: RoutingIndex
    private let positions: [String: Int]

    init(
        schemas: [AttributeSchema], rules: [RoutingRule], otherwise: RoutingOutcome?, policy: HitPolicy,
        merge: CollectMerge,
        warnings: [RoutingFinding], index: RoutingIndex
    ) {
        self.schemas = schemas
        attributes = schemas.map(\.attribute)
        self.rules = rules
        self.otherwise = otherwise
        self.policy = policy
        self.merge = merge
        self.warnings = warnings
        self.index = index
        positions = Dictionary(rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let form = CanonicalForm(
            .second, policy, merge, attributes: attributes, rules: rules, otherwise: otherwise)
        fingerprint = RoutingFingerprint(digest: SHA256.digest(form.bytes))
    }

    /// The fingerprint of 64 bits as it was before: FNV-1a over the first canonical form.
    var oldFingerprint: RoutingFingerprint {
        let form = CanonicalForm(.first, policy, merge, attributes: attributes, rules: rules, otherwise: otherwise)
        var bits: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in form.bytes { bits = (bits ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return RoutingFingerprint(old: bits)
    }

    /// Where a rule stands.
    func position(of rule: String) -> Int? { positions[rule] }

    /// What the rules ask of each attribute, rule by rule.
    func cells() -> [[CompiledCell?]] { Self.cells(schemas, rules) }

    static func cells(_ schemas: [AttributeSchema], _ rules: [RoutingRule]) -> [[CompiledCell?]] {
        var cells = schemas.map { _ in [CompiledCell?](repeating: nil, count: rules.count) }
        let positions = Dictionary(
            schemas.enumerated().map { ($1.attribute.name, $0) }, uniquingKeysWith: { first, _ in first })
        for (number, rule) in rules.enumerated() {
            for condition in rule.conditions {
                guard let position = positions[condition.attribute] else { continue }
                cells[position][number] = CompiledCell(condition, symbols: schemas[position].symbols)
            }
        }
        return cells
    }

    /// What a key was made from, as far as the table asks for it.
    func facts(of key: RoutingKey) -> RoutingFacts {
        key.storage.facts.restricted { name in attributes.contains { $0.name == name } }
    }

    /// The facts in the form of this table.
    func key(for facts: RoutingFacts) throws(Refusal) -> RoutingKey {
        RoutingKey(storage: try index.key(facts, table: self))
    }
}
