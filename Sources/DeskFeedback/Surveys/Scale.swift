public import DeskPrimitives

/// What answers to a question may be, and which of them are good.
///
/// A score is only ever computed on the scale a question was declared with; there is no conversion between scales. In
/// documents a scale is `"yesNo"`, `"recommend0to10"`, `"effort1to7"`, or an object such as
/// `{"kind": "topBox", "from": 1, "to": 5, "cut": 4}`.
public struct Scale: Hashable, Sendable {
    /// The kinds of scales.
    public enum Kind: Hashable, Sendable {
        /// 0 is no, 1 is yes.
        case yesNo
        /// How likely one is to recommend, 0 … 10: the only scale that has a net promoter score.
        case recommend0to10
        /// A rating whose best answers, from the cut on, count as satisfied.
        case topBox(range: ClosedRange<UInt8>, cut: UInt8)
        /// How easy it was, 1 … 7; 5 … 7 is easy.
        case effort1to7
    }

    /// The kind.
    public let kind: Kind
    /// Whether the largest answer is the best one.
    public let higherIsBetter: Bool

    private init(_ kind: Kind, higherIsBetter: Bool = true) {
        self.kind = kind
        self.higherIsBetter = higherIsBetter
    }

    /// No (0) or yes (1).
    public static let yesNo = Scale(.yesNo)
    /// The recommend question, 0 … 10.
    public static let recommend0to10 = Scale(.recommend0to10)
    /// "It was easy", 1 (disagree) … 7 (agree): CES 2.0.
    public static let effort1to7 = Scale(.effort1to7)
    /// "How much effort did it take", 1 (little) … 7 (much): CES 1.0, where the smallest answer is the best one.
    public static let effort1to7LowIsGood = Scale(.effort1to7, higherIsBetter: false)
    /// The usual service rating, 1 … 5, satisfied from 4 on.
    public static let service1to5 = Scale(.topBox(range: 1...5, cut: 4))

    /// A rating with a cut.
    ///
    /// - Parameters:
    ///   - range: The answers, at most 11 of them.
    ///   - cut: The first answer that counts as satisfied, seen from the middle; it must split the range in two.
    ///   - higherIsBetter: False when the smallest answer is the best one; the satisfied are then those up to the cut.
    /// - Throws: `Refusal` with code `outOfRange`.
    public static func topBox(
        range: ClosedRange<UInt8>, cut: UInt8, higherIsBetter: Bool = true
    ) throws(Refusal) -> Scale {
        guard (2...11).contains(range.count) else {
            throw Refusal(.outOfRange, "a rating has 2 to 11 answers", at: .field("to"))
        }
        let splits = higherIsBetter ? cut > range.lowerBound : cut < range.upperBound
        guard range.contains(cut), splits else {
            throw Refusal(.outOfRange, "the cut does not split the answers in two", at: .field("cut"))
        }
        return Scale(.topBox(range: range, cut: cut), higherIsBetter: higherIsBetter)
    }

    /// The answers that may be given.
    public var range: ClosedRange<UInt8> {
        switch kind {
        case .yesNo: 0...1
        case .recommend0to10: 0...10
        case .topBox(let range, _): range
        case .effort1to7: 1...7
        }
    }

    /// Whether an answer is one of the good ones: yes, 9 … 10, from the cut on, 5 … 7.
    public func isPositive(_ value: UInt8) -> Bool {
        guard range.contains(value) else { return false }
        switch kind {
        case .yesNo: return value == 1
        case .recommend0to10: return value >= 9
        case .topBox(_, let cut): return higherIsBetter ? value >= cut : value <= cut
        case .effort1to7: return higherIsBetter ? value >= 5 : value <= 3
        }
    }

    /// The answer counted so that larger is better: the same on most scales, mirrored where the smallest is the best.
    ///
    /// Nil outside the range.
    public func oriented(_ value: UInt8) -> UInt8? {
        guard range.contains(value) else { return nil }
        return higherIsBetter ? value : range.upperBound - (value - range.lowerBound)
    }
}

extension Scale: Codable {
    private enum CodingKeys: String, CodingKey {
        case kind, from, to, cut, higherIsBetter
    }

    /// Writes the bare name, or an object where a name does not say all.
    public func encode(to encoder: any Encoder) throws {
        if case .topBox(let range, let cut) = kind {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode("topBox", forKey: .kind)
            try container.encode(range.lowerBound, forKey: .from)
            try container.encode(range.upperBound, forKey: .to)
            try container.encode(cut, forKey: .cut)
            if !higherIsBetter { try container.encode(false, forKey: .higherIsBetter) }
        } else if !higherIsBetter {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .kind)
            try container.encode(false, forKey: .higherIsBetter)
        } else {
            var container = encoder.singleValueContainer()
            try container.encode(name)
        }
    }

    /// Reads what ``encode(to:)`` writes, and any kind as an object.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.singleValueContainer(), let name = try? container.decode(String.self) {
            guard let scale = Self.named(name, higherIsBetter: true) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "expected yesNo, recommend0to10, effort1to7 or an object")
            }
            self = scale
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let name = try container.decode(String.self, forKey: .kind)
        let higherIsBetter = try container.decodeIfPresent(Bool.self, forKey: .higherIsBetter) ?? true
        if name == "topBox" {
            let from = try container.decode(UInt8.self, forKey: .from)
            let to = try container.decode(UInt8.self, forKey: .to)
            let cut = try container.decode(UInt8.self, forKey: .cut)
            guard from <= to else {
                throw DecodingError.dataCorruptedError(forKey: .to, in: container, debugDescription: "to is below from")
            }
            do throws(Refusal) {
                self = try Self.topBox(range: from...to, cut: cut, higherIsBetter: higherIsBetter)
            } catch {
                throw DecodingError.dataCorruptedError(forKey: .cut, in: container, debugDescription: error.detail)
            }
        } else if let scale = Self.named(name, higherIsBetter: higherIsBetter) {
            self = scale
        } else {
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: container,
                debugDescription: "expected yesNo, recommend0to10, topBox or effort1to7; only the last two can be"
                    + " lower is better")
        }
    }

    private var name: String {
        switch kind {
        case .yesNo: "yesNo"
        case .recommend0to10: "recommend0to10"
        case .topBox: "topBox"
        case .effort1to7: "effort1to7"
        }
    }

    private static func named(_ name: String, higherIsBetter: Bool) -> Scale? {
        switch (name, higherIsBetter) {
        case ("yesNo", true): .yesNo
        case ("recommend0to10", true): .recommend0to10
        case ("effort1to7", true): .effort1to7
        case ("effort1to7", false): .effort1to7LowIsGood
        default: nil
        }
    }
}
