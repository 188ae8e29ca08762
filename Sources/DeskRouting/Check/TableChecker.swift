import DeskPrimitives
import DeskSchedules

/// Finds every mistake in a table and compiles one that has none.
struct TableChecker {
    private let policy: HitPolicy
    private let merge: CollectMerge
    private var schemas: [AttributeSchema] = []
    /// The names of all attributes, those too that were declared wrongly and whose tests are not judged.
    private var declared: Set<String>
    /// The schema of each attribute that was declared well.
    private var entries: [String: Int] = [:]
    private var found: [Refusal]
    private var warnings: [RoutingFinding] = []

    /// Checks the attributes; mistakes of a reader, and attributes it could not read, may be there already.
    init(
        attributes: [RoutingAttribute], policy: HitPolicy, merge: CollectMerge, broken: Set<String> = [],
        found: [Refusal] = [], indexes: [Int]? = nil
    ) {
        self.policy = policy
        self.merge = merge
        self.found = found
        declared = broken
        let place = Place.field("attributes")
        if attributes.count > RoutingTable.attributeCount {
            refuse(.tooLong, "more than \(RoutingTable.attributeCount) attributes", place)
        }
        for (number, attribute) in attributes.prefix(RoutingTable.attributeCount).enumerated() {
            check(attribute, at: place.index(indexes?[number] ?? number))
        }
    }

    /// Checks the rules and compiles the table.
    mutating func compile(_ rules: [RoutingRule], _ otherwise: RoutingOutcome?) throws(RoutingTableErrors)
        -> CompiledTable
    {
        checkAll(rules)
        for mistake in otherwise?.mistakes() ?? [] { found.append(mistake.within(.field("otherwise"))) }
        if policy == .collect { checkCollected(rules) }
        try stop()
        let rules = rules.map(ordered)
        let cells = CompiledTable.cells(schemas, rules)
        if RoutingIndex.byteCount(schemas, cells: cells, ruleCount: rules.count) > RoutingIndex.byteLimit {
            refuse(.tooLong, "the rules name too many different values for an index of 256 MiB", .field("rules"))
        }
        try stop()
        let index = RoutingIndex(schemas, cells: cells, ruleCount: rules.count)
        if policy == .unique { found += OverlapCheck(schemas, rules, cells, index).mistakes() }
        try stop()
        return CompiledTable(
            schemas: schemas, rules: rules, otherwise: otherwise, policy: policy, merge: merge, warnings: warnings,
            index: index)
    }

    private func stop() throws(RoutingTableErrors) {
        guard !found.isEmpty else { return }
        throw RoutingTableErrors(found.enumerated().sorted { Self.order($0, $1) }.map(\.element))
    }

    /// In the order of the document: by section and element, then as they were found.
    private static func order(_ a: EnumeratedSequence<[Refusal]>.Element, _ b: EnumeratedSequence<[Refusal]>.Element)
        -> Bool
    {
        let (x, y) = (rank(a.element.place), rank(b.element.place))
        return (x.section, x.element, a.offset) < (y.section, y.element, b.offset)
    }

    private static func rank(_ place: Place) -> (section: Int, element: Int) {
        var rank = (section: -1, element: -1)
        if case .field(let name) = place.steps.first {
            rank.section = ["version", "policy", "merge", "attributes", "rules", "otherwise"].firstIndex(of: name) ?? 6
        }
        if place.steps.count > 1, case .index(let number) = place.steps[1] { rank.element = number }
        return rank
    }

    private mutating func refuse(_ code: Refusal.Code, _ detail: String, _ place: Place) {
        found.append(Refusal(code, detail, at: place))
    }

    /// What may have been meant, for the first mistakes only: looking for it takes its time.
    private func hint(_ name: String, among candidates: [String]) -> String {
        found.count < 100 ? NearestName.hint(name, among: candidates) : ""
    }

    // MARK: Attributes

    private mutating func check(_ attribute: RoutingAttribute, at place: Place) {
        let before = found.count
        if let detail = Self.mistake(in: attribute.name, "the name of an attribute") {
            refuse(.malformed, detail, place.field("name"))
        }
        if !declared.insert(attribute.name).inserted {
            refuse(.duplicateName, "there is another attribute “\(attribute.name)”", place.field("name"))
            return
        }
        var table: SymbolTable?
        var zone: ZoneRules?
        switch attribute.type {
        case .enumeration(let symbols), .set(let symbols):
            check(symbols: symbols, at: place.field("values"))
            table = SymbolTable(symbols)
        case .timeOfWeek(let name):
            do {
                zone = try ZoneRules.named(name)
            } catch {
                refuse(error.code, error.detail, place.field("zone"))
            }
        case .integer, .boolean: break
        }
        guard found.count == before else { return }
        entries[attribute.name] = schemas.count
        schemas.append(AttributeSchema(attribute: attribute, symbols: table, zone: zone))
    }

    private mutating func check(symbols: [String], at place: Place) {
        if symbols.isEmpty { refuse(.malformed, "no values are declared", place) }
        guard symbols.count <= RoutingTable.symbolCount else {
            return refuse(.tooLong, "more than \(RoutingTable.symbolCount) values", place)
        }
        var seen: Set<String> = []
        for (number, symbol) in symbols.enumerated() {
            if let detail = Self.mistake(in: symbol, "a value") { refuse(.malformed, detail, place.index(number)) }
            if !seen.insert(symbol).inserted {
                refuse(.duplicateName, "“\(symbol)” stands here twice", place.index(number))
            }
        }
    }

