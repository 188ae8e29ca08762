import DeskPrimitives

extension Workspace {
    /// What several queries find, all of them asked for in one round.
    ///
    /// - Parameter needs: What the reader lacks is put here instead of being thrown, so that more can be asked for with it.
    mutating func find<Content: RecordContent>(
        _ type: Content.Type, all queries: [RecordQuery], needs: inout [RecordQuery]
    ) throws(DeskHalt) -> [[Content]] {
        var found: [[Content]] = []
        found.reserveCapacity(queries.count)
        for query in queries {
            do throws(DeskHalt) {
                found.append(try find(type, query))
            } catch {
                guard case .needs(let more) = error else { throw error }
                needs += more
            }
        }
        return found
    }

    /// What several queries find, all of them asked for in one round.
    mutating func find<Content: RecordContent>(
        _ type: Content.Type, all queries: [RecordQuery]
    ) throws(DeskHalt) -> [[Content]] {
        var needs: [RecordQuery] = []
        let found = try find(type, all: queries, needs: &needs)
        guard needs.isEmpty else { throw .needs(needs) }
        return found
    }
}
