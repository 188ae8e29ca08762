/// The positions of declared symbols.
final class SymbolTable: Sendable {
    let symbols: [String]
    /// Positions by the hash of the bytes, for symbols of ASCII only; −1 for a free place.
    ///
    /// A power of two, at most half full.
    private let slots: [Int32]
    /// For symbols that can be written in more than one way.
    private let positions: [String: Int]

    init(_ symbols: [String]) {
        self.symbols = symbols
        var count = 4
        while count < symbols.count * 2 { count *= 2 }
        var slots = [Int32](repeating: -1, count: count)
        var others: [String: Int] = [:]
        for (position, symbol) in symbols.enumerated() {
            guard let hash = Self.hash(symbol) else {
                if others[symbol] == nil { others[symbol] = position }
                continue
            }
            var slot = hash & (count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (count - 1) }
            slots[slot] = Int32(truncatingIfNeeded: position)
        }
        self.slots = slots
        positions = others
    }

    /// Where a symbol stands, the first of equal ones; nil for one that nobody declared.
    func position(_ symbol: String) -> Int? {
        guard let hash = Self.hash(symbol) else { return positions.isEmpty ? nil : positions[symbol] }
        let mask = slots.count - 1
        var slot = hash & mask
        while slots[slot] >= 0 {
            let position = Int(slots[slot])
            if symbols[position] == symbol { return position }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// A hash of the bytes (FNV-1a, 32 bits); nil for other text than ASCII.
    @inline(__always)
    private static func hash(_ text: String) -> Int? {
        // The bytes at once: the view of a text asks for each of them how it is stored.
        text.utf8.withContiguousStorageIfAvailable { hash($0) } ?? hash(text.utf8)
    }

    @inline(__always)
    private static func hash(_ bytes: some Sequence<UInt8>) -> Int? {
        var bits: UInt32 = 0x811C_9DC5
        var seen: UInt8 = 0
        for byte in bytes {
            bits = (bits ^ UInt32(byte)) &* 0x0100_0193
            seen |= byte
        }
        return seen < 0x80 ? Int(bits ^ bits >> 15) : nil
    }
}
