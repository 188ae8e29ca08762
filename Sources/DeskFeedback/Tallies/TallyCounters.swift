/// Rows of counters, 192 each: 128 for recommend beside effort and 64 for resolution, service and completeness.
///
/// A counter is a low byte in one array and, in another, a carry that changes once in 256 times, so that what changes often
/// stays in the processor's cache. The two parts are determined by the count, so rows that counted the same answers in any
/// order are equal to the bit. Counts are exact within ±2³⁹ and wrap around beyond.
struct TallyCounters: Hashable, Sendable {
    // Row · 128 + recommend + 16 · effort, and row · 64 + (complete, resolution, service).
    private(set) var scoreLows: [UInt8]
    private(set) var scoreHighs: [Int32]
    private(set) var jointLows: [UInt8]
    private(set) var jointHighs: [Int32]

    init(rows: Int) {
        scoreLows = Array(repeating: 0, count: rows << 7)
        scoreHighs = Array(repeating: 0, count: rows << 7)
        jointLows = Array(repeating: 0, count: rows << 6)
        jointHighs = Array(repeating: 0, count: rows << 6)
    }

    /// How many rows there are.
    var rows: Int { jointLows.count >> 6 }

    /// Adds an empty row.
    mutating func appendRow() {
        scoreLows.append(contentsOf: repeatElement(0, count: 128))
        scoreHighs.append(contentsOf: repeatElement(0, count: 128))
        jointLows.append(contentsOf: repeatElement(0, count: 64))
        jointHighs.append(contentsOf: repeatElement(0, count: 64))
    }

    /// Counts one response in a row.
    @inline(__always)
    mutating func add(_ code: Int, to row: Int) {
        let score = row &<< 7 | code & 127
        let low = scoreLows[score] &+ 1
        scoreLows[score] = low
        if low == 0 { scoreHighs[score] &+= 1 }
        let joint = row &<< 6 | code &>> 7
        let other = jointLows[joint] &+ 1
        jointLows[joint] = other
        if other == 0 { jointHighs[joint] &+= 1 }
    }

    /// Takes one response out of a row: the exact opposite of ``add(_:to:)``.
    @inline(__always)
    mutating func subtract(_ code: Int, from row: Int) {
        let score = row &<< 7 | code & 127
        let low = scoreLows[score]
        scoreLows[score] = low &- 1
        if low == 0 { scoreHighs[score] &-= 1 }
        let joint = row &<< 6 | code &>> 7
        let other = jointLows[joint]
        jointLows[joint] = other &- 1
        if other == 0 { jointHighs[joint] &-= 1 }
    }

    /// Counts a column of answers, each in the row of its own node only: two counters each, and hardly ever a carry.
    mutating func count(_ answers: [PackedAnswer]) {
        // Local arrays are known to be unshared, so the loop does not ask again and again.
        var (scores, joints) = ([UInt8](), [UInt8]())
        var (scoreCarries, jointCarries) = ([Int32](), [Int32]())
        swap(&scores, &scoreLows)
        swap(&joints, &jointLows)
        swap(&scoreCarries, &scoreHighs)
        swap(&jointCarries, &jointHighs)
        for answer in answers {
            let bits = Int(answer.bits)
            let joint = bits &>> 7
            let other = joints[joint] &+ 1
            joints[joint] = other
            if other == 0 { jointCarries[joint] &+= 1 }
            let score = (bits &>> 13) &<< 7 | bits & 127
            let low = scores[score] &+ 1
            scores[score] = low
            if low == 0 { scoreCarries[score] &+= 1 }
        }
        (scoreLows, scoreHighs) = (scores, scoreCarries)
        (jointLows, jointHighs) = (joints, jointCarries)
    }

    /// Adds one row to another.
    mutating func addRow(_ source: Int, to target: Int) {
        Self.add(&scoreLows, &scoreHighs, from: source << 7, to: target << 7, lanes: 128)
        Self.add(&jointLows, &jointHighs, from: source << 6, to: target << 6, lanes: 36)
    }

    private static func add(
        _ lows: inout [UInt8], _ highs: inout [Int32], from source: Int, to target: Int, lanes: Int
    ) {
        for lane in 0..<lanes {
            let (low, carries) = lows[target &+ lane].addingReportingOverflow(lows[source &+ lane])
            lows[target &+ lane] = low
            highs[target &+ lane] &+= highs[source &+ lane] &+ (carries ? 1 : 0)
        }
    }

    /// Adds every row of other counters with the same rows.
    mutating func merge(_ other: TallyCounters) {
        Self.add(&scoreLows, &scoreHighs, other.scoreLows, other.scoreHighs)
        Self.add(&jointLows, &jointHighs, other.jointLows, other.jointHighs)
    }

    private static func add(_ lows: inout [UInt8], _ highs: inout [Int32], _ otherLows: [UInt8], _ otherHighs: [Int32])
    {
        for index in 0..<min(lows.count, otherLows.count) {
            let (low, carries) = lows[index].addingReportingOverflow(otherLows[index])
            lows[index] = low
            highs[index] &+= otherHighs[index] &+ (carries ? 1 : 0)
        }
    }

    /// The tally of a row: its scores and how many responses were complete or partial.
    func tally(of row: Int) -> Tally {
        var tally = Tally()
        for effort in 0..<8 {
            for recommend in 0..<12 {
                let count = scoreCount(row << 7 | effort << 4 | recommend)
                if recommend < 11 { tally.recommendLanes[recommend] &+= count }
                if effort > 0 { tally.effortLanes[effort - 1] &+= count }
            }
        }
        for lane in 0..<36 {
            let count = jointCount(row << 6 | lane)
            if lane % 18 > 0 { tally.jointLanes[lane % 18] &+= count }
            tally.responseLanes[lane < 18 ? 3 : 2] &+= count
        }
        return tally
    }

    private func scoreCount(_ index: Int) -> Int64 { Int64(scoreHighs[index]) << 8 &+ Int64(scoreLows[index]) }
    private func jointCount(_ index: Int) -> Int64 { Int64(jointHighs[index]) << 8 &+ Int64(jointLows[index]) }

    /// Whether nothing is counted anywhere.
    var isZero: Bool {
        !scoreLows.contains { $0 != 0 } && !scoreHighs.contains { $0 != 0 } && !jointLows.contains { $0 != 0 }
            && !jointHighs.contains { $0 != 0 }
    }
}
