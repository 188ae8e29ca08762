/// The kind `routing-table`: ordered rules over typed attributes, their decisions and their exact analysis.
struct RoutingTableVectors: VectorKind {
    let name = "routing-table"

    func cases(in envelope: JSONObject) throws(Difference) -> [VectorCase] {
        try envelope["cases"].elements(of: "cases").enumerated().map { index, value in
            let id = value.object?.caseID(at: index) ?? "#\(index)"
            do throws(Difference) {
                guard let object = value.object else { throw Difference("case", value, want: "an object") }
                let table = try RoutingTableCase(object)
                return VectorCase(id: id, isOptional: try object.isOptional(), subject: name) { try table.judge() }
            } catch {
                let problem = error
                return VectorCase(id: id, subject: name) { .failed([problem]) }
            }
        }
    }
}

/// One table with the decisions and the analysis that must come out.
struct RoutingTableCase: Sendable {
    enum Policy: String, Sendable {
        case first
        case collect
    }

    struct Attribute: Sendable {
        enum Kind: String, Sendable {
            case choice = "enum"
            case integer = "int"
            case flag = "bool"
            case set
            case timeOfWeek
        }

        let name: String
        let kind: Kind
        let isOptional: Bool
        let values: [String]
    }

    /// One operator of one cell; several in a cell are AND-ed.
    enum Test: Sendable {
        case isIn([String])
        case isNotIn([String])
        case compare(Relation, Int64)
        case between(Int64, Int64)
        case isOneOf([Int64])
        case flag(Bool)
        case anyOf([String])
        case allOf([String])
        case noneOf([String])
        case empty(Bool)
        case within([(start: Int, end: Int)])
        case missing(Bool)
    }

    enum Relation: String, Sendable {
        case eq
        case ne
        case ge
        case gt
        case le
        case lt
    }

    struct Cell: Sendable {
        let attribute: Attribute
        let tests: [Test]
    }

    struct Rule: Sendable {
        let id: String
        let cells: [Cell]
    }

    enum Value: Sendable {
        case choice(String)
        case integer(Int64)
        case flag(Bool)
        case set([String])
        case timeOfWeek(minute: Int)
    }

    struct Evaluation: Sendable {
        /// The attributes that are there, in the order of their names in the input.
        let input: [(attribute: Attribute, value: Value)]
        let expected: [String]
    }

    struct Analysis: Sendable {
        let neverMatches: [String]
        let neverWins: [String]
        let isComplete: Bool
        let overlappingPairs: [[String]]
    }

    let policy: Policy
    let attributes: [Attribute]
    let rules: [Rule]
    let evaluations: [Evaluation]
    let analysis: Analysis
}

// MARK: - Reading

extension RoutingTableCase {
    init(_ object: JSONObject) throws(Difference) {
        guard let policy = object["policy"]?.string.flatMap(Policy.init) else {
            throw Difference("policy", object["policy"], want: "first or collect")
        }
        self.policy = policy
        var attributes: [Attribute] = []
        for value in try object["attributes"].elements(of: "attributes") { attributes.append(try Attribute(value)) }
        self.attributes = attributes
        var rules: [Rule] = []
        for value in try object["rules"].elements(of: "rules") { rules.append(try Rule(value, attributes)) }
        self.rules = rules
        var evaluations: [Evaluation] = []
        for (index, value) in try object["evaluations"].elements(of: "evaluations").enumerated() {
            evaluations.append(try Evaluation(value, attributes, at: "evaluations[\(index)]"))
        }
        self.evaluations = evaluations
        analysis = try Analysis(object["analysis"])
    }
}

extension RoutingTableCase.Attribute {
    fileprivate init(_ value: JSONValue) throws(Difference) {
        guard let object = value.object, let name = object["name"]?.string else {
            throw Difference("attributes", value, want: "an object with a name")
        }
        let field = "attributes.\(name)"
        guard let kind = object["type"]?.string.flatMap(Kind.init) else {
            throw Difference("\(field).type", object["type"], want: "enum, int, bool, set or timeOfWeek")
        }
        guard let isOptional = object["optional"]?.bool else {
            throw Difference("\(field).optional", object["optional"], want: "true or false")
        }
        self.name = name
        self.kind = kind
        self.isOptional = isOptional
        switch kind {
        case .choice, .set: values = try object["values"].texts(of: "\(field).values")
        case .integer, .flag, .timeOfWeek: values = []
        }
    }
}

extension RoutingTableCase.Rule {
    fileprivate init(_ value: JSONValue, _ attributes: [RoutingTableCase.Attribute]) throws(Difference) {
        guard let object = value.object, let id = object["id"]?.string else {
            throw Difference("rules", value, want: "an object with an id")
        }
        guard let when = object["when"]?.object else {
            throw Difference("rules.\(id).when", object["when"], want: "an object")
        }
        self.id = id
        var cells: [RoutingTableCase.Cell] = []
        for member in when.members {
            let field = "rules.\(id).when.\(member.name)"
            guard let attribute = attributes.first(where: { $0.name.isByteEqual(to: member.name) }) else {
                throw Difference(field: field, got: member.name, want: "an attribute of the table")
            }
            guard let operators = member.value.object else { throw Difference(field, member.value, want: "an object") }
            var tests: [RoutingTableCase.Test] = []
            for entry in operators.members {
                tests.append(try RoutingTableCase.Test(entry.name, entry.value, attribute.kind, at: field))
            }
            cells.append(RoutingTableCase.Cell(attribute: attribute, tests: tests))
        }
        self.cells = cells
    }
}

