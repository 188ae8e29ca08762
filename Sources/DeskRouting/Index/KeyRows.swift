/// Where the rows of a contact begin: those a rule must stand in, and groups of which it must stand in one.
struct KeyRows: Sendable {
    /// The first rows, in blocks; the rest of the lanes repeat one of them.
    private(set) var lanes: SIMD8<UInt32>
    private var count = 0
    /// Rows beyond the lanes.
    private(set) var more: [Int] = []
    /// Groups of rows, of each of which a rule must stand in one.
    private(set) var choices: [[Int]] = []

    /// Starts with no row but the one of every rule.
    init(everyRule: Int) { lanes = SIMD8(repeating: UInt32(everyRule)) }

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

    /// Adds a group.
    mutating func add(choice: [Int]) { choices.append(choice) }
}
