/// Rows of counters, 192 each: 128 for recommend beside effort and 64 for resolution, service and completeness.
///
/// A counter is a low byte in one array and, in another, a carry that changes once in 256 times, so that what changes often
/// stays in the processor's cache. The two parts are determined by the count, so rows that counted the same answers in any
/// order are equal to the bit. Counts are exact within ±2³⁹ and wrap around beyond.
struct TallyCounters: Hashable, Sendable {
    /// How many counters a row has.
    static let width = 192
    /// Where the counters of resolution, service and completeness begin in a row.
    private static let joints = 128

    // Row · 192 + recommend + 16 · effort, and row · 192 + 128 + (complete, resolution, service).
    // Contiguous, since only these hand out spans on all platforms.
    private var lows: ContiguousArray<UInt8>
    private var highs: ContiguousArray<Int32>

    init(rows: Int) {
        lows = ContiguousArray(repeating: 0, count: rows * Self.width)
        highs = ContiguousArray(repeating: 0, count: rows * Self.width)
    }

    /// How many rows there are.
    var rows: Int { lows.count / Self.width }

    /// Adds an empty row.
    mutating func appendRow() {
        lows.append(contentsOf: repeatElement(0, count: Self.width))
        highs.append(contentsOf: repeatElement(0, count: Self.width))
    }

    /// Counts one response in a row.
    mutating func add(_ code: Int, to row: Int) {
        withSpans { Self.add(code, row &* Self.width, &$0, &$1) }
    }

    /// Takes one response out of a row: the exact opposite of ``add(_:to:)``.
    mutating func subtract(_ code: Int, from row: Int) {
        withSpans { Self.subtract(code, row &* Self.width, &$0, &$1) }
    }

    /// Counts one response in a row and in each row above it, as `parents` says; −1 ends the way up.
    @inline(__always)
    mutating func add(_ code: Int, upFrom row: Int, _ parents: [Int32]) {
        climb(from: row, parents) { Self.add(code, $0, &$1, &$2) }
    }

    /// The exact opposite of ``add(_:upFrom:_:)``.
    @inline(__always)
    mutating func subtract(_ code: Int, upFrom row: Int, _ parents: [Int32]) {
        climb(from: row, parents) { Self.subtract(code, $0, &$1, &$2) }
    }

    /// Does the same in a row and in each row above it, by where they begin.
    @inline(__always)
    private mutating func climb(
        from row: Int, _ parents: [Int32], _ change: (Int, inout MutableSpan<UInt8>, inout MutableSpan<Int32>) -> Void
    ) {
        withSpans {
            var row = row
            repeat {
                change(row &* Self.width, &$0, &$1)
                row = Int(parents[row])
            } while row >= 0
        }
    }

    /// Counts a column of answers, each in the row of its own node only: two counters each, and hardly ever a carry.
    mutating func count(_ answers: [PackedAnswer]) {
        withSpans {
            for answer in answers {
                let bits = Int(answer.bits)
                Self.add(bits & 0x1FFF, (bits &>> 13) &* Self.width, &$0, &$1)
            }
        }
    }

    /// Lends the counters as spans, which are known to be unshared: that is asked once and not for each counter.
    @inline(__always)
    private mutating func withSpans(_ body: (inout MutableSpan<UInt8>, inout MutableSpan<Int32>) -> Void) {
        var lentLows: ContiguousArray<UInt8> = []
        var lentHighs: ContiguousArray<Int32> = []
        swap(&lentLows, &lows)
        swap(&lentHighs, &highs)
        var lowSpan = lentLows.mutableSpan
        var highSpan = lentHighs.mutableSpan
        body(&lowSpan, &highSpan)
        swap(&lentLows, &lows)
        swap(&lentHighs, &highs)
    }

    @inline(__always)
    private static func add(
        _ code: Int, _ row: Int, _ lows: inout MutableSpan<UInt8>, _ highs: inout MutableSpan<Int32>
    ) {
        let score = row &+ (code & 127)
        let low = lows[score] &+ 1
        lows[score] = low
        if low == 0 { highs[score] &+= 1 }
        let joint = row &+ joints &+ (code &>> 7)
        let other = lows[joint] &+ 1
        lows[joint] = other
        if other == 0 { highs[joint] &+= 1 }
    }

    @inline(__always)
    private static func subtract(
        _ code: Int, _ row: Int, _ lows: inout MutableSpan<UInt8>, _ highs: inout MutableSpan<Int32>
    ) {
        let score = row &+ (code & 127)
        let low = lows[score]
        lows[score] = low &- 1
        if low == 0 { highs[score] &-= 1 }
        let joint = row &+ joints &+ (code &>> 7)
        let other = lows[joint]
        lows[joint] = other &- 1
        if other == 0 { highs[joint] &-= 1 }
    }

    /// Adds one row to another.
    mutating func addRow(_ source: Int, to target: Int) {
        let (from, to) = (source &* Self.width, target &* Self.width)
        withSpans { lows, highs in
            for lane in 0..<Self.width {
                let (low, carries) = lows[to &+ lane].addingReportingOverflow(lows[from &+ lane])
                lows[to &+ lane] = low
                highs[to &+ lane] &+= highs[from &+ lane] &+ (carries ? 1 : 0)
            }
        }
    }

    /// Adds every row of other counters with the same rows.
    mutating func merge(_ other: TallyCounters) {
        withSpans { lows, highs in
            for index in 0..<min(lows.count, other.lows.count) {
                let (low, carries) = lows[index].addingReportingOverflow(other.lows[index])
                lows[index] = low
                highs[index] &+= other.highs[index] &+ (carries ? 1 : 0)
            }
        }
    }

    /// The tally of a row: its scores and how many responses were complete or partial.
    func tally(of row: Int) -> Tally {
        var tally = Tally()
        let scores = row * Self.width
        let joints = scores + Self.joints
        for recommend in 0..<11 {
            tally.recommendLanes[recommend] = sum(scores + recommend, scores + Self.joints, by: 16)
        }
        for effort in 1..<8 {
            tally.effortLanes[effort - 1] = sum(scores + effort << 4, scores + effort << 4 + 12, by: 1)
        }
        for joint in 1..<18 { tally.jointLanes[joint] = sum(joints + joint, joints + 36, by: 18) }
        tally.responseLanes[2] = sum(joints + 18, joints + 36, by: 1)
        tally.responseLanes[3] = sum(joints, joints + 18, by: 1)
        return tally
    }

    /// The sum of the counters from one to before another in steps.
    private func sum(_ from: Int, _ end: Int, by step: Int) -> Int64 {
        var (sum, index) = (Int64(0), from)
        while index < end {
            sum &+= Int64(highs[index]) << 8 &+ Int64(lows[index])
            index &+= step
        }
        return sum
    }

    /// Whether nothing is counted anywhere.
    var isZero: Bool { !lows.contains { $0 != 0 } && !highs.contains { $0 != 0 } }
}
