/// Rows under numbers that are used again: in chunks, so that growing moves no row and a copy shares what does not change.
struct NumberedRows<Row: Sendable>: Sendable {
    private static var chunkSize: Int { 1_024 }

    private var chunks: [ContiguousArray<Row?>] = []
    private var end = 0
    /// Numbers whose rows have gone.
    private var freed: [Int] = []

    /// How many rows there are.
    var count: Int { end - freed.count }

    /// The row of a number; nil when it has gone.
    subscript(number: Int) -> Row? {
        _read { yield chunks[number / Self.chunkSize][number % Self.chunkSize] }
        _modify { yield &chunks[number / Self.chunkSize][number % Self.chunkSize] }
    }

    /// Adds a row and gives its number.
    mutating func append(_ row: Row) -> Int {
        if let number = freed.popLast() {
            self[number] = row
            return number
        }
        if end % Self.chunkSize == 0 {
            var chunk: ContiguousArray<Row?> = []
            if end > 0 { chunk.reserveCapacity(Self.chunkSize) }
            chunks.append(chunk)
        }
        chunks[end / Self.chunkSize].append(row)
        end += 1
        return end - 1
    }

    /// Takes a row away, whose number goes to a later one.
    mutating func remove(_ number: Int) {
        guard self[number] != nil else { return }
        self[number] = nil
        freed.append(number)
    }
}
