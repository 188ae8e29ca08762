import DeskPrimitives

/// Where each case of the pool is kept: a table of open addressing that has part of each hash beside the slot.
///
/// Neither finding nor removing looks at the names of other cases, as a dictionary of them would: each name lies in memory
/// of its own, and going there is what costs. Order is never read from it.
struct CaseSlots: Sendable {
    private struct Cell: Sendable {
        var hash: UInt32 = 0
        var slot: Int32 = -1
    }

    private var cells = Array(repeating: Cell(), count: 16)
    private(set) var count = 0

    private var mask: Int { cells.count - 1 }

    private static func hash(_ id: CaseID) -> UInt32 { UInt32(truncatingIfNeeded: id.hashValue) }

    /// The slot of a case; −1 when it is not there.
    func slot(of id: CaseID, _ entries: [PoolEntry]) -> Int32 {
        let hash = Self.hash(id)
        var place = Int(hash) & mask
        while cells[place].slot >= 0 {
            if cells[place].hash == hash, entries[Int(cells[place].slot)].item.id == id { return cells[place].slot }
            place = (place + 1) & mask
        }
        return -1
    }

    /// Notes a case that is not there yet.
    mutating func insert(_ id: CaseID, at slot: Int32) {
        if 2 * (count + 1) > cells.count { grow() }
        count += 1
        put(Cell(hash: Self.hash(id), slot: slot))
    }

    /// Forgets a case that is there.
    mutating func remove(_ id: CaseID, at slot: Int32) {
        var hole = Int(Self.hash(id)) & mask
        while cells[hole].slot != slot {
            guard cells[hole].slot >= 0 else { return }
            hole = (hole + 1) & mask
        }
        count -= 1
        // What stands behind moves up where it would else no longer be found.
        var place = (hole + 1) & mask
        while cells[place].slot >= 0 {
            let home = Int(cells[place].hash) & mask
            if (place - home) & mask >= (place - hole) & mask {
                cells[hole] = cells[place]
                hole = place
            }
            place = (place + 1) & mask
        }
        cells[hole] = Cell()
    }

    private mutating func put(_ cell: Cell) {
        var place = Int(cell.hash) & mask
        while cells[place].slot >= 0 { place = (place + 1) & mask }
        cells[place] = cell
    }

    private mutating func grow() {
        let old = cells
        cells = Array(repeating: Cell(), count: 2 * old.count)
        for cell in old where cell.slot >= 0 { put(cell) }
    }
}
