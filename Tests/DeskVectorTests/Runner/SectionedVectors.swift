/// One section of a sectioned kind, and how the library answers it.
struct VectorSection: Sendable {
    typealias Reply = @Sendable (VectorInputs) throws -> Answer

    let name: String

    /// Nothing while the library does not have the section yet.
    let reply: Reply?

    init(_ name: String, _ reply: Reply? = nil) {
        self.name = name
        self.reply = reply
    }
}

/// The kinds whose cases are inputs and outputs in named sections: `feedback` and `staffing`.
struct SectionedVectors: VectorKind {
    let name: String
    let sections: [VectorSection]

    func cases(in envelope: JSONObject) throws(Difference) -> [VectorCase] {
        var cases: [VectorCase] = []
        for value in try envelope["sections"].elements(of: "sections") {
            guard let section = value.object, let title = section["name"]?.string else {
                throw Difference("sections", value, want: "an object with a name")
            }
            let written = try section["cases"].elements(of: "\(title).cases")
            guard let known = sections.first(where: { $0.name.isByteEqual(to: title) }) else {
                if written.isEmpty { throw unknown(title) }
                cases += written.enumerated().map { index, value in
                    failing(value, at: index, in: title, with: unknown(title))
                }
                continue
            }
            do throws(Difference) {
                let rules = try SectionRules(section)
                cases += written.enumerated().map { index, value in
                    readCase(value, at: index, in: known, under: rules)
                }
            } catch {
                if written.isEmpty { throw error }
                let problem = error
                cases += written.enumerated().map { index, value in
                    failing(value, at: index, in: title, with: problem)
                }
            }
        }
        return cases
    }

    private func unknown(_ section: String) -> Difference {
        Difference(field: "section", got: section.escaped, want: "a section of the kind \(name)")
    }

    private func failing(
        _ value: JSONValue, at index: Int, in section: String, with problem: Difference
    ) -> VectorCase {
        let id = value.object?.caseID(at: index) ?? "#\(index)"
        return VectorCase(id: id, subject: "\(name) \(section)") { .failed([problem]) }
    }

    private func readCase(
        _ value: JSONValue, at index: Int, in section: VectorSection, under rules: SectionRules
    ) -> VectorCase {
        do throws(Difference) {
            guard let object = value.object else { throw Difference("case", value, want: "an object") }
            guard let inputs = object["i"]?.object else { throw Difference("i", object["i"], want: "an object") }
            let want = try Self.outputs(object["o"])
            let tolerances = object["tol"] == nil ? rules.tolerances : try ToleranceTable(object["tol"])
            let mayBeLeftOut = try object.isOptional()
            let isOptional = rules.isOptional || mayBeLeftOut
            return VectorCase(
                id: object.caseID(at: index), isOptional: isOptional, subject: "\(name) \(section.name)"
            ) {
                guard let reply = section.reply else {
                    return .notThereYet(isOptional ? "optional, not offered" : "the library does not have it yet")
                }
                var comparison = Comparison(optionalOutputs: rules.optionalOutputs, tolerances: tolerances)
                comparison.compare(try reply(VectorInputs(inputs)), with: want)
                return VectorVerdict(comparison.differences)
            }
        } catch {
            return failing(value, at: index, in: section.name, with: error)
        }
    }

    /// Outputs by name, or the one word for a question without an answer.
    private static func outputs(_ value: JSONValue?) throws(Difference) -> JSONValue {
        switch value {
        case .object(let object) where !object.members.isEmpty: return .object(object)
        case .string("unstable"): return .string("unstable")
        default: throw Difference("o", value, want: "outputs by name, or unstable")
        }
    }
}

/// What holds for every case of a section.
private struct SectionRules: Sendable {
    let tolerances: ToleranceTable
    let isOptional: Bool
    let optionalOutputs: Set<String>

    init(_ section: JSONObject) throws(Difference) {
        tolerances = try ToleranceTable(section["tol"])
        isOptional = try section.isOptional()
        var names: Set<String> = []
        if let value = section["optional_fields"] {
            for element in try Optional(value).elements(of: "optional_fields") {
                guard let name = element.string else { throw Difference("optional_fields", value, want: "names") }
                names.insert(name)
            }
        }
        optionalOutputs = names
    }
}
