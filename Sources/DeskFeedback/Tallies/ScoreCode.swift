public import DeskPrimitives

/// The scores of one response in 13 bits: what a tally counts of it.
///
/// Two numbers hold everything: recommend beside effort, and resolution beside service beside whether every question
/// was answered. So counting a response is adding one in two places, and all histograms follow from these.
public struct ScoreCode: Hashable, Sendable {
    /// Bits 0 … 3 are recommend (11 for none), 4 … 6 effort (0 for none), 7 … 12 completeness, resolution and service.
    let bits: UInt16

    /// How many codes there could be.
    static let bound = 1 << 13
    /// The number that stands for no answer to the recommend question.
    static let noRecommendation = 11

    /// Packs the scores of a response.
    ///
    /// - Parameters:
    ///   - scores: The scores.
    ///   - isComplete: Whether every question of the survey was answered.
    /// - Throws: `Refusal` with code `outOfRange` at a score outside its scale.
    public init(_ scores: ScoreSet, isComplete: Bool) throws(Refusal) {
        try scores.validate()
        let recommend = scores.recommend.map { Int($0) } ?? Self.noRecommendation
        let effort = scores.effort.map { Int($0) } ?? 0
        let resolution = scores.resolved.map { Int($0) + 1 } ?? 0
        let joint = (isComplete ? 18 : 0) + resolution * 6 + (scores.service.map { Int($0) } ?? 0)
        bits = UInt16(recommend | effort << 4 | joint << 7)
    }

    /// Takes 13 bits; nil for a code no response has.
    init?(bits: UInt16) {
        guard Self.isValid(bits) else { return nil }
        self.bits = bits
    }

    /// Whether some response has this code.
    static func isValid(_ bits: UInt16) -> Bool { bits & 15 <= 11 && bits >> 7 < 36 }

    /// The scores.
    public var scores: ScoreSet {
        let (recommend, effort, joint) = (bits & 15, bits >> 4 & 7, (bits >> 7) % 18)
        let (resolution, service) = (joint / 6, joint % 6)
        return ScoreSet(
            resolved: resolution == 0 ? nil : UInt8(resolution - 1), service: service == 0 ? nil : UInt8(service),
            recommend: recommend == Self.noRecommendation ? nil : UInt8(recommend),
            effort: effort == 0 ? nil : UInt8(effort))
    }

    /// Whether every question was answered.
    public var isComplete: Bool { bits >> 7 >= 18 }
}
