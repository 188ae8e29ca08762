/// Rows of bits, one bit for each rule, packed so that one instruction looks at many rules.
struct BitPlanes: Sendable {
    /// Bits in a block.
    static let blockBits = 256

    /// Blocks of a row.
    let blocksPerRow: Int
    private var blocks: [SIMD4<UInt64>] = []

    init(bits: Int) {
        blocksPerRow = max(1, (bits + Self.blockBits - 1) / Self.blockBits)
    }

    /// Adds a row and says where it begins.
    mutating func append(_ row: BitRow) -> Int {
        let offset = blocks.count
        blocks.append(contentsOf: row.blocks)
        return offset
    }

    /// How many bits a row has set on average, −1 standing for a full one; in parts of a million of the bits there are.
    func share(of rows: [Int]) -> Int {
        guard !rows.isEmpty else { return 1_000_000 }
        var set = 0
        for row in rows {
            guard row >= 0 else {
                set += blocksPerRow * Self.blockBits
                continue
            }
            for block in row..<row + blocksPerRow {
                let bits = blocks[block]
                for lane in 0..<4 { set += bits[lane].nonzeroBitCount }
            }
        }
        return set / rows.count * 1_000_000 / (blocksPerRow * Self.blockBits)
    }

    /// All rows as words, four for each block.
    func words() -> [UInt64] {
        var words: [UInt64] = []
        words.reserveCapacity(blocks.count * 4)
        for block in blocks {
            words.append(block.x)
            words.append(block.y)
            words.append(block.z)
            words.append(block.w)
        }
        return words
    }

    /// The first bit that stands in every row and in one of each choice; −1 for none.
    ///
    /// - Complexity: O(rows × position of the bit / 256).
    @inline(__always)
    func first(in rows: KeyRows) -> Int {
        rows.isPlain ? first(in: rows.lanes, isLong: rows.isLong) : firstOfMany(in: rows)
    }

    /// The first bit that stands in every row of the first half of the lanes, or of all; takes no reference, so that
    /// nothing is counted on the way.
    @inline(never)
    private func first(in lanes: SIMD8<UInt32>, isLong: Bool) -> Int {
        let (a, b, c, d) = (Int(lanes[0]), Int(lanes[1]), Int(lanes[2]), Int(lanes[3]))
        for block in 0..<blocksPerRow {
            var bits = blocks[a &+ block] & blocks[b &+ block] & blocks[c &+ block] & blocks[d &+ block]
            guard bits != .zero else { continue }
            if isLong {
                bits &= blocks[Int(lanes[4]) &+ block] & blocks[Int(lanes[5]) &+ block]
                bits &= blocks[Int(lanes[6]) &+ block] & blocks[Int(lanes[7]) &+ block]
                guard bits != .zero else { continue }
            }
            return block &* Self.blockBits &+ Self.firstBit(bits)
        }
        return -1
    }

    private func firstOfMany(in rows: KeyRows) -> Int {
        for block in 0..<blocksPerRow {
            let bits = combined(rows, block)
            if bits != .zero { return block * Self.blockBits + Self.firstBit(bits) }
        }
        return -1
    }

    /// Every bit that stands in every row and in one of each choice, ascending.
    func all(in rows: KeyRows) -> [Int] {
        var found: [Int] = []
        for block in 0..<blocksPerRow {
            let bits = combined(rows, block)
            guard bits != .zero else { continue }
            for lane in 0..<4 {
                var word = bits[lane]
                while word != 0 {
                    found.append(block * Self.blockBits + lane * 64 + word.trailingZeroBitCount)
                    word &= word - 1
                }
            }
        }
        return found
    }

    /// Whether one bit stands in every row and in one of each choice.
    func contains(_ bit: Int, in rows: KeyRows) -> Bool {
        let bits = combined(rows, bit / Self.blockBits)
        return bits[bit % Self.blockBits / 64] & (1 << UInt64(bit % 64)) != 0
    }

    @inline(__always)
    private func combined(_ rows: KeyRows, _ block: Int) -> SIMD4<UInt64> {
        var bits = SIMD4<UInt64>(repeating: .max)
        for lane in 0..<(rows.isLong ? 8 : 4) { bits &= blocks[Int(rows.lanes[lane]) &+ block] }
        for row in rows.more { bits &= blocks[row &+ block] }
        for choice in rows.choices {
            var any = SIMD4<UInt64>.zero
            for row in choice { any |= blocks[row &+ block] }
            bits &= any
        }
        return bits
    }

    @inline(__always)
    private static func firstBit(_ bits: SIMD4<UInt64>) -> Int {
        if bits.x != 0 { return bits.x.trailingZeroBitCount }
        if bits.y != 0 { return 64 + bits.y.trailingZeroBitCount }
        if bits.z != 0 { return 128 + bits.z.trailingZeroBitCount }
        return 192 + bits.w.trailingZeroBitCount
    }
}

/// One row of bits under construction.
struct BitRow: Sendable {
    fileprivate(set) var blocks: [SIMD4<UInt64>]
    private let count: Int

    /// A row of so many bits, none of them set.
    init(bits count: Int) {
        self.count = count
        blocks = Array(
            repeating: .zero, count: max(1, (count + BitPlanes.blockBits - 1) / BitPlanes.blockBits))
    }

    /// A row of so many bits, all of them set.
    init(full count: Int) {
        self.init(bits: count)
        for bit in 0..<count { self[bit] = true }
    }

    subscript(bit: Int) -> Bool {
        get { blocks[bit / BitPlanes.blockBits][bit % BitPlanes.blockBits / 64] & (1 << UInt64(bit % 64)) != 0 }
        set {
            let mask: UInt64 = 1 << UInt64(bit % 64)
            if newValue {
                blocks[bit / BitPlanes.blockBits][bit % BitPlanes.blockBits / 64] |= mask
            } else {
                blocks[bit / BitPlanes.blockBits][bit % BitPlanes.blockBits / 64] &= ~mask
            }
        }
    }

    /// Whether every bit is set, so that the row rules nothing out.
    var isFull: Bool {
        blocks.reduce(0) {
            $0 + $1.x.nonzeroBitCount + $1.y.nonzeroBitCount + $1.z.nonzeroBitCount
                + $1.w.nonzeroBitCount
        } == count
    }
}