    /// What is wrong with a name.
    private static func mistake(in name: String, _ what: String) -> String? {
        if name.isEmpty { return "\(what) is empty" }
        if name.utf8.count > RoutingTable.symbolBytes {
            return "\(what) is longer than \(RoutingTable.symbolBytes) bytes"
        }
        if name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return "\(what) has a control character" }
        if name.utf8.first == 0x20 || name.utf8.last == 0x20 { return "\(what) begins or ends with a space" }
        return nil
    }

    // MARK: Rules

    private mutating func checkAll(_ rules: [RoutingRule]) {
        let place = Place.field("rules")
        let limit = policy == .unique ? RoutingTable.uniqueRuleCount : RoutingTable.ruleCount
        guard rules.count <= limit else { return refuse(.tooLong, "more than \(limit) rules", place) }
        var seen: Set<String> = []
        for (number, rule) in rules.enumerated() {
            guard found.count <= RoutingTableErrors.limit else { return }
            let place = place.index(number)
            if let detail = Self.mistake(in: rule.id, "the id of a rule") {
                refuse(.malformed, detail, place.field("id"))
            }
            if !seen.insert(rule.id).inserted {
                refuse(.duplicateName, "there is another rule “\(rule.id)”", place.field("id"))
            }
            check(rule.conditions, at: place.field("when"))
            for mistake in rule.outcome.mistakes() { found.append(mistake.within(place.field("then"))) }
        }
    }

    /// The union of all skills is what a contact that matches everything would need.
    private mutating func checkCollected(_ rules: [RoutingRule]) {
        guard merge.skills == .all else { return }
        let skills = Set(rules.lazy.flatMap { $0.outcome.skills.map(\.skill) })
        if skills.count > RoutingTable.skillCount {
            refuse(
                .tooLong, "the rules of a collect table name more than \(RoutingTable.skillCount) skills in all",
                .field("rules"))
        }
    }

    private mutating func check(_ conditions: [RoutingCondition], at place: Place) {
        var seen: Set<String> = []
        for condition in conditions {
            let place = place.field(condition.attribute)
            guard declared.contains(condition.attribute) else {
                let hint = hint(condition.attribute, among: declared.sorted())
                refuse(.unknownName, "there is no attribute “\(condition.attribute)”\(hint)", place)
                continue
            }
            if !seen.insert(condition.attribute).inserted {
                refuse(.duplicateName, "two conditions for “\(condition.attribute)”", place)
            }
            if let entry = entries[condition.attribute] { check(condition, schemas[entry], at: place) }
        }
    }

    private mutating func check(_ condition: RoutingCondition, _ schema: AttributeSchema, at place: Place) {
        let attribute = schema.attribute
        if condition.tests.isEmpty {
            refuse(.malformed, "a condition without a test; leave it out if anything will do", place)
        }
        var seen: Set<String> = []
        for test in condition.tests {
            let place = place.field(test.name)
            if !seen.insert(test.name).inserted { refuse(.duplicateName, "two tests “\(test.name)”", place) }
            if test.fits(attribute.type) {
                check(test, schema, at: place)
            } else {
                refuse(.unknownName, TableReader.noSuchTest(test.name, attribute.type), place)
            }
            if case .missing = test, condition.orMissing {
                refuse(.malformed, "orMissing beside missing says nothing", place)
            }
        }
        if attribute.isOptional {
            if !condition.orMissing, let test = condition.tests.first(where: \.isNegative) {
                warnings.append(
                    RoutingFinding(
                        .warning, .negativeTestSkipsMissing(attribute: attribute.name), at: place.field(test.name)))
            }
        } else if condition.orMissing || condition.tests.contains(where: { $0.name == "missing" }) {
            warnings.append(RoutingFinding(.warning, .neverMissing(attribute: attribute.name), at: place))
        }
    }

    private mutating func check(_ test: RoutingTest, _ schema: AttributeSchema, at place: Place) {
        let count: Int
        switch test {
        case .isIn(let names), .isNotIn(let names), .containsAny(let names), .containsAll(let names),
            .containsNone(let names):
            count = names.count
            for (number, name) in names.prefix(RoutingTable.symbolCount).enumerated()
            where schema.symbols?.position(name) == nil {
                guard found.count <= RoutingTableErrors.limit else { return }
                let hint = hint(name, among: schema.symbols?.symbols ?? [])
                refuse(
                    .unknownName, "“\(name)” is no value of “\(schema.attribute.name)”\(hint)", place.index(number))
            }
        case .isOneOf(let numbers): count = numbers.count
        case .within(let ranges):
            count = ranges.count
            for (number, range) in ranges.prefix(RoutingTable.symbolCount).enumerated() where !range.isValid {
                refuse(
                    .outOfRange, "a range runs from 0…10079 to another minute of 0…10080", place.index(number))
            }
        case .between(let low, let high):
            count = 1
            if low > high { refuse(.outOfRange, "nothing lies between \(low) and \(high)", place) }
        default: count = 1
        }
        if count == 0 { refuse(.malformed, "the list is empty", place) }
        if count > RoutingTable.symbolCount {
            refuse(.tooLong, "more than \(RoutingTable.symbolCount) elements", place)
        }
    }

    /// The rule with its conditions in the order of the attributes, so that equal rules are written alike.
    private func ordered(_ rule: RoutingRule) -> RoutingRule {
        var rule = rule
        rule.conditions.sort { entries[$0.attribute, default: 0] < entries[$1.attribute, default: 0] }
        for number in rule.conditions.indices {
            rule.conditions[number].tests.sort { $0.rank < $1.rank }
        }
        return rule
    }
}
