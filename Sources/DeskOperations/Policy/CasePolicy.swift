public import DeskChannels
public import DeskPrimitives

/// How cases that belong together are treated.
///
/// In a document: `{"openChildren": "refuse", "tellsOfSolvedProblems": true, "solvedProblem": "solved"}`, all of it optional.
public struct CasePolicy: Hashable, Sendable {
    /// What becomes of the parts of a case that are open when it is to be settled; never is it settled silently over them.
    public enum OpenChildren: String, Hashable, Sendable, Codable, CaseIterable {
        /// The case cannot be settled until they are.
        case refuse
        /// They are settled with it, by the same agent, each with its own figures and its own survey decision.
        case settle
        /// They stay open, and the journal says how many.
        case leave

        /// Reads the name; another name is an error that lists the names.
        public init(from decoder: any Decoder) throws {
            self = try decoder.name(of: Self.self)
        }
    }

    /// What becomes of open parts.
    public var openChildren: OpenChildren
    /// Whether the persons whose open cases come from a problem are told when it is settled.
    public var tellsOfSolvedProblems: Bool
    /// The template they are told with, which leaves nothing open; nil for the desk's own words.
    public var solvedProblem: TemplateID?

    /// The most open cases under one that are settled with it.
    public static let childLimit = 256

    /// Creates a policy; what is left out is as usual.
    public init(
        openChildren: OpenChildren = .refuse, tellsOfSolvedProblems: Bool = true, solvedProblem: TemplateID? = nil
    ) {
        self.openChildren = openChildren
        self.tellsOfSolvedProblems = tellsOfSolvedProblems
        self.solvedProblem = solvedProblem
    }
}

extension CasePolicy: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable { case openChildren, tellsOfSolvedProblems, solvedProblem }

    /// Reads the object, filling in what is left out.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.stringValue))
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            openChildren: try container.decodeIfPresent(OpenChildren.self, forKey: .openChildren) ?? .refuse,
            tellsOfSolvedProblems: try container.decodeIfPresent(Bool.self, forKey: .tellsOfSolvedProblems) ?? true,
            solvedProblem: try container.decodeIfPresent(TemplateID.self, forKey: .solvedProblem))
    }
}
