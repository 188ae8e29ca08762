public import DeskPrimitives

/// One question of a survey.
public struct SurveyQuestion: Hashable, Sendable, Codable {
    /// What a question is for; it decides into which histogram its answers go.
    public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
        /// Was it resolved? The answer belongs to the owner of the process.
        case resolved
        /// Was the service good? The answer belongs to who served.
        case service
        /// Would you recommend us?
        case recommend
        /// Was it easy?
        case effort
        /// Anything else: kept with the response, counted in no tally.
        case extra

        /// The scale a question of this role has in a document that does not name one.
        public var usualScale: Scale {
            switch self {
            case .resolved, .extra: .yesNo
            case .service: .service1to5
            case .recommend: .recommend0to10
            case .effort: .effort1to7
            }
        }
    }

    /// The name of the question in its survey: 1 … 64 printable ASCII characters.
    public let id: String
    /// What it is for.
    public let role: Role
    /// What answers may be.
    public let scale: Scale
    /// The question as it is asked.
    public let text: LocalizedText

    /// Creates a question.
    ///
    /// - Throws: `Refusal` with code `malformed` or `tooLong` for a bad id, `outOfRange` for a scale that the role
    ///   does not have: `resolved` is yes or no, `service` a rating of 1 … 5, `recommend` 0 … 10, `effort` 1 … 7. A
    ///   tally never mixes scales.
    public init(id: String, role: Role, scale: Scale, text: LocalizedText) throws(Refusal) {
        do throws(Refusal) {
            _ = try SurveyID(id)
        } catch {
            throw error.within(.field("id"))
        }
        let fits =
            switch (role, scale.kind) {
            case (.resolved, .yesNo), (.recommend, .recommend0to10), (.effort, .effort1to7), (.extra, _): true
            case (.service, .topBox(let range, _)): range == 1...5
            default: false
            }
        guard fits else {
            throw Refusal(
                .outOfRange, "the role \(role.rawValue) is not asked on this scale", at: .field("scale"))
        }
        self.id = id
        self.role = role
        self.scale = scale
        self.text = text
    }

    /// Reads and checks a question.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let id = try container.decode(String.self, forKey: .id)
        let role = try container.decode(Role.self, forKey: .role)
        let scale = try container.decodeIfPresent(Scale.self, forKey: .scale) ?? role.usualScale
        let text = try container.decode(LocalizedText.self, forKey: .text)
        self = try decoder.checked { () throws(Refusal) in
            try SurveyQuestion(id: id, role: role, scale: scale, text: text)
        }
    }
}
