public import DeskPrimitives

/// How waits turned out against what the model had said of them.
///
/// Keeps the ratio of the real to the modelled wait in buckets of an eighth of an octave. People who left before their turn
/// have waited at least so long; leaving them out would make every wait look shorter, so they are counted as such (Kaplan
/// and Meier, "Nonparametric estimation from incomplete observations", JASA 53, 1958). Old waits fade by halves.
public struct WaitCalibration: Hashable, Sendable, Codable {
    /// How many waits are held before they are halved.
    public static let memory = 512
    /// Ranges are corrected from so many waits on.
    public static let minimumWaits = 30
    /// Ranges are withheld while fewer of ten recent waits than these kept within the later time.
    public static let leastKeptOfTen = 7

    private static let bucketCount = 97
    /// The upper ends of the buckets but the last: powers of the eighth root of 2 from 1/64 to 64.
    private static let ends: [Double] = {
        var ends: [Double] = []
        var end = 1.0 / 64
        for _ in 0..<(bucketCount - 1) {
            ends.append(end)
            end *= 1.090_507_732_665_257_7
        }
        return ends
    }()

    private var answered: [Int32]
    private var left: [Int32]
    /// Waits with a range that ended with an answer, faded.
    public private(set) var scored = 0
    /// Of ``scored``, those over by the likely time.
    public private(set) var withinLikely = 0
    /// Of ``scored``, those over by the latest time.
    public private(set) var withinLatest = 0

    /// Creates a calibration without observations.
    public init() {
        answered = [Int32](repeating: 0, count: Self.bucketCount)
        left = answered
    }

    /// Reads a calibration; one of another shape is refused.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        answered = try container.decode([Int32].self, forKey: .answered)
        left = try container.decode([Int32].self, forKey: .left)
        scored = try container.decode(Int.self, forKey: .scored)
        withinLikely = try container.decode(Int.self, forKey: .withinLikely)
        withinLatest = try container.decode(Int.self, forKey: .withinLatest)
        let limit = Int32(Self.memory)
        guard answered.count == Self.bucketCount, left.count == Self.bucketCount,
            (answered + left).allSatisfy({ (0...limit).contains($0) }), (0...Self.memory).contains(scored),
            (0...scored).contains(withinLikely), (0...scored).contains(withinLatest)
        else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not the counts of a calibration"))
        }
    }

    /// Takes in a wait that ended, with what had been said of it when it began.
    public mutating func record(_ range: WaitRange, waited: TimeSpan, wasAnswered: Bool) {
        let modelled = Double(max(1, range.modelled.microseconds))
        let bucket = Self.bucket(Double(max(0, waited.microseconds)) / modelled)
        if wasAnswered {
            answered[bucket] += 1
            scored += 1
            if waited <= range.likely { withinLikely += 1 }
            if waited <= range.latest { withinLatest += 1 }
        } else {
            left[bucket] += 1
        }
        guard waits >= Self.memory else { return }
        for index in 0..<Self.bucketCount {
            answered[index] /= 2
            left[index] /= 2
        }
        scored /= 2
        withinLikely /= 2
        withinLatest /= 2
    }

    /// Waits held, whether they ended with an answer or not.
    public var waits: Int { answered.reduce(0) { $0 + Int($1) } + left.reduce(0) { $0 + Int($1) } }

    /// Whether recent ranges kept too little of what they said to be said again.
    public var isUnreliable: Bool {
        scored >= 2 * Self.minimumWaits && withinLatest * 10 < scored * Self.leastKeptOfTen
    }

    private static func bucket(_ ratio: Double) -> Int {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] < ratio { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The ratio that so many of ten waits do not exceed; nil when too many left for it to be known.
    func ratio(tenths: Int) -> Double? {
        var atRisk = Double(waits)
        var surviving = 1.0
        for bucket in 0..<Self.bucketCount {
            if answered[bucket] > 0 {
                surviving *= 1 - Double(answered[bucket]) / atRisk
                if surviving * 10 <= Double(10 - tenths) + 1e-9 {
                    return bucket < Self.ends.count ? Self.ends[bucket] : nil
                }
            }
            atRisk -= Double(answered[bucket] + left[bucket])
        }
        return nil
    }
}
