/// Where the rows of a contact begin: those a rule must stand in, and groups of which it must stand in one.
struct KeyRows: Sendable {
    /// The first rows, in blocks; the rest of the lanes repeat one of them.
    private(set) var lanes: SIMD8<UInt32>
    /// The lanes that are taken, those kept for an attribute each included.
    private var count: Int
    /// Rows beyond the lanes.
    private(set) var more: [Int] = []
    /// Groups of rows, of each of which a rule must stand in one.
    private(set) var choices: [[Int]] = []

    /// Starts with no row but the one of every rule, and with some lanes kept.
    init(everyRule: Int, lanes count: Int = 0) {
        lanes = SIMD8(repeating: UInt32(everyRule))
        self.count = min(count, 8)
    }

    /// Whether the second half of the lanes says anything.
    var isLong: Bool { count > 4 }

    /// Whether the lanes say everything.
    var isPlain: Bool { more.isEmpty && choices.isEmpty }

    /// Adds a row; −1 stands for one that rules nothing out.
    @inline(__always)
    mutating func add(_ row: Int) {
        guard row >= 0 else { return }
        if count < 8 {
            lanes[count] = UInt32(row)
            count += 1
        } else {
            more.append(row)
        }
    }

    /// Puts a row into a lane that was kept for it.
    @inline(__always)
    mutating func put(_ row: Int, lane: Int) {
        guard row >= 0 else { return }
        if lane < 8 { lanes[lane] = UInt32(row) } else { more.append(row) }
    }

    /// Adds a group.
    mutating func add(choice: [Int]) { choices.append(choice) }
}
