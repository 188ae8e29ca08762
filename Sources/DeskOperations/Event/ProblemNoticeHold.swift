public import DeskPrimitives

/// Why a person was not told that the problem behind a case is solved.
public enum ProblemNoticeHold: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nobody waits for an answer on the case.
    case unasked
    /// The last channel carries no private text to the person.
    case noWay
    /// The channel's reply window is closed, and no template is approved there.
    case windowClosed
    /// The desk has sent enough by itself.
    case capped
}

extension ProblemNoticeHold: Explained {
    /// Why, in a sentence.
    public func sentence(in language: LanguageTag) -> String {
        switch self {
        case .unasked:
            language.pick(
                en: "Not told: nobody waits for an answer on this case.",
                fi: "Ei kerrottu: kukaan ei odota vastausta tässä asiassa.")
        case .noWay:
            language.pick(
                en: "Not told: the last channel carries no private text to the person.",
                fi: "Ei kerrottu: viimeisin kanava ei vie yksityistä viestiä asiakkaalle.")
        case .windowClosed:
            language.pick(
                en: "Not told: the reply window is closed, and no template is approved there.",
                fi: "Ei kerrottu: vastausaika on päättynyt, eikä kanavalle ole hyväksyttyä pohjaa.")
        case .capped:
            language.pick(
                en: "Not told: the desk has sent enough messages by itself.",
                fi: "Ei kerrottu: automaattisia viestejä on lähetetty jo tarpeeksi.")
        }
    }
}
