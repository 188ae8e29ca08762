import DeskPrimitives

/// Reads the document of a table and goes on after a mistake, so that all of them are found at once.
struct TableReader {
    enum Member: String, CodingKey, CaseIterable {
        case version
        case policy
        case merge
        case attributes
        case rules
        case otherwise
    }

    private var found: [Refusal] = []
    /// The types of the attributes that could be read.
    private var types: [String: RoutingAttributeType] = [:]
    /// The names of those that could not.
    private var broken: Set<String> = []

    /// The table of a document.
    mutating func read(_ decoder: any Decoder) throws(RoutingTableErrors) -> CompiledTable {
        var attributes: [(RoutingAttribute, Int)] = []
        var rules: [RoutingRule] = []
        var otherwise: RoutingOutcome?
        var policy = HitPolicy.first
        var merge = CollectMerge()
        if let document = object(decoder, .root, Member.allCases.map(\.rawValue)) {
            let version = value(Int.self, "a number", document, "version", .root, isOptional: true)
            if let version, version != RoutingTable.formatVersion {
                refuse(.malformed, "version \(version) is not known; there is 1", .field("version"))
            }
            policy = readPolicy(document)
            merge = readMerge(document, policy)
            for (number, element) in list(document, "attributes", .root).enumerated() {
                let place = Place.field("attributes").index(number)
                if let attribute = attribute(element, place) { attributes.append((attribute, number)) }
            }
            for (number, element) in list(document, "rules", .root).enumerated() {
                guard found.count <= RoutingTableErrors.limit else { break }
                if let rule = rule(element, Place.field("rules").index(number), number) { rules.append(rule) }
            }
            if let element = member(document, "otherwise", .root, isOptional: true) {
                otherwise = outcome(element, .field("otherwise"))
            }
        }
        var checker = TableChecker(
            attributes: attributes.map(\.0), policy: policy, merge: merge, broken: broken, found: found,
            indexes: attributes.map(\.1))
        return try checker.compile(rules, otherwise)
    }

    static func noSuchTest(_ name: String, _ type: RoutingAttributeType) -> String {
        "“\(name)” is no test of \(type.name)\(NearestName.hint(name, among: type.operators)); "
            + "there are \(type.operators.joined(separator: ", "))"
    }

    // MARK: Parts

    private mutating func readPolicy(_ document: Container) -> HitPolicy {
        guard let name = value(String.self, "text", document, "policy", .root, isOptional: true) else { return .first }
        if let policy = HitPolicy(rawValue: name) { return policy }
        let names = HitPolicy.allCases.map(\.rawValue)
        refuse(
            .unknownName,
            "“\(name)” is no policy\(NearestName.hint(name, among: names)); there are \(names.joined(separator: ", "))",
            .field("policy"))
        return .first
    }

    private mutating func readMerge(_ document: Container, _ policy: HitPolicy) -> CollectMerge {
        let place = Place.field("merge")
        var merge = CollectMerge()
        guard let element = member(document, "merge", .root, isOptional: true) else { return merge }
        if policy != .collect { refuse(.malformed, "only a collect table merges", place) }
        guard let object = object(element, place, CollectMerge.Member.allCases.map(\.rawValue)) else { return merge }
        merge.queue = choice(object, "queue", place) ?? merge.queue
        merge.urgency = choice(object, "urgency", place) ?? merge.urgency
        merge.skills = choice(object, "skills", place) ?? merge.skills
        return merge
    }