extension RoutingTableCase.Test {
    fileprivate init(
        _ name: String, _ argument: JSONValue, _ kind: RoutingTableCase.Attribute.Kind, at field: String
    ) throws(Difference) {
        let place = "\(field).\(name)"
        switch (kind, name) {
        case (_, "missing"): self = .missing(try Optional(argument).flag(of: place))
        case (.choice, "in"): self = .isIn(try Optional(argument).texts(of: place))
        case (.choice, "notIn"): self = .isNotIn(try Optional(argument).texts(of: place))
        case (.integer, "in"): self = .isOneOf(try Optional(argument).integers(of: place))
        case (.integer, "between"):
            let ends = try Optional(argument).integers(of: place)
            guard ends.count == 2 else { throw Difference(place, argument, want: "two whole numbers") }
            self = .between(ends[0], ends[1])
        case (.flag, "is"): self = .flag(try Optional(argument).flag(of: place))
        case (.set, "anyOf"): self = .anyOf(try Optional(argument).texts(of: place))
        case (.set, "allOf"): self = .allOf(try Optional(argument).texts(of: place))
        case (.set, "noneOf"): self = .noneOf(try Optional(argument).texts(of: place))
        case (.set, "empty"): self = .empty(try Optional(argument).flag(of: place))
        case (.timeOfWeek, "within"): self = .within(try Self.windows(argument, at: place))
        default:
            guard kind == .integer, let relation = RoutingTableCase.Relation(rawValue: name) else {
                throw Difference(field: field, got: name.escaped, want: "an operator of \(kind.rawValue)")
            }
            guard let number = argument.whole else { throw Difference(place, argument, want: "a whole number") }
            self = .compare(relation, number)
        }
    }

    private static func windows(
        _ argument: JSONValue, at place: String
    ) throws(Difference) -> [(start: Int, end: Int)] {
        var windows: [(start: Int, end: Int)] = []
        for element in try Optional(argument).elements(of: place) {
            let ends = try Optional(element).integers(of: place)
            guard ends.count == 2, (0..<10_080).contains(ends[0]), (0...10_080).contains(ends[1]), ends[0] != ends[1]
            else { throw Difference(place, element, want: "two different minutes of the week") }
            windows.append((Int(ends[0]), Int(ends[1])))
        }
        return windows
    }
}

extension RoutingTableCase.Evaluation {
    fileprivate init(
        _ value: JSONValue, _ attributes: [RoutingTableCase.Attribute], at field: String
    ) throws(Difference) {
        guard let object = value.object, let inputs = object["input"]?.object else {
            throw Difference(field, value, want: "an object with an input")
        }
        var input: [(attribute: RoutingTableCase.Attribute, value: RoutingTableCase.Value)] = []
        for member in inputs.members {
            guard let attribute = attributes.first(where: { $0.name.isByteEqual(to: member.name) }) else {
                throw Difference(field: "\(field).input", got: member.name, want: "an attribute of the table")
            }
            guard let value = RoutingTableCase.Value(member.value, of: attribute) else {
                throw Difference("\(field).input.\(member.name)", member.value, want: "a \(attribute.kind.rawValue)")
            }
            input.append((attribute, value))
        }
        self.input = input
        expected = try object["expected"].texts(of: "\(field).expected")
    }
}

extension RoutingTableCase.Value {
    fileprivate init?(_ value: JSONValue, of attribute: RoutingTableCase.Attribute) {
        switch (attribute.kind, value) {
        case (.choice, .string(let text)) where attribute.values.contains(text): self = .choice(text)
        case (.integer, .number):
            guard let number = value.whole else { return nil }
            self = .integer(number)
        case (.flag, .bool(let flag)): self = .flag(flag)
        case (.set, .array(let elements)):
            let texts = elements.compactMap(\.string)
            guard texts.count == elements.count, texts.allSatisfy(attribute.values.contains) else { return nil }
            self = .set(texts)
        case (.timeOfWeek, .number):
            guard let minute = value.whole, (0..<10_080).contains(minute) else { return nil }
            self = .timeOfWeek(minute: Int(minute))
        default: return nil
        }
    }
}

extension RoutingTableCase.Analysis {
    fileprivate init(_ value: JSONValue?) throws(Difference) {
        guard let object = value?.object else { throw Difference("analysis", value, want: "an object") }
        neverMatches = try object["neverMatches"].texts(of: "analysis.neverMatches")
        neverWins = try object["neverWins"].texts(of: "analysis.neverWins")
        isComplete = try object["complete"].flag(of: "analysis.complete")
        var pairs: [[String]] = []
        for element in try object["overlappingPairs"].elements(of: "analysis.overlappingPairs") {
            let pair = try Optional(element).texts(of: "analysis.overlappingPairs")
            guard pair.count == 2 else { throw Difference("analysis.overlappingPairs", element, want: "two rules") }
            pairs.append(pair)
        }
        overlappingPairs = pairs
    }
}

extension JSONValue? {
    fileprivate func texts(of field: String) throws(Difference) -> [String] {
        var texts: [String] = []
        for element in try elements(of: field) {
            guard let text = element.string else { throw Difference(field, element, want: "a text") }
            texts.append(text)
        }
        return texts
    }

    fileprivate func integers(of field: String) throws(Difference) -> [Int64] {
        var integers: [Int64] = []
        for element in try elements(of: field) {
            guard let integer = element.whole else { throw Difference(field, element, want: "a whole number") }
            integers.append(integer)
        }
        return integers
    }

    fileprivate func flag(of field: String) throws(Difference) -> Bool {
        guard let flag = self?.bool else { throw Difference(field, self, want: "true or false") }
        return flag
    }
}
