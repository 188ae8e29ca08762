public import DeskPrimitives

/// The standing answer to one question of a response.
///
/// It keeps the role and scale the question had when it was asked, so a later change of the survey cannot make the
/// tallies forget how the answer was counted.
public struct SurveyAnswer: Hashable, Sendable, Codable {
    /// The id of the question.
    public let question: String
    /// What the question is for.
    public let role: SurveyQuestion.Role
    /// What answers may be.
    public let scale: Scale
    /// The answer; nil when there is none or it was withdrawn.
    public internal(set) var value: UInt8?
    /// The edit that gave it; 0 before the first.
    public internal(set) var revision: UInt32
    /// When that edit was made; nil before the first.
    public internal(set) var at: Instant?

    init(_ question: SurveyQuestion) {
        self.question = question.id
        role = question.role
        scale = question.scale
        value = nil
        revision = 0
        at = nil
    }

    /// Takes a later answer and ignores an earlier one, so the order of arrival does not matter.
    ///
    /// Of two edits with one number made at one time, a withdrawal wins, else the larger answer.
    mutating func take(_ value: UInt8?, revision: UInt32, at: Instant) {
        let new = (revision, at, value.map(Int.init) ?? 256)
        let standing = (self.revision, self.at ?? .earliest, self.value.map(Int.init) ?? 256)
        guard new > standing else { return }
        self.value = value
        self.revision = revision
        self.at = at
    }
}