    private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ object: Container, _ name: String, _ place: Place
    ) -> Choice? {
        guard let text = value(String.self, "text", object, name, place, isOptional: true) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        refuse(
            .unknownName,
            "“\(text)” is no way to merge\(NearestName.hint(text, among: names)); there are "
                + names.joined(separator: ", "), place.field(name))
        return nil
    }

    private mutating func attribute(_ decoder: any Decoder, _ place: Place) -> RoutingAttribute? {
        let names = RoutingAttribute.Member.allCases.map(\.rawValue)
        guard let object = object(decoder, place, names),
            let name = value(String.self, "text", object, "name", place)
        else { return nil }
        let before = found.count
        let isOptional = value(Bool.self, "true or false", object, "optional", place, isOptional: true) ?? false
        let kind = value(String.self, "text", object, "type", place)
        let wantsValues = kind == "enum" || kind == "set"
        var symbols: [String] = []
        if wantsValues {
            symbols = values(String.self, "text", object, "values", place)
        } else if object.contains(AnyKey("values")), kind != nil {
            refuse(.malformed, "only enum and set have values", place.field("values"))
        }
        var zone = "UTC"
        if kind == "timeOfWeek" {
            zone = value(String.self, "text", object, "zone", place, isOptional: true) ?? zone
        } else if object.contains(AnyKey("zone")), kind != nil {
            refuse(.malformed, "only timeOfWeek has a zone", place.field("zone"))
        }
        var type: RoutingAttributeType?
        switch kind {
        case "enum": type = .enumeration(symbols)
        case "set": type = .set(symbols)
        case "int": type = .integer
        case "bool": type = .boolean
        case "timeOfWeek": type = .timeOfWeek(zone: zone)
        case let other?:
            let all = RoutingAttributeType.names
            refuse(
                .unknownName,
                "“\(other)” is no type\(NearestName.hint(other, among: all)); there are \(all.joined(separator: ", "))",
                place.field("type"))
        case nil: break
        }
        guard let type, found.count == before else {
            broken.insert(name)
            return nil
        }
        if types[name] == nil { types[name] = type }
        return RoutingAttribute(name, type, isOptional: isOptional)
    }

    private mutating func rule(_ decoder: any Decoder, _ place: Place, _ number: Int) -> RoutingRule? {
        let names = RoutingRule.Member.allCases.map(\.rawValue)
        guard let object = object(decoder, place, names) else { return nil }
        let id = value(String.self, "text", object, "id", place)
        var conditions: [RoutingCondition] = []
        if let cells = member(object, "when", place, isOptional: true),
            let cells = self.object(cells, place.field("when"), nil)
        {
            for name in cells.allKeys.map(\.stringValue).sorted() {
                let place = place.field("when").field(name)
                guard let cell = member(cells, name, place) else { continue }
                if let condition = condition(cell, name, place) { conditions.append(condition) }
            }
        }
        let outcome = member(object, "then", place).flatMap { self.outcome($0, place.field("then")) }
        // A rule without its parts was reported; the others need something in its place to keep their numbers.
        return RoutingRule(
            id ?? "rules[\(number)]", when: conditions, then: outcome ?? RoutingOutcome(queue: Self.nowhere))
    }

    private static let nowhere = QueueID(checked: "-")

    private mutating func outcome(_ decoder: any Decoder, _ place: Place) -> RoutingOutcome? {
        let names = RoutingOutcome.CodingKeys.allCases.map(\.rawValue)
        guard let object = object(decoder, place, names) else { return nil }
        let queue = identifier(QueueSubject.self, object, "queue", place)
        let urgency = value(Int.self, "a whole number", object, "urgency", place, isOptional: true)
        var skills: [SkillRequirement] = []
        if object.contains(AnyKey("skills")) {
            for (number, element) in list(object, "skills", place).enumerated() {
                let place = place.field("skills").index(number)
                let names = SkillRequirement.CodingKeys.allCases.map(\.rawValue)
                guard let object = self.object(element, place, names) else { continue }
                let skill = identifier(SkillSubject.self, object, "id", place)
                let level = value(Int.self, "a whole number", object, "min", place, isOptional: true)
                if let skill { skills.append(SkillRequirement(skill, atLeast: level ?? 1)) }
            }
        }
        return queue.map {
            RoutingOutcome(queue: $0, skills: skills, urgency: urgency ?? RoutingOutcome.defaultUrgency)
        }
    }

    private mutating func identifier<Subject>(
        _ subject: Subject.Type, _ object: Container, _ name: String, _ place: Place
    ) -> Identifier<Subject>? {
        guard let text = value(String.self, "text", object, name, place) else { return nil }
        do {
            return try Identifier<Subject>(text)
        } catch {
            refuse(error.code, error.detail, place.field(name))
            return nil
        }
    }
}

// MARK: Conditions

extension TableReader {
    /// The condition, or nil when something in it was reported.
    private mutating func condition(_ decoder: any Decoder, _ name: String, _ place: Place) -> RoutingCondition? {
        // Of an unknown attribute nothing can be read; the checker reports it.
        guard let type = types[name] else { return RoutingCondition(name, tests: []) }
        let before = found.count
        guard let cell = object(decoder, place, nil) else { return nil }
        var condition = RoutingCondition(name, tests: [])
        for operation in cell.allKeys.map(\.stringValue).sorted() {
            if operation == RoutingCondition.orMissingName {
                condition.orMissing = value(Bool.self, "true or false", cell, operation, place) ?? false
            } else if let test = test(operation, type, cell, place) {
                condition.tests.append(test)
            }
        }
        return found.count == before ? condition : nil
    }

    private mutating func test(
        _ operation: String, _ type: RoutingAttributeType, _ cell: Container, _ place: Place
    ) -> RoutingTest? {
        func number(_ make: (Int64) -> RoutingTest) -> RoutingTest? {
            value(Int64.self, "a whole number", cell, operation, place).map(make)
        }
        func flag(_ make: (Bool) -> RoutingTest) -> RoutingTest? {
            value(Bool.self, "true or false", cell, operation, place).map(make)
        }
        func names(_ make: ([String]) -> RoutingTest) -> RoutingTest {
            make(values(String.self, "text", cell, operation, place))
        }
        switch (operation, type) {
        case ("missing", _): return flag(RoutingTest.missing)
        case ("in", .enumeration): return names(RoutingTest.isIn)
        case ("notIn", .enumeration): return names(RoutingTest.isNotIn)
        case ("eq", .integer): return number(RoutingTest.equals)
        case ("ne", .integer): return number(RoutingTest.differs)
        case ("ge", .integer): return number(RoutingTest.atLeast)
        case ("gt", .integer): return number(RoutingTest.moreThan)
        case ("le", .integer): return number(RoutingTest.atMost)
        case ("lt", .integer): return number(RoutingTest.lessThan)
        case ("in", .integer): return .isOneOf(values(Int64.self, "whole numbers", cell, operation, place))
        case ("between", .integer): return pair(cell, operation, place).map { RoutingTest.between($0, $1) }
        case ("is", .boolean): return flag(RoutingTest.is)
        case ("anyOf", .set): return names(RoutingTest.containsAny)
        case ("allOf", .set): return names(RoutingTest.containsAll)
        case ("noneOf", .set): return names(RoutingTest.containsNone)
        case ("empty", .set): return flag(RoutingTest.isEmpty)
        case ("within", .timeOfWeek): return ranges(cell, operation, place)
        default:
            let hint = Self.noSuchTest(operation, type)
            refuse(.unknownName, hint, place.field(operation))
            return nil
        }
    }

