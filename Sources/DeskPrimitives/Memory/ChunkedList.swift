/// A list that only grows, in chunks, so that growing never moves what is there.
struct ChunkedList<Element> {
    private static var chunkSize: Int { 4_096 }
    private var chunks: [ContiguousArray<Element>] = []

    var count: Int { chunks.isEmpty ? 0 : (chunks.count - 1) * Self.chunkSize + chunks[chunks.count - 1].count }

    mutating func append(_ element: Element) {
        if chunks.isEmpty || chunks[chunks.count - 1].count == Self.chunkSize {
            var chunk: ContiguousArray<Element> = []
            if !chunks.isEmpty { chunk.reserveCapacity(Self.chunkSize) }
            chunks.append(chunk)
        }
        chunks[chunks.count - 1].append(element)
    }

    subscript(index: Int) -> Element { chunks[index / Self.chunkSize][index % Self.chunkSize] }
}
