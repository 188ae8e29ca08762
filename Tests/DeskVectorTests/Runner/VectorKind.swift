/// A kind of vector file: how its cases are read and judged.
protocol VectorKind: Sendable {
    /// The `kind` of the envelope.
    var name: String { get }

    /// The cases of a file, in order. A case that is not written as the format says is a case that fails; what makes
    /// the file itself unreadable is thrown.
    func cases(in envelope: JSONObject) throws(Difference) -> [VectorCase]
}

/// The kinds the format describes; a new kind is one more line.
enum VectorKinds {
    static let all: [any VectorKind] = [
        BusinessTimeVectors(),
        RoutingTableVectors(),
        SectionedVectors(name: "feedback", sections: FeedbackVectors.sections),
        SectionedVectors(name: "staffing", sections: StaffingVectors.sections),
    ]
}

extension JSONValue? {
    /// The elements of a list that must be there.
    func elements(of field: String) throws(Difference) -> [JSONValue] {
        guard let elements = self?.array else { throw Difference(field, self, want: "a list") }
        return elements
    }
}

extension JSONObject {
    /// The name of a case for people; a case without one goes by its place.
    func caseID(at index: Int) -> String {
        self["id"]?.string ?? "#\(index)"
    }

    /// Whether the case or section says that a library need not offer it.
    func isOptional() throws(Difference) -> Bool {
        guard let value = self["optional"] else { return false }
        guard let flag = value.bool else { throw Difference("optional", value, want: "true or false") }
        return flag
    }
}