    private mutating func pair(_ cell: Container, _ name: String, _ place: Place) -> (Int64, Int64)? {
        let before = found.count
        let numbers = values(Int64.self, "two whole numbers", cell, name, place)
        guard numbers.count == 2 else {
            if found.count == before { refuse(.malformed, "expected two whole numbers", place.field(name)) }
            return nil
        }
        return (numbers[0], numbers[1])
    }

    private mutating func ranges(_ cell: Container, _ name: String, _ place: Place) -> RoutingTest? {
        var ranges: [WeekRange] = []
        for (number, element) in list(cell, name, place).enumerated() {
            guard let pair = try? [Int](from: element), pair.count == 2 else {
                refuse(.malformed, "expected a pair of minutes, [from, to]", place.field(name).index(number))
                continue
            }
            ranges.append(WeekRange(pair[0], pair[1]))
        }
        return .within(ranges)
    }
}

// MARK: Reading step by step

extension TableReader {
    typealias Container = KeyedDecodingContainer<AnyKey>

    private mutating func refuse(_ code: Refusal.Code, _ detail: String, _ place: Place) {
        found.append(Refusal(code, detail, at: place))
    }

    /// The members of an object; those with other names than `names` are mistakes.
    private mutating func object(_ decoder: any Decoder, _ place: Place, _ names: [String]?) -> Container? {
        guard let container = try? decoder.container(keyedBy: AnyKey.self) else {
            refuse(.malformed, "expected an object", place)
            return nil
        }
        for key in container.allKeys.map(\.stringValue).sorted() {
            guard let names, !names.contains(key) else { continue }
            let hint = NearestName.hint(key, among: names)
            refuse(
                .unknownName, "“\(key)” means nothing here\(hint); there are \(names.joined(separator: ", "))",
                place.field(key))
        }
        return container
    }

    private mutating func member(
        _ container: Container, _ name: String, _ place: Place, isOptional: Bool = false
    ) -> (any Decoder)? {
        guard container.contains(AnyKey(name)) else {
            if !isOptional { refuse(.malformed, "“\(name)” is missing", place) }
            return nil
        }
        guard let decoder = try? container.superDecoder(forKey: AnyKey(name)) else {
            refuse(.malformed, "cannot be read", place.field(name))
            return nil
        }
        return decoder
    }

    private mutating func value<Value: Decodable>(
        _ type: Value.Type, _ what: String, _ container: Container, _ name: String, _ place: Place,
        isOptional: Bool = false
    ) -> Value? {
        guard container.contains(AnyKey(name)) else {
            if !isOptional { refuse(.malformed, "“\(name)” is missing", place) }
            return nil
        }
        guard let value = try? container.decode(type, forKey: AnyKey(name)) else {
            refuse(.malformed, "expected \(what)", place.field(name))
            return nil
        }
        return value
    }

    private mutating func list(_ container: Container, _ name: String, _ place: Place) -> [any Decoder] {
        guard container.contains(AnyKey(name)) else {
            refuse(.malformed, "“\(name)” is missing", place)
            return []
        }
        guard var list = try? container.nestedUnkeyedContainer(forKey: AnyKey(name)) else {
            refuse(.malformed, "expected a list", place.field(name))
            return []
        }
        var elements: [any Decoder] = []
        while !list.isAtEnd {
            guard elements.count < Limits.listCount else {
                refuse(.tooLong, "more than \(Limits.listCount) elements", place.field(name))
                break
            }
            guard let element = try? list.superDecoder() else {
                refuse(.malformed, "cannot be read", place.field(name).index(elements.count))
                break
            }
            elements.append(element)
        }
        return elements
    }

    private mutating func values<Value: Decodable>(
        _ type: Value.Type, _ what: String, _ container: Container, _ name: String, _ place: Place
    ) -> [Value] {
        // In one go where nothing is wrong, which is the usual case and much faster.
        if let values = try? container.decode([Value].self, forKey: AnyKey(name)), values.count <= Limits.listCount {
            return values
        }
        var values: [Value] = []
        for (number, element) in list(container, name, place).enumerated() {
            guard found.count <= RoutingTableErrors.limit else { break }
            if let value = try? Value(from: element) {
                values.append(value)
            } else {
                refuse(.malformed, "expected \(what)", place.field(name).index(number))
            }
        }
        return values
    }
}
